// A live form: drawn from its state, kept up to date, saved through the page's services.

import { alsoIn, el, newId, safeNodes, say } from "./dom.js";
import { makeBallot } from "./ballot.js";
import { saveNow } from "./edits.js";
import { restoreFocus, watchFocus } from "./focus.js";
import { takeSave } from "./replies.js";
import { restore } from "./restore.js";
import { makeRows } from "./rows.js";
import { makeSingle } from "./single.js";
import { findRow, makeStore, takeRows } from "./store.js";

const stores = new Map(); // one a form and page: what is typed outlives a form that is drawn again

/**
 * What a page offers its forms. Callbacks may return a function that ends them.
 * @typedef {object} Services
 * @property {function(): ({id: string, name: string}|null)} author
 * @property {function(): Promise} askAuthor
 * @property {function(function): *} onAuthor
 * @property {function(): (string|null)} readOnly why nothing can be typed now
 * @property {function(function): *} onReadOnly
 * @property {function(object, {now: boolean}): void} put
 * @property {function(string, string, string, string, string|null): void} draft
 * @property {function(string): Array} drafts
 * @property {function(string): Array} pending not acknowledged yet, those on their way too
 * @property {function(string, function): *} onSave
 * @property {function(string, function): *} onRows
 * @property {function(string, string, string): Promise<Array>} history
 * @property {function(string): boolean} voted whether this browser cast a ballot in a vote
 * @property {function(string, boolean): void} setVoted
 * @property {function(string): void} announce
 */

/**
 * Draw a form into an element and keep it alive.
 * @param {HTMLElement} into
 * @param {object} state as `form_state` of the views makes it
 * @param {Services} services
 * @returns {function(): void} takes the form away again
 */
export function mountForm(into, state, services) {
  const key = keyOf(state);
  const store = storeFor(key, state, services);
  takeRows(store, state);
  restore(store);
  const view = draw(store, state);
  store.show = () => view.body.show();
  store.show();
  watchFocus(view.root, key, (node) => placeOf(store, node));
  into.replaceChildren(view.root);
  const ends = listen(store, view);
  restoreFocus(key, (place) => nodeAt(store, place));
  return () => {
    ends.forEach((end) => typeof end === "function" && end());
    store.show = () => {};
    view.root.remove();
  };
}

function keyOf({ place, form }) {
  return JSON.stringify([place?.district, place?.team, place?.quarter, place?.page, form.id]);
}

/** The store of an earlier drawing, where the page is the same. */
function storeFor(key, state, services) {
  const before = stores.get(key);
  const same = before && before.services === services && JSON.stringify(before.form) === JSON.stringify(state.form);
  if (!same) stores.set(key, makeStore(state, services));
  const store = stores.get(key);
  for (const row of store.rows) for (const cell of row.cells.values()) cell.active = false;
  return Object.assign(store, { people: state.people || [], quarter: state.quarter });
}

function draw(store, state) {
  const { form } = state;
  const titleId = newId("form");
  const body = form.anonymous ? makeBallot(store) : form.rows ? makeRows(store) : makeSingle(store);
  const carried = el("p", { class: "inq-note", hidden: true });
  const locked = el("p", { class: "inq-locked", hidden: true });
  const root = el(
    "section",
    {
      class: "inq-form",
      "aria-labelledby": titleId,
      "data-form": form.id,
      "data-lm-suppress-shortcuts": "true",
      "data-jp-suppress-context-menu": "true",
    },
    el("h3", { id: titleId }, form.title, " ", alsoIn(form.also, form.also?.title)),
    el("p", { class: "inq-intro" }, form.intro, " ", alsoIn(form.also, form.also?.intro)),
    form.readers ? el("p", { class: "inq-readers" }, form.readers) : null,
    protocol(form.protocol || []),
    locked,
    carried,
    body.el,
    state.before ? el("div", { class: "inq-before" }, safeNodes(state.before)) : null,
  );
  root.addEventListener("keydown", (event) => keys(event, store));
  return { root, body, locked, carried };
}

/** How to spend the time, step by step, folded. */
function protocol(steps) {
  if (steps.length === 0) return null;
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  const items = steps.map((each) => el("li", {}, `${each.step} (${each.minutes} min)`));
  return el("details", { class: "inq-before inq-protocol" }, el("summary", {}, `How to spend the time (${minutes} minutes)`), el("ol", {}, items));
}

/** Keys that are typed in a form are not the notebook's; Ctrl-S saves at once. */
function keys(event, store) {
  event.stopPropagation();
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  saveNow(store);
}

function listen(store, view) {
  const { services, form } = store;
  const lock = () => {
    const why = services.readOnly();
    say(view.locked, why || "");
    view.body.lock(Boolean(why));
  };
  const carried = () => say(view.carried, sayCarried(store));
  const unfold = () => store.rows.forEach((row) => row.unfold?.()); // paper shows every answer
  window.addEventListener("beforeprint", unfold);
  lock();
  carried();
  return [
    () => window.removeEventListener("beforeprint", unfold),
    services.onReadOnly(lock),
    services.onAuthor(() => store.show()),
    services.onSave(form.id, (said) => {
      if (view.body.takeSave) view.body.takeSave(said);
      else takeSave(store, said);
      carried();
    }),
    services.onRows(form.id, (given) => {
      takeRows(store, given);
      refreshLists(store);
      carried();
    }),
  ];
}

/** Answers that came along as they were. */
function sayCarried(store) {
  const from = new Set(store.rows.filter((row) => !row.local).map((row) => row.carried));
  const [quarter] = from;
  return from.size === 1 && quarter ? `These come along from ${quarter}; nothing is changed yet in this quarter.` : "";
}

/** What can be linked to may be new. */
function refreshLists(store) {
  for (const row of store.rows) for (const cell of row.cells.values()) if (cell.field.type === "link") cell.show();
}

/** Which answer an element belongs to, and which of its parts it is. */
function placeOf(store, node) {
  for (const row of store.rows) {
    for (const [field, cell] of row.cells) {
      const part = cell.parts?.().indexOf(node) ?? -1;
      if (part >= 0) return { owner: row.owner, row: row.row, field, part };
    }
  }
  return null;
}

function nodeAt(store, { owner, row, field, part }) {
  const found = findRow(store, owner, row);
  found?.unfold?.();
  return found?.cells.get(field)?.parts?.()[part] ?? null;
}
