// Density of lists and drafts that save themselves.
const YEAR = 365 * 24 * 3600;
const REST = 1500;

export function density() {
  document.querySelectorAll("[data-density-switch]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dense = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(dense));
      if (dense) document.documentElement.dataset.density = "day";
      else delete document.documentElement.dataset.density;
      document.cookie = `mat_do=${dense ? "day" : "thua"}; path=/; max-age=${YEAR}; samesite=lax`;
    });
  });
}

async function save(form, state) {
  const body = new FormData(form);
  body.delete("_once"); // the one-use key belongs to the act itself, not to its draft
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  let words = state?.dataset.failedWords;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Autosave": "1" } });
    const time = new Date().toTimeString().slice(0, 5);
    if (answer.ok) words = state?.dataset.savedWords.replace("{time}", time);
  } catch {
    // Said below in words; the next keystroke tries again.
  }
  if (state) state.textContent = words;
}

export function drafts() {
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const state = document.querySelector("[data-saved]");
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form, state), REST);
    });
  });
}
