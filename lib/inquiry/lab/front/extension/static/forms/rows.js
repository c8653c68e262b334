// The rows of a form in their order, drawn so that the row being typed in never moves.

import { button, el, say } from "./dom.js";
import { addRow } from "./edits.js";
import { makeObjection } from "./objection.js";
import { repeatBefore } from "./repeat.js";
import { makeRowView } from "./row.js";
import { makeSuggestions } from "./suggest.js";
import { capital, counted, withArticle } from "./values.js";

/** @returns {{el: Array<HTMLElement>, show: function(): void, lock: function(boolean): void}} */
export function makeRows(store) {
  const view = { store, views: new Map(), locked: false };
  view.list = el("ol", { class: "inq-rows" });
  view.objection = makeObjection(store);
  view.suggestions = makeSuggestions(store);
  view.least = el("p", { class: "inq-help", hidden: true });
  view.add = button("", () => add(view));
  store.focusAdd = () => view.add.focus();
  store.touched = () => showWords(view, store.rows.filter((row) => !row.removed));
  return {
    el: [view.suggestions.el, view.list, view.objection.el, el("div", { class: "inq-adding" }, view.add, view.least)],
    show: () => show(view),
    lock: (locked) => lock(view, locked),
  };
}

function add(view) {
  const row = addRow(view.store);
  view.store.show();
  repeatBefore(view.store, row);
  view.views.get(row).focus();
  view.store.services.announce(`${capital(view.store.form.rows.label)} added.`);
}

function show(view) {
  const { store } = view;
  // Where the workbook makes suggestions an empty row would look like one more question.
  const empty = store.rows.every((row) => row.removed);
  if (empty && !view.locked && !store.form.refused) addRow(store, { spare: true });
  for (const row of store.rows) if (!view.views.has(row)) view.views.set(row, drawn(view, row));
  for (const row of view.views.keys()) if (!store.rows.includes(row)) drop(view, row);
  place(view.list, store.rows.map((row) => view.views.get(row).el));
  const there = store.rows.filter((row) => !row.removed);
  for (const row of store.rows) view.views.get(row).update(Math.max(0, there.indexOf(row)), there.length);
  showWords(view, there);
}

function drawn(view, row) {
  const made = makeRowView(view.store, row);
  made.lock(view.locked);
  return made;
}

function drop(view, row) {
  view.views.get(row).el.remove();
  view.views.delete(row);
}

function showWords(view, there) {
  const { label, min } = view.store.form.rows;
  view.add.textContent = `Add ${there.length === 0 ? withArticle(label) : `another ${label}`}`;
  const missing = min > 1 && there.length < min;
  const nothing = view.locked && there.length === 0 ? "Nothing was written here." : "";
  say(view.least, nothing || (missing ? `At least ${counted(min, label)} are needed.` : ""));
  view.objection.show();
  view.suggestions.show();
}

/** Put the items in order; the one with the focus stays where it is and the others go around it. */
function place(list, items) {
  const kept = items.find((item) => item.contains(document.activeElement)) || items[0];
  const at = items.indexOf(kept);
  if (kept && kept.parentNode !== list) list.append(kept);
  for (const item of items.slice(0, at)) list.insertBefore(item, kept);
  let last = kept;
  for (const item of items.slice(at + 1)) {
    if (last.nextSibling !== item) last.after(item);
    last = item;
  }
}

function lock(view, locked) {
  view.locked = locked;
  view.add.hidden = locked;
  for (const made of view.views.values()) made.lock(locked);
  view.objection.lock(locked);
  view.suggestions.lock(locked);
}
