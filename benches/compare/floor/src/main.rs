//! The least that a generator does: read every article, turn it into HTML, write it. No templates, no lists,
//! no feed. `floor SITE OUT`

use std::path::{Path, PathBuf};
use std::{env, fs};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (site, out) = (arguments.next().expect("a site"), arguments.next().expect("a folder"));
    let articles: Vec<PathBuf> =
        fs::read_dir(site).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    articles.par_iter().for_each(|article| write(article, &out));
}

fn write(article: &Path, out: &Path) {
    let text = fs::read_to_string(article).expect("a text");
    let body = text.splitn(3, "---\n").nth(2).expect("front matter");
    let mut page = String::with_capacity(body.len() * 2);
    page.push_str("<article>");
    html::push_html(&mut page, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
    page.push_str("</article>");
    let folder = out.join("news").join(article.file_stem().expect("a name"));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("index.html"), page).expect("a file");
}
