// Who writes in this browser: asked once for each team, kept here, changed in the bar.

import { el } from "./cells.js";
import { keep, makeCalls, readKept } from "./kept.js";

const READING = "reading";
const ONLY_READING = "You said that you are only reading. To write, say who you are at the top of the page.";

/** @typedef {{id: string, name: string}} Person */

/** Who writes on a team's pages in this browser. */
export class Author {
  /**
   * @param {{district: string, team: string, team_name: string, members: Person[], hub_author: Person|null}} about
   */
  constructor(about) {
    this.name = `inquiry:who:${about.district}:${about.team}`;
    this.about = about;
    this.changes = makeCalls();
    this._chosen = readKept(this.name); // where the browser keeps nothing, this tab remembers
    this._watch = (event) => event.key === this.name && this._take(readKept(this.name));
    window.addEventListener("storage", this._watch);
  }

  dispose() {
    window.removeEventListener("storage", this._watch);
  }

  /** Who writes; null when nobody said so, or somebody is only reading. */
  get person() {
    if (this.about.hub_author) return this.about.hub_author;
    return this.about.members.find((member) => member.id === this._chosen) || null;
  }

  /** Whether somebody said that they only read. */
  get isReading() {
    return !this.about.hub_author && this._chosen === READING;
  }

  /** Why nothing can be typed, or null. */
  get readOnly() {
    return this.isReading ? ONLY_READING : null;
  }

  /** Ask who writes, unless it is known, or the question was put off on this page. */
  askOnce() {
    return this.person || this.isReading || this._putOff ? Promise.resolve(this.person) : this.ask();
  }

  /** Ask who writes; one question at a time. */
  ask() {
    if (this.about.hub_author) return Promise.resolve(this.person);
    this._asking = this._asking || this._open().finally(() => (this._asking = null));
    return this._asking;
  }

  async _open() {
    const answer = await showQuestion(this.about, this._chosen);
    this._putOff = !answer;
    if (answer) {
      keep(this.name, answer);
      this._take(answer);
    }
    return this.person;
  }

  _take(chosen) {
    if (chosen === this._chosen) return;
    this._chosen = chosen;
    this.changes.tell(this.person);
  }
}

/** A dialog of the browser's own: it holds the keyboard, and Escape closes it. */
function showQuestion({ team_name, members }, chosen) {
  const choices = [...members.map(({ id, name }) => [id, name]), [READING, "I am only reading"]];
  const radios = choices.map(([id, name]) => radio(id, name, id === chosen));
  const form = el(
    "form",
    { method: "dialog" },
    el("h2", { id: "inq-who-title" }, "Who writes?"),
    el("p", {}, `Your name stands beside what you write for ${team_name}. It is asked once in this browser; change it at the top of the page.`),
    el("div", { role: "radiogroup", "aria-labelledby": "inq-who-title", class: "inq-who-list" }, ...radios),
    el("p", { class: "inq-who-buttons" }, el("button", { class: "inq-button inq-main-button", value: "take" }, "That is me"), el("button", { class: "inq-button", value: "", formnovalidate: true }, "Not now")),
  );
  const dialog = el("dialog", { class: "inq-dialog", "aria-labelledby": "inq-who-title", "data-lm-suppress-shortcuts": "true" }, form);
  const from = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.showModal();
  return new Promise((tell) => {
    dialog.addEventListener("close", () => {
      tell(dialog.returnValue === "take" ? form.elements.who.value || null : null);
      dialog.remove();
      giveBack(from);
    });
  });
}

/** The browser gives the focus back, but Chromium then takes no letters until it is given anew. */
function giveBack(from) {
  if (!from?.isConnected || from === document.body) return;
  from.blur();
  from.focus({ preventScroll: true });
}

function radio(id, name, checked) {
  return el("label", {}, el("input", { type: "radio", name: "who", value: id, required: true, checked }), ` ${name}`);
}
