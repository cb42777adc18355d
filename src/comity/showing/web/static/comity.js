// Keys, the dark or light switch, and what partial updates leave to do. Without it every page still works by its links.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  function turn() {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("comity-theme", root.dataset.theme); } catch { /* not kept */ }
    document.dispatchEvent(new Event("comity:theme"));
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) turn();
  });

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const handle = (row) => row.querySelector("a[aria-expanded], th a, a");

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by));
    const link = handle(all[next]);
    if (link) { link.focus(); all[next].scrollIntoView({ block: "nearest" }); }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") { event.preventDefault(); document.getElementById("q")?.focus(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "t") turn();
    else if (event.key === " " && event.target.matches("a[role=checkbox]")) { event.preventDefault(); event.target.click(); }
  });

  // An opened line keeps its place and the focus stays on it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (!target?.id?.startsWith("row-")) return;
    document.getElementById(`open-${target.id.slice(4)}`)?.focus({ preventScroll: true });
  });

  // A small screen starts with its facets folded away.
  const fold = () => {
    if (!matchMedia("(max-width: 720px)").matches) return;
    for (const box of document.querySelectorAll("details.narrow"))
      if (!box.querySelector("[aria-checked=true]")) box.open = false;
  };
  fold();
  document.addEventListener("htmx:afterSettle", fold);
})();
