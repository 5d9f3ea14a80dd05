// Instant results under a search field. The field is a plain search form; this adds a listbox that follows the ARIA combobox
// pattern. Answers come as {"results": [{name, url, note, group, spans}]}; names are put in as text, never as markup.
const WAIT = 90;
let lists = 0;

function marked(name, spans) {
  const node = document.createElement("span");
  let at = 0;
  for (const [start, end] of spans || []) {
    if (start < at || end > name.length) continue;
    node.append(name.slice(at, start));
    const mark = document.createElement("mark");
    mark.textContent = name.slice(start, end);
    node.append(mark);
    at = end;
  }
  node.append(name.slice(at));
  return node;
}

function option(result, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.url = result.url;
  const note = document.createElement("span");
  note.textContent = result.note || "";
  item.append(marked(result.name, result.spans), note);
  return item;
}

function heading(text) {
  const item = document.createElement("li");
  item.className = "group";
  item.setAttribute("role", "presentation");
  item.textContent = text;
  return item;
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.className = "suggest";
    this.list.id = `goi-y-${++lists}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent || input.getAttribute("aria-label"));
    this.says = document.createElement("span");
    this.says.className = "hidden";
    this.says.setAttribute("role", "status");
    input.parentElement.append(this.list, this.says);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asked?.abort();
    const text = this.input.value;
    if (!text.trim()) return this.close();
    this.asked = new AbortController();
    try {
      const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok && this.input.value === text) this.show((await answer.json()).results || []);
    } catch (fault) {
      if (fault.name !== "AbortError") this.close();
    }
  }

  show(results) {
    let group = "";
    const rows = [];
    results.forEach((result, place) => {
      if (result.group && result.group !== group) rows.push(heading((group = result.group)));
      rows.push(option(result, `${this.list.id}-${place}`));
    });
    this.list.replaceChildren(...rows);
    const { none, some } = this.input.dataset;
    this.says.textContent = results.length ? some.replace("{n}", results.length) : none;
    this.list.hidden = !results.length;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const all = this.options;
    if (!all.length) return;
    const at = all.indexOf(this.active);
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    all.forEach((item, place) => item.setAttribute("aria-selected", String(place === next)));
    const chosen = all[next];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (event.isComposing) return; // a Vietnamese keyboard is still putting a letter together
    const shown = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shown) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.ask();
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && shown && this.active) {
      event.preventDefault();
      this.open(this.active);
    }
  }

  open(item) {
    if (item) location.assign(item.dataset.url);
  }
}

export function comboboxes() {
  document.querySelectorAll("input[data-suggest]").forEach((input) => new Combobox(input));
}
