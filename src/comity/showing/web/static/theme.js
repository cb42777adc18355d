// Dark or light: what the reader chose, else what the system prefers. Runs before the page is drawn.
"use strict";
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("comity-theme"); } catch { /* no storage: the system decides */ }
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
})();
