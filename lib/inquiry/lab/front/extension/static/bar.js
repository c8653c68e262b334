// The bar above a page: whose page it is, the way to the others, whether it is live, what is saved, and who writes.

import { el } from "./cells.js";
import { addressOf } from "./links.js";

const WORDS = { starting: "Starting…", live: "Live", trouble: "Not live" };
const PAGE_CAN_BE_READ = "You can read the page meanwhile.";

/**
 * What the bar's buttons do.
 * @typedef {{again: function(), go: function(string), answers: function(), change: function(), show: function(), retry: function(), discard: function(string)}} Deeds
 */

/** The bar of one page. `node` is its element. */
export class Bar {
  /** @param {Deeds} deeds */
  constructor(deeds) {
    this.deeds = deeds;
    this.title = el("strong", { class: "inq-bar-title" }, "Workbook");
    this.where = el("span", { class: "inq-bar-where" });
    this.nav = el("nav", { "aria-label": "Our pages", class: "inq-bar-pages" });
    this.dot = el("span", { class: "inq-dot", "aria-hidden": "true" });
    this.word = el("span", { class: "inq-bar-word" });
    this.state = el("span", { class: "inq-bar-state", role: "status" }, this.dot, this.word);
    this.saved = el("span", { class: "inq-bar-saved" });
    this.who = el("span", { class: "inq-bar-who" });
    this.notices = el("div", { class: "inq-bar-notices" });
    this.said = el("div", { class: "inq-said", role: "status", "aria-live": "polite" });
    this.node = el(
      "div",
      { class: "inq-bar", role: "region", "aria-label": "This page", "data-lm-suppress-shortcuts": "true", "data-jp-suppress-context-menu": "true" },
      el("div", { class: "inq-bar-row" }, el("span", { class: "inq-bar-name" }, this.title, this.where), this.state, this.saved, this.who),
      this.nav,
      this.notices,
      this.said,
    );
    this.showState("starting", "");
  }

  /** Name the page, and show the way to the others. */
  describe({ title, team_name, school_name, quarter, pages, forms }) {
    this.title.textContent = team_name;
    this.where.textContent = [title, school_name === team_name ? "" : school_name, quarter].filter(Boolean).join(" · ");
    const answers = el("button", { type: "button", class: "inq-bar-answers", onclick: () => this.deeds.answers() }, "To our answers ↓");
    this.nav.replaceChildren(...pages.map((page) => this._link(page)), ...(forms.length > 0 ? [answers] : []));
  }

  _link({ title, path, current }) {
    const open = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!current) this.deeds.go(path);
    };
    return el("a", { href: addressOf(path), class: "inq-bar-page", "aria-current": current ? "page" : null, onclick: open }, title);
  }

  /** Say whether the page is starting, live, or in trouble, and what to do. */
  showState(state, why, detail = "") {
    this.node.dataset.state = state;
    setText(this.word, WORDS[state]);
    const more = detail ? el("details", {}, el("summary", {}, "For your coach"), el("p", {}, detail)) : null;
    const button = el("button", { type: "button", class: "inq-button", onclick: () => this.deeds.again() }, "Start again");
    const words = state === "trouble" ? `${why} ${PAGE_CAN_BE_READ}` : why;
    this.notice("state", words ? [words, state === "trouble" ? button : null, more] : null, state);
  }

  /** Say what is saved and what waits. */
  showSaved({ waiting, sending, refused, nameless, trouble, kept, last }) {
    const answers = waiting === 1 ? "1 answer" : `${waiting} answers`;
    const lastSaid = last ? `Saved ${last.clock}${last.by ? ` by ${last.by}` : ""}` : "";
    this.node.classList.toggle("inq-waits", Boolean(waiting && trouble));
    setText(this.saved, waiting && trouble ? `${answers} not saved yet` : waiting || sending ? "Saving…" : lastSaid);
    const wait = waiting === 1 ? "1 answer waits" : `${waiting} answers wait`;
    const where = kept ? "kept in this browser and sent by itself." : "not kept by this browser: leave this page open.";
    this.notice("outbox", waiting && trouble ? [`${trouble} ${wait}; ${waiting === 1 ? "it is" : "they are"} ${where}`] : null, "warning");
    this.notice("storage", !kept && waiting && !trouble ? ["This browser keeps nothing (its storage is full or switched off). Leave this page open until it says “Saved”."] : null, "warning");
    this._nameless(nameless);
    this._refused(refused);
  }

  _nameless(nameless) {
    const ask = el("button", { type: "button", class: "inq-button", onclick: () => this.deeds.change() }, "Say who writes");
    this.notice("nameless", nameless ? ["What you typed is kept in this browser. It is saved once you say who writes.", ask] : null, "warning");
  }

  _refused(refused) {
    if (refused.length === 0) return this.notice("refused", null);
    const count = refused.length === 1 ? "1 answer was not taken." : `${refused.length} answers were not taken.`;
    const retry = el("button", { type: "button", class: "inq-button", onclick: () => this.deeds.retry() }, "Try again");
    const list = el("ul", {}, ...refused.map((entry) => this._refusedItem(entry)));
    const open = this.notices.querySelector("[data-kind=refused] details")?.open;
    this.notice("refused", [`${count} Nothing is lost: each is kept here.`, retry, el("details", { open }, el("summary", {}, "Show what and why"), list)], "trouble");
  }

  _refusedItem({ id, values, refused }) {
    const words = Object.values(values).map(sayValue).join("; ");
    const drop = el("button", { type: "button", class: "inq-button", onclick: () => this.deeds.discard(id) }, "Take it off this list");
    return el("li", {}, el("span", {}, refused), words ? el("blockquote", {}, words) : null, drop);
  }

  /** Say who writes. */
  showWho({ person, isReading, fixed }) {
    const words = person ? `${person.name} writes` : isReading ? "Only reading" : "Who writes?";
    const button = el("button", { type: "button", class: "inq-button", onclick: () => this.deeds.change() }, person || isReading ? "Change" : "Choose");
    if (person || isReading) button.setAttribute("aria-label", "Change who writes");
    this.who.replaceChildren(words, ...(fixed ? [] : [" ", button]));
  }

  /** Show a line below the bar, or take it away; the same line is not shown anew. */
  notice(kind, content, tone = "") {
    const old = this.notices.querySelector(`[data-kind=${kind}]`);
    if (!content) return old?.remove();
    const made = el("div", { class: `inq-notice inq-${tone}`, "data-kind": kind }, ...content);
    if (old && old.textContent === made.textContent) return undefined;
    if (kind === "state") made.setAttribute("role", "status");
    return old ? old.replaceWith(made) : this.notices.append(made);
  }

  /** Say something to whoever listens instead of looking. */
  announce(words) {
    this.said.textContent = "";
    setTimeout(() => (this.said.textContent = words), 50);
  }
}

function setText(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

function sayValue(value) {
  if (value === null || value === "") return "(empty)";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
