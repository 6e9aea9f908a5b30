"""One set of articles as a site of each generator.

Every site has the same articles (600 words, front matter, two tags of twenty, a table, a footnote), lists of 20 a page of
all articles and of each tag, an Atom feed of the newest and a sitemap, made with templates as small as they can be: a title, a
menu, the text, its tags. `own_theme` is cityfolio with its default theme, whose pages have more to them and whose lists can
also be narrowed by topic and year. Highlighting is off everywhere.
"""

import importlib.util
import json
import pathlib

HERE = pathlib.Path(__file__).parent
# So many texts differ; further articles repeat them under titles of their own, which spares the making of large sites.
TEXTS = 10_000


def articles(count):
    """The Markdown of every article, by file name."""
    spec = importlib.util.spec_from_file_location("make_site", HERE.parent / "make_site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    texts = []
    for number in range(count):
        if number < TEXTS:
            texts.append(module.article(number))
        first = number % TEXTS
        yield f"article-{number:06}.md", texts[first].replace(f'"Article {first}:', f'"Article {number}:', 1)


def write(folder, files):
    for path, text in files.items():
        path = folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def content(folder, where, count, change=lambda text: text):
    (folder / where).mkdir(parents=True, exist_ok=True)
    for name, text in articles(count):
        (folder / where / name).write_text(change(text), encoding="utf-8")


def own_theme(folder, count):
    content(folder, "content/news", count)
    write(folder, {
        "site.yaml": "title: Measured site\nbase_url: https://www.example.eu/\nlanguages: [en]\n",
        "content/index.md": "---\ntitle: Measured site\n---\n\nHome.\n",
    })


def cityfolio(folder, count):
    own_theme(folder, count)
    with open(folder / "site.yaml", "a", encoding="utf-8") as configuration:
        configuration.write("theme: equal\n")
    write(folder / "themes/equal", {
        "theme.yaml": "extends: default\n",
        # Lists that are narrowed are those of `listing.html`, by the name of the template.
        "kinds/news.yaml": "collection: news\nlabel: {en: News item}\nplural: {en: News}\ntemplate: entry.html\n"
        "listing: {template: items.html, sort: [-date, title], page_size: 20, feed: true}\nschema_type: NewsArticle\nmenu: 70\n",
        "templates/plain.html": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>'
        '<nav><a href="/">Home</a> <a href="/news/">News</a></nav>{% block main %}{% endblock main %}</body></html>\n',
        "templates/entry.html": '{% extends "plain.html" %}{% block main %}<h1>{{ page.heading }}</h1><article>{{ body | safe }}</article>'
        '{% for tag in tags %}<a href="{{ tag.url }}">{{ tag.title }}</a> {% endfor %}{% endblock main %}\n',
        "templates/listing.html": CITYFOLIO_LIST,
        "templates/items.html": CITYFOLIO_LIST,
    })


CITYFOLIO_LIST = """{% extends "plain.html" %}{% block main %}<h1>{{ page.heading }}</h1>{% for item in items %}<section><h2><a href="{{ item.url }}">
{{ item.title }}</a></h2><p>{{ item.summary }}</p></section>{% endfor %}{% if pages.previous %}<a href="{{ pages.previous }}">Newer</a>{% endif %}
{% if pages.next %}<a href="{{ pages.next }}">Older</a>{% endif %}{% endblock main %}
"""


HUGO_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate PAGES).Pages }}<section><h2><a href="{{ .RelPermalink }}">
{{ .Title }}</a></h2><p>{{ .Params.summary }}</p></section>{{ end }}{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Newer</a>{{ end }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">Older</a>{{ end }}{{ end }}{{ end }}
"""


def hugo(folder, count):
    content(folder, "content/news", count)
    # Hugo takes `taxonomy.html` for the pages of single tags, also where there is a `term.html`.
    write(folder, {
        "hugo.toml": 'title = "Measured site"\nbaseURL = "https://www.example.eu/"\ndisableKinds = []\n[pagination]\npagerSize = 20\n'
        '[services.rss]\nlimit = 20\n[markup.highlight]\ncodeFences = false\n[outputs]\nhome = ["html", "rss"]\nsection = ["html", "rss"]\n'
        'taxonomy = ["html"]\nterm = ["html"]\n[taxonomies]\ntag = "tags"\n',
        "content/_index.md": "---\ntitle: Measured site\n---\n\nHome.\n",
        "layouts/_default/baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
        '<nav><a href="/">Home</a> <a href="/news/">News</a></nav>{{ block "main" . }}{{ end }}</body></html>\n',
        "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><article>{{ .Content }}</article>'
        '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}{{ end }}\n',
        "layouts/_default/list.html": HUGO_LIST.replace("PAGES", ".RegularPages"),
        "layouts/_default/taxonomy.html": HUGO_LIST.replace("PAGES", ".RegularPages"),
        "layouts/index.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range first 5 (where .Site.RegularPages "Section" "news") }}'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
        "layouts/_default/terms.html": '{{ define "main" }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
    })


ELEVENTY_CONFIG = """const footnote = require("markdown-it-footnote");
module.exports = function (config) {
  config.amendLibrary("md", (library) => library.use(footnote).enable("table"));
  config.addCollection("newest", (all) => all.getFilteredByGlob("content/news/*.md").reverse());
  config.addCollection("tagPages", (all) => {
    const tags = {};
    for (const item of all.getFilteredByGlob("content/news/*.md").reverse())
      for (const tag of item.data.tags) (tags[tag] = tags[tag] || []).push(item);
    const pages = [];
    for (const tag of Object.keys(tags).sort())
      for (let at = 0, number = 1; at < tags[tag].length; at += 20, number++)
        pages.push({ tag, number, items: tags[tag].slice(at, at + 20) });
    return pages;
  });
  return { dir: { input: "content", includes: "../includes", output: process.env.OUT }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
"""
NJK_ITEMS = """{% for item in items %}<section><h2><a href="{{ item.url }}">{{ item.data.title }}</a></h2><p>{{ item.data.summary }}</p></section>{% endfor %}
"""


def eleventy(folder, count):
    content(folder, "content/news", count)
    write(folder, {
        "eleventy.config.cjs": ELEVENTY_CONFIG,
        "content/news/news.json": json.dumps({"layout": "article.njk"}),
        "content/index.njk": "---\nlayout: base.njk\ntitle: Measured site\n---\nHome. \n",
        "content/list.njk": "---\nlayout: base.njk\ntitle: News\npagination: {data: collections.newest, size: 20, alias: items}\n"
        'permalink: "news/{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber + 1 }}/{% endif %}index.html"\n---\n' + NJK_ITEMS,
        "content/tags.njk": "---\nlayout: base.njk\ntitle: Tag\npagination: {data: collections.tagPages, size: 1, alias: page_of}\n"
        'permalink: "tags/{{ page_of.tag | slugify }}/{% if page_of.number > 1 %}page/{{ page_of.number }}/{% endif %}index.html"\n---\n'
        "{% set items = page_of.items %}" + NJK_ITEMS,
        "content/feed.njk": '---\npermalink: feed.xml\n---\n<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Measured site</title>'
        "{% for item in collections.newest %}{% if loop.index <= 20 %}<entry><title>{{ item.data.title }}</title><id>{{ item.url }}</id>"
        "<summary>{{ item.data.summary }}</summary></entry>{% endif %}{% endfor %}</feed>\n",
        "content/sitemap.njk": '---\npermalink: sitemap.xml\n---\n<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "{% for item in collections.newest %}<url><loc>https://www.example.eu{{ item.url }}</loc></url>{% endfor %}</urlset>\n",
        "includes/base.njk": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>'
        '<nav><a href="/">Home</a> <a href="/news/">News</a></nav>{{ content | safe }}</body></html>\n',
        "includes/article.njk": "---\nlayout: base.njk\n---\n<h1>{{ title }}</h1><article>{{ content | safe }}</article>"
        '{% for tag in tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}\n',
    })


def to_cobalt(text):
    """Cobalt knows `description`, `published_date` and `tags`, and nothing else."""
    lines = text.split("\n")
    front = []
    for line in lines[1:lines.index("---", 1)]:
        key, _, value = line.partition(": ")
        key = {"summary": "description", "date": "published_date"}.get(key, key)
        value = f"{value} 00:00:00 +0000" if key == "published_date" else value
        front.append(f"{key}: {value}")
    body = lines[lines.index("---", 1):]
    return "\n".join(["---", *front, "layout: article.liquid", *body])


COBALT_ITEMS = """{% for item in paginator.pages %}<section><h2><a href="/{{ item.permalink }}">{{ item.title }}</a></h2><p>{{ item.description }}</p></section>{% endfor %}
"""


def cobalt(folder, count):
    content(folder, "news", count, to_cobalt)
    layout = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>' \
        '<nav><a href="/">Home</a> <a href="/news/">News</a></nav>BODY</body></html>\n'
    paged = "---\nlayout: base.liquid\ntitle: {title}\npermalink: {link}\npagination:\n  include: {include}\n  per_page: 20\n  permalink_suffix: \"{suffix}\"\n---\n"
    write(folder, {
        "_cobalt.yml": "source: .\nsite:\n  title: Measured site\n  base_url: https://www.example.eu\n  sitemap: sitemap.xml\n"
        "syntax_highlight:\n  enabled: false\nposts:\n  dir: news\n  rss: feed.xml\n  default:\n    permalink: \"/news/{{slug}}/\"\n",
        "_layouts/base.liquid": layout.replace("BODY", "{{ page.content }}"),
        "_layouts/article.liquid": layout.replace("BODY", "<h1>{{ page.title }}</h1><article>{{ page.content }}</article>"
        '{% for tag in page.tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}'),
        "index.md": "---\nlayout: base.liquid\ntitle: Measured site\n---\nHome.\n",
        "list.liquid": paged.format(title="News", link="/news/", include="All", suffix="page/{{num}}/") + COBALT_ITEMS,
        "tags.liquid": paged.format(title="Tags", link="/tags/", include="Tags", suffix="page/{{num}}/")
        + "{% if paginator.indexes %}{% for tag in paginator.indexes %}<a href=\"/{{ tag.index_permalink }}/\">{{ tag.index_title }}</a> {% endfor %}{% else %}"
        + COBALT_ITEMS + "{% endif %}",
    })


def floor(folder, count):
    content(folder, "news", count)
