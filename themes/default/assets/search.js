// Search in the site's own index: every word must begin a word of a page; titles count most.

const box = document.querySelector("[data-search]");
const field = box.querySelector("[data-search-field]");
const status = box.querySelector("[data-search-count]");
const list = document.querySelector("[data-search-results]");
const SHOWN = 30;

// Letters without their marks, so that "malaga" finds "Málaga".
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const split = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

let index;
const load = () => (index ??= fetch(box.dataset.search)
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
  .then((pages) => pages.map((page) => ({
    page,
    title: split(page.t),
    rest: split(`${page.s} ${page.w} ${page.k}`),
  }))));

// 8 for a word of the title, 4 for the beginning of one, 2 and 1 elsewhere; 0 where a word is missing.
const weigh = ({ title, rest }, words) => {
  let sum = 0;
  for (const word of words) {
    const begins = (other) => other.startsWith(word);
    const weight = title.includes(word) ? 8 : title.some(begins) ? 4 : rest.includes(word) ? 2 : rest.some(begins) ? 1 : 0;
    if (!weight) return 0;
    sum += weight;
  }
  return sum;
};

const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text ?? "" });

const card = (page) => {
  const item = element("li", "card");
  const text = element("div", "card-text");
  if (page.k) text.append(element("p", "kicker", page.k));
  const heading = element("h2", "card-title");
  const link = element("a", "", page.t);
  link.href = page.u;
  if (page.l) link.lang = link.hreflang = page.l;
  heading.append(link);
  text.append(heading);
  if (page.s) text.append(element("p", "card-summary", page.s));
  item.append(text);
  return item;
};

let asked = "";
const search = async () => {
  const words = split(field.value);
  asked = field.value;
  const address = new URL(location.href);
  if (words.length) address.searchParams.set("q", field.value.trim());
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  document.querySelector(".search-without").hidden = words.length > 0;
  if (!words.length) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  let pages;
  try {
    pages = await load();
  } catch {
    index = undefined;
    status.textContent = status.dataset.failed;
    return;
  }
  if (asked !== field.value) return;
  const found = pages.map((known) => [weigh(known, words), known.page]).filter(([weight]) => weight);
  found.sort(([left], [right]) => right - left);
  const { none, one, other } = status.dataset;
  status.textContent = found.length ? (found.length === 1 ? one : other).replace("{n}", found.length) : none;
  list.replaceChildren(...found.slice(0, SHOWN).map(([, page]) => card(page)));
};

field.addEventListener("focus", load, { once: true });
field.addEventListener("input", search);
field.value = new URL(location.href).searchParams.get("q") ?? "";
if (field.value) search();
