// The colours a reader chose on an earlier visit, set before anything is painted.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch { /* storage is switched off; the system's choice holds */ }
})();
