// Charts. Pointing at a city or tabbing to its name, in a chart, a table or a list, sets it off in every chart of
// the page and shows its values; choosing its name keeps it so, until it is chosen again or Escape is pressed.
// Without this script everything can be read as well.

let kept = "";
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The figures of a city in a table, at most the first and the last three columns: "Tallinn: 59% (2011) … 83% (2019)".
const values = (row) => {
  const cells = all("td", row);
  const heads = all("thead tr:last-child > th", row.closest("table")).slice(-cells.length);
  const said = cells.map((cell, at) => (cells.length > 1 ? `${cell.textContent} (${heads[at].textContent})` : cell.textContent));
  const text = said.length > 3 ? [said[0], "…", ...said.slice(-2)] : said;
  return `${row.querySelector("th").textContent}: ${text.join(" ").trim()}`;
};

const light = (city) => {
  for (const part of all("[data-city]")) part.classList.toggle("lit", part.dataset.city === city);
  for (const line of all(".chart-read")) {
    const row = city && line.closest("figure").querySelector(`tr[data-city="${CSS.escape(city)}"]`);
    line.textContent = row ? values(row) : "";
  }
};

const at = (event) => event.target.closest?.("[data-city]")?.dataset.city;
// What is lit while nothing is pointed at: the city that was chosen, or the one whose name has the focus.
const rest = () => kept || at({ target: document.activeElement });
const move = (event) => light(at(event) || rest());
const keep = (city) => {
  kept = city;
  for (const name of all(".chart-table [aria-pressed]")) name.setAttribute("aria-pressed", String(at({ target: name }) === city));
  light(city);
};

if (document.querySelector(".chart-figure")) {
  for (const head of all(".chart-table tr[data-city] > th")) {
    const name = document.createElement("button");
    name.type = "button";
    name.setAttribute("aria-pressed", "false");
    name.append(...head.childNodes);
    head.append(name);
    name.addEventListener("click", () => keep(at({ target: name }) === kept ? "" : at({ target: name })));
  }
  document.addEventListener("pointerover", move);
  document.addEventListener("focusin", move);
  document.addEventListener("focusout", () => light(kept));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && keep(""));
}
