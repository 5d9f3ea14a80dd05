// Shortcuts of desk and control. They act on what the page has anyway: the search field, the rows of a list, the "new" link.
// A reader may switch the single letters off (they collide with speech input); the choice stays on this machine.
const OFF = "motcua-phim-tat-tat";

const writes = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const current = () => document.activeElement.closest?.("[data-row]");

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  (next?.querySelector("[data-open]") || next?.querySelector("a, input"))?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tick() {
  current()?.querySelector("input[type=checkbox]")?.click();
}

const acts = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: tick,
  n: () => document.querySelector("[data-new]")?.click(),
  "?": () => document.querySelector("dialog[data-keys]")?.showModal(),
};

export function keys() {
  const box = document.querySelector("[data-keys-on]");
  if (box) {
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(event.target)) return;
    if (document.querySelector("dialog[open]") || (localStorage.getItem(OFF) && event.key !== "?")) return;
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
