// What both bundles do: print buttons, one click per form, the error summary in focus, progress that follows.
const SECONDS = 2;

export function printing() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
}

// Filters stand open on a wide screen; styles do the same in browsers that can open a fold.
export function filtersOpen() {
  if (matchMedia("(min-width: 641px)").matches) document.querySelectorAll(".filters-fold").forEach((fold) => (fold.open = true));
}

// The server refuses the second of two equal forms; this spares people the page that says so.
export function sendingOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
}

export function errorsFirst() {
  const summary = document.querySelector("[data-module=govuk-error-summary]");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const field = event.target.closest("a") && document.getElementById(event.target.closest("a").hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}

// An element with data-poll is replaced by what its address answers, until the answer no longer carries data-poll.
export function following() {
  const look = async () => {
    if (!document.hidden) await Promise.all([...document.querySelectorAll("[data-poll]")].map(renew));
    if (document.querySelector("[data-poll]")) setTimeout(look, SECONDS * 1000);
  };
  if (document.querySelector("[data-poll]")) setTimeout(look, SECONDS * 1000);
}

async function renew(element) {
  try {
    const answer = await fetch(element.dataset.poll, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = element.id ? page.getElementById(element.id) : page.querySelector(`.${element.className}`);
    if (fresh && element.dataset.pollEnd && !fresh.dataset.poll) location.reload(); // what stands around it changes too
    else if (fresh) element.replaceWith(fresh);
  } catch {
    // The line is down for a moment: the next round asks again.
  }
}
