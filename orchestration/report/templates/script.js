"use strict";
// Optional: sorting, the filter, tooltips and the choice of theme. The page works without it.
const root = document.documentElement;
const every = (selector, within = document) => [...within.querySelectorAll(selector)];

const theme = document.getElementById("theme");
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; theme.setAttribute("aria-label", `Show on a ${isDark() ? "light" : "dark"} background`); };
theme.hidden = false;
theme.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* a page opened from a file may have no storage */ }
  label();
});
label();

const sortKey = (cell) => (cell.dataset.sort ?? cell.textContent).trim();
for (const table of every("table.sortable")) {
  const heads = every("thead th", table);
  heads.forEach((head, place) => head.querySelector("button").addEventListener("click", () => {
    const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
    const body = table.tBodies[0];
    every("tr:not(.empty)", body)
      .map((row) => ({ row, value: sortKey(row.cells[place]) }))
      .sort((a, b) => {
        if (a.value === "" || b.value === "") return (a.value === "") - (b.value === ""); // unknown values are last
        const numbers = [Number(a.value), Number(b.value)];
        return direction * (numbers.some(Number.isNaN) ? a.value.localeCompare(b.value) : numbers[0] - numbers[1]);
      })
      .forEach(({ row }) => body.append(row));
  }));
}

const filter = document.getElementById("filter");
const claims = every("#claims tbody tr:not(.empty)");
if (claims.length) filter.hidden = false;
const applyFilter = () => {
  const verdicts = new Set(every("input[name=verdict]:checked", filter).map((box) => box.value));
  const words = filter.elements.words.value.trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of claims) {
    const text = row.textContent.toLowerCase();
    row.hidden = !(verdicts.has(row.dataset.verdict) && words.every((word) => text.includes(word)));
    shown += !row.hidden;
  }
  document.getElementById("found").textContent = `${shown} of ${claims.length} claims`;
  document.getElementById("no-claims").hidden = shown > 0 || !claims.length;
};
filter.addEventListener("input", applyFilter);
filter.addEventListener("reset", () => setTimeout(applyFilter));
filter.addEventListener("submit", (event) => event.preventDefault());

const tip = document.getElementById("tip");
const showTip = (event) => {
  const mark = event.target.closest?.("[data-tip]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  const { clientX: x, clientY: y } = event;
  tip.style.left = `${Math.min(x + 14, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18}px`;
};
document.addEventListener("pointermove", showTip);
document.addEventListener("pointerdown", showTip);

// A link to an element inside a closed section opens it.
const openTarget = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target.hidden) { filter.reset(); }
  target.scrollIntoView();
};
addEventListener("hashchange", openTarget);
if (location.hash) openTarget();
