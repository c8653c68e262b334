// “Tried here”: a search before a list that stands in the page already; without this program the list is there in full.

import { el } from "./cells.js";

const SETTLE_MS = 400; // the count is said when somebody stops typing, not at every letter
const asked = new Map(); // what was last looked for, by team and list: a part that is made anew keeps it
let made = 0;

/**
 * Put a search before each list in a node that says by what it can be searched.
 * @param {Element} node
 * @param {string} whose the page's team, under which a search is remembered while the page is open
 */
export function offerSearch(node, whose) {
  node.querySelectorAll("[data-tried]").forEach((list, at) => {
    if (!list.querySelector(".inq-search")) new Search(list, `${whose}:${at}`);
  });
}

class Search {
  constructor(list, key) {
    Object.assign(this, { list, key, id: `inq-search-${(made += 1)}` });
    this.entries = [...list.querySelectorAll(".tried")].map((node) => ({ node, text: plain(node.textContent) }));
    this.groups = [...list.querySelectorAll("details.tried-group")].map((node) => ({ node, open: node.open }));
    this.filters = JSON.parse(list.dataset.tried).map((filter) => ({ ...filter, box: this._choice(filter) }));
    this.words = el("input", { type: "search", id: this.id, autocomplete: "off" });
    this.count = el("p", { role: "status", class: "inq-search-count" });
    this.groups[0].node.before(this._form());
    this._remember();
    this._apply();
  }

  _form() {
    const words = el("div", { class: "inq-search-words" }, el("label", { for: this.id }, "Words"), this.words);
    const boxes = this.filters.map(({ label, box }) => el("div", {}, el("label", { for: box.id }, label), box));
    const all = el("button", { type: "reset", class: "inq-button" }, "Show all");
    this.form = el("form", { class: "inq-search", role: "search", "aria-label": "Search what was tried", "data-lm-suppress-shortcuts": "true" });
    this.form.append(words, ...boxes, el("div", { class: "inq-search-end" }, all, this.count));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this._apply());
    this.form.addEventListener("reset", () => setTimeout(() => this._apply()));
    return this.form;
  }

  _choice({ name, options }) {
    const box = el("select", { id: `${this.id}-${name}` }, el("option", { value: "" }, "Any"));
    box.append(...options.map(([value, words]) => el("option", { value }, words)));
    return box;
  }

  _remember() {
    const { words = "", chosen = {} } = asked.get(this.key) || {};
    this.words.value = words;
    for (const { name, box } of this.filters) box.value = chosen[name] || "";
  }

  /** Show what fits all that is asked for, open the groups that have it, and say how many. */
  _apply() {
    const words = plain(this.words.value).split(" ").filter(Boolean);
    const chosen = Object.fromEntries(this.filters.filter(({ box }) => box.value).map(({ name, box }) => [name, box.value]));
    asked.set(this.key, { words: this.words.value, chosen });
    const searching = words.length > 0 || Object.keys(chosen).length > 0;
    for (const { node, text } of this.entries) {
      const fits = Object.entries(chosen).every(([name, value]) => (node.dataset[name] || "").split(" ").includes(value));
      node.hidden = !(fits && words.every((word) => text.includes(word)));
    }
    for (const { node, open } of this.groups) this._openGroup(node, searching, open);
    this._say(searching);
  }

  _openGroup(node, searching, open) {
    node.hidden = !node.querySelector(".tried:not([hidden])");
    node.open = searching ? true : open;
  }

  _say(searching) {
    const found = this.entries.filter(({ node }) => !node.hidden).length;
    const all = this.entries.length;
    const none = "Nothing fits. Take one word or one choice away.";
    const words = !searching ? `${all} ideas.` : found ? `${found} of ${all} ideas.` : none;
    clearTimeout(this._timer);
    this._timer = setTimeout(() => (this.count.textContent = words), SETTLE_MS);
  }
}

/** Text to compare: small letters without accents, one space between words. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
