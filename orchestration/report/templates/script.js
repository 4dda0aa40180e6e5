"use strict";
// Everything reads without this: it adds sorting, the filter, the words of marks and the choice of ground.
const root = document.documentElement;
const every = (selector, within = document) => [...within.querySelectorAll(selector)];

const theme = document.getElementById("theme");
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; theme.setAttribute("aria-label", `Show on a ${isDark() ? "light" : "dark"} ground`); };
theme.hidden = false;
theme.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* a page from a file may keep nothing */ }
  label();
});
label();

const worth = (cell) => (cell.dataset.sort ?? cell.textContent).trim();
for (const table of every("table.sortable")) {
  const heads = every("thead th", table);
  heads.forEach((head, place) => head.querySelector("button").addEventListener("click", () => {
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
    const body = table.tBodies[0];
    every("tr:not(.empty)", body)
      .map((row) => ({ row, value: worth(row.cells[place]) }))
      .sort((a, b) => {
        if (a.value === "" || b.value === "") return (a.value === "") - (b.value === ""); // what is not known stands last
        const numbers = [Number(a.value), Number(b.value)];
        return turn * (numbers.some(Number.isNaN) ? a.value.localeCompare(b.value) : numbers[0] - numbers[1]);
      })
      .forEach(({ row }) => body.append(row));
  }));
}

const filter = document.getElementById("filter");
const claims = every("#claims tbody tr:not(.empty)");
if (claims.length) filter.hidden = false;
const sift = () => {
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
filter.addEventListener("input", sift);
filter.addEventListener("reset", () => setTimeout(sift));
filter.addEventListener("submit", (event) => event.preventDefault());

const tip = document.getElementById("tip");
const tell = (event) => {
  const mark = event.target.closest?.("[data-told]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.told;
  const { clientX: x, clientY: y } = event;
  tip.style.left = `${Math.min(x + 14, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18}px`;
};
document.addEventListener("pointermove", tell);
document.addEventListener("pointerdown", tell);

// A link to something inside a folded part unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target.hidden) { filter.reset(); }
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
if (location.hash) unfold();
