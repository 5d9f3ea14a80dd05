// Answers that save themselves (htmx): what is said when that fails, and a last save when the page is left.
const FAULTS = ["htmx:responseError", "htmx:sendError", "htmx:timeout"];

function left(form, address) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("_once"); // the one-use key belongs to the button
  navigator.sendBeacon(address, body);
}

export function saving() {
  const part = document.querySelector("[data-saves]");
  const form = part?.closest("form");
  if (!form) return;
  const address = part.getAttribute("hx-post");
  let waits = false;
  const failed = () => {
    waits = true;
    const state = part.querySelector("[data-failed-words]");
    if (state) state.textContent = state.dataset.failedWords;
  };
  part.addEventListener("input", () => (waits = true));
  part.addEventListener("htmx:beforeRequest", () => (waits = false));
  form.addEventListener("submit", () => (waits = false));
  for (const name of FAULTS) part.addEventListener(name, failed);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (new URL(xhr.responseURL).pathname === address) return;
    event.detail.shouldSwap = false; // the session has ended: what came is the page that asks to sign in
    failed();
  });
  addEventListener("pagehide", () => waits && left(form, address));
}
