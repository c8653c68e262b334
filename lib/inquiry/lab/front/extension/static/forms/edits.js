// What is done to a form here: typing, undoing, adding, moving and removing rows. Each goes to the outbox.

import { findRow, isEmpty, isPersonal, makeRow, takeNews, valuesOf } from "./store.js";
import { same } from "./values.js";

const MOST_UNDO = 50;

/**
 * What a control reads: a value, or typed text that is no value yet and why.
 * @typedef {{value: *, raw?: string, trouble?: string|null}} Reading
 */

/** Take what is typed or chosen: a value goes to be saved, what is no value yet stays in this browser. */
export function edit(store, row, cell, reading, { now = false } = {}) {
  if (reading.trouble) return keepDraft(store, row, cell, reading);
  dropDraft(store, row, cell);
  const unchanged = same(reading.value, cell.value) && exact(reading.value, cell.value);
  if (unchanged && cell.status.state !== "refused") return cell.show();
  const first = remember(cell);
  setValue(store, row, cell, reading.value, { now });
  if (first) askOnce(store);
}

/** “a ” and “a” differ, although both say as much. */
function exact(one, other) {
  return typeof one !== "string" || typeof other !== "string" || one === other;
}

function keepDraft(store, row, cell, reading) {
  remember(cell);
  Object.assign(cell, { draft: reading.raw, trouble: reading.trouble, touched: true });
  if (store.form.anonymous) return cell.show(); // nothing of an open ballot is kept anywhere
  store.services.draft(store.form.id, row.owner, row.row, cell.field.id, reading.raw);
  cell.show();
}

/** A draft is no longer needed. */
export function dropDraft(store, row, cell) {
  if (cell.draft === null) return;
  Object.assign(cell, { draft: null, trouble: "" });
  store.services.draft(store.form.id, row.owner, row.row, cell.field.id, null);
}

/** Before the first change since the answer was entered, what stood is kept for Undo; whether it was the first. */
function remember(cell) {
  if (cell.active && cell.touched) return false;
  cell.undo.push(cell.value);
  if (cell.undo.length > MOST_UNDO) cell.undo.shift();
  return true;
}

function setValue(store, row, cell, value, { now }) {
  if (store.form.anonymous) return fillBallot(cell, value);
  Object.assign(cell, { value, touched: true, unsent: true, status: { state: "waiting" } });
  send(store, row, cell, { now });
  cell.show();
  row.show();
  store.touched?.();
}

/** A ballot is sent when it is cast, and not before. */
function fillBallot(cell, value) {
  Object.assign(cell, { value, touched: true });
  cell.show();
}

function send(store, row, cell, { now }) {
  const beside = cell.asides.length > 0 && !cell.choosing; // two versions are open: a third goes beside as well
  const base = cell.choosing ? row.revision : beside ? null : cell.base;
  hand(store, row, { values: { [cell.field.id]: cell.value }, base }, { now });
}

/** Give one change of a row to the outbox. */
function hand(store, row, change, { now }) {
  const given = { form: store.form.id, row: row.row, ...change };
  if (row.owner) given.owner = row.owner;
  if (!row.sent && row.local && row.position !== null) given.position = row.position;
  row.sent = true;
  store.services.put(given, { now });
}

/** Whoever has not said who writes is asked, at the first change of an answer; what was typed is kept meanwhile. */
async function askOnce(store) {
  if (store.form.anonymous || store.services.author() || store.asking) return;
  store.asking = true;
  const from = document.activeElement;
  await store.services.askAuthor();
  store.asking = false;
  if (from && from.isConnected && document.activeElement === document.body) from.focus();
}

/** An answer was entered: others' changes wait once something is typed. */
export function enter(cell) {
  Object.assign(cell, { active: true, touched: false });
}

/** An answer was left: what is not sent goes now, and others' changes that waited are shown. */
export function leave(store, row, cell) {
  Object.assign(cell, { active: false, touched: false });
  if (cell.unsent && cell.status.state === "waiting") send(store, row, cell, { now: true });
  else takeNews(cell);
  cell.show();
  if (row.gone && !cell.unsent && cell.draft === null) dropGone(store, row);
}

function dropGone(store, row) {
  store.rows = store.rows.filter((each) => each !== row);
  store.show();
}

/** Save what is being typed at once, as for Ctrl-S. */
export function saveNow(store) {
  for (const row of store.rows) for (const cell of row.cells.values()) if (cell.unsent && cell.active) send(store, row, cell, { now: true });
}

/** Put back what stood before the last change here. */
export function undo(store, row, cell) {
  if (cell.undo.length === 0) return;
  const value = cell.undo.pop();
  dropDraft(store, row, cell);
  setValue(store, row, cell, value, { now: true });
  store.services.announce(`Undone: ${cell.field.label}`);
}

/** Set an answer as one step that can be undone: from the history, the objection, or “Clear”. */
export function setAnswer(store, row, cell, value) {
  cell.undo.push(cell.value);
  dropDraft(store, row, cell);
  setValue(store, row, cell, value, { now: true });
  askOnce(store);
}

/** Choose between versions of an answer: the others are settled, and stay in the history. */
export function choose(store, row, cell, value) {
  cell.choosing = true;
  setAnswer(store, row, cell, value);
}

/** A new empty row at the end; it reaches the record with its first answer. */
export function addRow(store, { owner, id = newRowId(), spare = false } = {}) {
  const row = makeRow(store, owner ?? commonOwner(store), id);
  row.spare = spare;
  store.rows.push(row);
  return row;
}

function commonOwner(store) {
  if (isPersonal(store)) return (store.services.author() || {}).id;
  return store.rows.length > 0 ? store.rows[0].owner : undefined;
}

/** An id that no other browser makes; getRandomValues is there without https as well. */
function newRowId() {
  const numbers = crypto.getRandomValues(new Uint32Array(3));
  return `r${[...numbers].map((n) => n.toString(36).padStart(7, "0")).join("")}`;
}

/** Write down what was suggested, or that it was declined: a row with all its values, in one step. */
export function takeSuggestion(store, id, values) {
  const row = findRow(store, undefined, id) || addRow(store, { id });
  for (const [name, value] of Object.entries(values)) {
    const cell = row.cells.get(name);
    if (cell) Object.assign(cell, { value, unsent: true, status: { state: "waiting" } });
  }
  store.suggestions = store.suggestions.filter((each) => each.row !== id);
  store.rows = store.rows.filter((each) => each === row || !each.spare || each.sent || !isEmpty(each));
  hand(store, row, { values, base: null }, { now: true });
  store.show();
  askOnce(store);
}

/** Take a row off the page and out of the record's present; the history keeps it. */
export function removeRow(store, row) {
  if (!row.sent && row.local) return dropGone(store, row);
  Object.assign(row, { removed: true, status: { state: "waiting" } });
  hand(store, row, { values: {}, base: row.revision, removed: true }, { now: true });
  store.show();
}

/** Bring a removed row back with all it held. */
export function reviveRow(store, row) {
  Object.assign(row, { removed: false, status: { state: "none" } });
  const values = Object.fromEntries(Object.entries(valuesOf(row)).filter(([, value]) => value !== null));
  hand(store, row, { values, base: row.revision }, { now: true });
  store.show();
}

/** Move a row one place up (-1) or down (1) among those that are there. */
export function moveRow(store, row, by) {
  const rows = store.rows.filter((each) => !each.removed);
  const at = rows.indexOf(row);
  const to = at + by;
  if (to < 0 || to >= rows.length) return false;
  [rows[at], rows[to]] = [rows[to], rows[at]];
  store.rows = [...rows, ...store.rows.filter((each) => each.removed)];
  number(store, rows, Math.max(at, to));
  store.show();
  return true;
}

/** Give the rows up to `last` ascending places, and tell those that changed. */
function number(store, rows, last) {
  rows.forEach((row, at) => {
    if (row.position === at + 1 || (at > last && row.position === null)) return;
    row.position = at + 1;
    if (row.local && !row.sent) return;
    store.moving = true;
    hand(store, row, { values: {}, base: row.revision, position: row.position }, { now: true });
  });
}
