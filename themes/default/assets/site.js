// What a script adds to pages that work without one: the switch between light and dark, and filters in place.

const root = document.documentElement;

// Light and dark. A choice that equals the system's is forgotten, so that the page follows the system again.
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  show();
  dark.addEventListener("change", show);
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    const follows = (chosen === "dark") === dark.matches;
    if (follows) delete root.dataset.theme;
    else root.dataset.theme = chosen;
    try {
      if (follows) localStorage.removeItem("theme");
      else localStorage.setItem("theme", chosen);
    } catch { /* storage is switched off; the choice holds for this page */ }
    show();
  });
}

// Filters of a listing that stands whole on the page. The choice is kept in the address, so that it can be shared.
for (const form of document.querySelectorAll("[data-filters]")) {
  const selects = [...form.querySelectorAll("[data-filter]")];
  const cards = [...document.querySelectorAll("[data-list] > .card")];
  const apply = () => {
    let shown = 0;
    for (const card of cards) {
      const fits = selects.every(({ value, dataset }) => !value || card.dataset[dataset.filter].split(" ").includes(value));
      card.hidden = !fits;
      shown += fits;
    }
    form.querySelector("[data-filter-count]").textContent = shown;
    document.querySelector("[data-filter-empty]").hidden = shown > 0;
    const address = new URL(location.href);
    for (const { value, dataset } of selects) {
      if (value) address.searchParams.set(dataset.filter, value);
      else address.searchParams.delete(dataset.filter);
    }
    history.replaceState(null, "", address);
  };
  const asked = new URL(location.href).searchParams;
  for (const select of selects) {
    const value = asked.get(select.dataset.filter);
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.addEventListener("change", apply);
  }
  form.querySelector("[data-filter-clear]").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    apply();
  });
  if (selects.some((select) => select.value)) apply();
}
