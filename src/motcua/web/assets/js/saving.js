// Answers that save themselves (htmx): what is said when that fails, another try when the connection is back, and a last
// save when the page is left.
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
  let typed = 0; // changes so far, the last of them under way to the server, the last of them kept there
  let sent = 0;
  let kept = 0;
  const failed = (ended) => {
    const state = part.querySelector("[data-failed-words]");
    if (state) state.textContent = (ended === true && state.dataset.endedWords) || state.dataset.failedWords;
  };
  part.addEventListener("input", () => (typed += 1));
  part.addEventListener("htmx:beforeRequest", () => (sent = typed));
  form.addEventListener("submit", () => (kept = typed));
  for (const name of FAULTS) part.addEventListener(name, failed);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, shouldSwap } = event.detail;
    if (new URL(xhr.responseURL).pathname === address) {
      if (shouldSwap) kept = Math.max(kept, sent);
      return;
    }
    event.detail.shouldSwap = false; // the session has ended: what came is the page that asks to sign in
    failed(true);
  });
  addEventListener("online", () => typed > kept && part.dispatchEvent(new Event("change"))); // the connection is back
  addEventListener("pagehide", () => typed > kept && left(form, address)); // also what is on its way: it may not arrive
}
