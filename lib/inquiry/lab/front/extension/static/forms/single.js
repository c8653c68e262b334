// A form with one answer sheet: the team's, or each person's own with the colleagues' beside it.

import { apart, button, el } from "./dom.js";
import { addRow } from "./edits.js";
import { makeField } from "./field.js";
import { besideEachOther } from "./number_row.js";
import { findRow, isPersonal } from "./store.js";
import { isBlank, sayMoment, sayValue } from "./values.js";

const ROW = "answer"; // the id of the one row of a form without rows

/** @returns {{el: Array<HTMLElement>, show: function(): void, lock: function(boolean): void}} */
export function makeSingle(store) {
  const view = { store, row: null, fields: [], locked: false };
  view.own = el("div", { class: "inq-single" });
  view.others = el("div", { class: "inq-others" });
  return {
    el: [view.own, view.others],
    show: () => show(view),
    lock(locked) {
      view.locked = locked;
      view.fields.forEach((field) => field.lock(locked));
      show(view);
    },
  };
}

function show(view) {
  const { store } = view;
  const author = store.services.author();
  const row = isPersonal(store) && !author ? null : ownRow(store, author);
  if (row !== view.row || (row === null && view.own.childNodes.length === 0)) draw(view, row);
  if (isPersonal(store)) showOthers(view, author);
}

function ownRow(store, author) {
  const owner = isPersonal(store) ? author.id : undefined;
  return findRow(store, owner, ROW) || addRow(store, { owner, id: ROW });
}

function draw(view, row) {
  view.row = row;
  view.fields = row ? [...row.cells.values()].map((cell) => makeField(view.store, row, cell)) : [];
  view.fields.forEach((field) => field.lock(view.locked));
  view.own.replaceChildren(...(row ? besideEachOther(view.fields) : [asker(view)]));
}

/** Whoever has not said who they are cannot have an answer of their own. */
function asker(view) {
  const ask = () => view.store.services.askAuthor();
  return el("div", { class: "inq-asking" }, el("p", {}, "Each person writes their own here."), button("Say who you are, and write yours", ask));
}

/** What colleagues wrote, to read. */
function showOthers(view, author) {
  const { store } = view;
  const rows = store.rows.filter((row) => row.owner !== author?.id && [...row.cells.values()].some((cell) => !isBlank(cell.value)));
  const key = JSON.stringify(rows.map((row) => [row.owner, [...row.cells.values()].map((cell) => cell.value)]));
  if (view.others.dataset.key === key) return;
  view.others.dataset.key = key;
  view.others.replaceChildren(...rows.map((row) => colleague(store, row)));
}

function colleague(store, row) {
  const said = [...row.cells.values()].filter((cell) => !isBlank(cell.value));
  const name = store.people.find((one) => one.id === row.owner)?.name || said[0].standing.by || row.owner;
  const when = said.map((cell) => cell.standing.when).sort().at(-1);
  return el(
    "section",
    { class: "inq-colleague" },
    el("h4", {}, apart(name)),
    el("dl", {}, said.map((cell) => answer(store, cell))),
    when ? el("p", { class: "inq-help" }, `Saved ${sayMoment(when)}`) : null,
  );
}

function answer(store, cell) {
  const words = sayValue(cell.field, cell.value, store);
  return el("div", {}, el("dt", {}, cell.field.label), el("dd", { dir: "auto", class: "inq-words" }, words));
}
