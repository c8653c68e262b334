// What a form holds: its rows and answers, what others saved meanwhile, what is still on its way. No drawing here.

import { isBlank, same } from "./values.js";

const STALE_MS = 10000; // how long a reply from before a save may still be on its way

/**
 * One answer: one question of one row.
 * @typedef {object} Cell
 * @property {object} field the question
 * @property {*} value what the page shows
 * @property {*} seen the record's value that `value` builds on
 * @property {string|null} base the revision it builds on
 * @property {{value: *, base: string}|null} news what others saved while this was being edited
 * @property {{value: *, by: string, when: string}} standing what stands in the record
 * @property {Array<{value: *, by: string, at: string, revision: string, mine: boolean}>} asides versions kept beside
 * @property {boolean} unsent whether the record has not acknowledged `value` yet
 * @property {string|null} draft typed text that is no value yet
 * @property {string} trouble why the draft is no value
 * @property {{state: string, clock?: string, by?: string, why?: string, notes?: string[]}} status
 * @property {Array<*>} undo earlier values of this visit
 * @property {function(): void} show draws it again
 */

/** A form's rows and services, ready for `takeRows`. */
export function makeStore(state, services) {
  return {
    form: state.form,
    quarter: state.quarter,
    people: state.people || [],
    links: state.links || {},
    limit: state.limit ?? null,
    suggestions: [],
    ballots: null, // of a vote: how many are in the box
    tally: "",
    rows: [],
    services,
    moving: false,
    show: () => {},
  };
}

/** Whether the form has one row a person, so that the owner tells rows apart. */
export function isPersonal(store) {
  return store.form.scope === "person";
}

/** The row that an event or a reply speaks of. */
export function findRow(store, owner, id) {
  return store.rows.find((row) => row.row === id && (!isPersonal(store) || row.owner === owner));
}

/** A row that the record does not know yet. */
export function makeRow(store, owner, id) {
  const row = {
    owner,
    row: id,
    position: null,
    revision: null,
    carried: null,
    local: true, // not in the record yet
    sent: false, // handed over to be saved
    gone: false, // somebody else removed it
    locked: "", // since when and by what no change is taken any more
    remark: "", // what else there is to know of it
    removed: false, // removed here; can be undone
    status: { state: "none" },
    old: new Map(), // revision -> when a later one took its place
    cells: new Map(),
    show: () => {},
  };
  for (const field of store.form.fields) row.cells.set(field.id, makeCell(field));
  return row;
}

function makeCell(field) {
  return {
    field,
    value: null,
    seen: null,
    base: null,
    news: null,
    standing: { value: null, by: "", when: "" },
    asides: [],
    own: new Set(), // revisions of versions of ours that were kept beside
    unsent: false,
    choosing: false,
    active: false,
    touched: false,
    draft: null,
    trouble: "",
    status: { state: "none" },
    undo: [],
    show: () => {},
  };
}

/** Whether somebody is at work on an answer here, so that others' changes must wait. */
export function isBusy(cell) {
  return (
    (cell.active && cell.touched) ||
    cell.unsent ||
    cell.draft !== null ||
    cell.status.state === "refused" ||
    cell.asides.some((aside) => aside.mine)
  );
}

/** Whether a row holds anything, saved or typed. */
export function isEmpty(row) {
  return [...row.cells.values()].every((cell) => isBlank(cell.value) && !cell.draft);
}

/** The values of a row by question. */
export function valuesOf(row) {
  return Object.fromEntries([...row.cells].map(([id, cell]) => [id, cell.value]));
}

/** The record's rows as they are now: what is not being edited here is brought up to date. */
export function takeRows(store, given) {
  store.links = given.links || store.links;
  if (given.limit !== undefined) store.limit = given.limit;
  if (given.ballots) Object.assign(store, { ballots: given.ballots, tally: given.tally || "" });
  const rows = given.rows || [];
  const fresh = rows.map((each) => takeRow(store, each)).every(Boolean);
  if (given.suggestions) store.suggestions = given.suggestions.filter((each) => !findRow(store, undefined, each.row));
  const there = new Set(rows.map((each) => findRow(store, each.owner, each.row)));
  store.rows = store.rows.filter((row) => there.has(row) || stays(row));
  if (fresh && !store.moving) putInOrder(store, [...there]);
  dropSpareBlank(store);
  store.show();
}

/** Whether a row that the record does not show stays on the page. */
function stays(row) {
  if (row.local || row.removed) return true;
  const justSaved = row.old.size > 0 && Date.now() - row.savedHere < STALE_MS;
  if (justSaved) return true;
  row.gone = [...row.cells.values()].some((cell) => isBusy(cell) || cell.active);
  return row.gone;
}

/** Take one row's news; false when it is older than what we know. */
function takeRow(store, given) {
  let row = findRow(store, given.owner, given.row);
  if (!row) store.rows.push((row = makeRow(store, given.owner, given.row)));
  if (isStale(row, given.revision)) return false;
  if (row.removed && row.status.state !== "saved") return true;
  if (row.revision !== given.revision) replaceRevision(row, given.revision);
  Object.assign(row, { owner: given.owner, carried: given.carried ?? null, local: false, gone: false, removed: false });
  Object.assign(row, { locked: given.locked || "", remark: given.remark || "" });
  if (!store.moving) row.position = given.position ?? null;
  for (const cell of row.cells.values()) takeCell(cell, given);
  row.show();
  return true;
}

function isStale(row, revision) {
  const since = row.old.get(revision);
  return since !== undefined && Date.now() - since < STALE_MS;
}

/** Note that a later revision of the row is known. */
export function replaceRevision(row, revision) {
  if (row.revision) row.old.set(row.revision, Date.now());
  row.old.delete(revision);
  row.revision = revision;
}

/** Bring one answer up to date, unless it is being edited. */
export function takeCell(cell, given) {
  const id = cell.field.id;
  const value = given.values[id] ?? null;
  cell.standing = { value, by: (given.authors || {})[id] || "", when: (given.times || {})[id] || "" };
  cell.asides = (given.asides || [])
    .filter((aside) => aside.field === id)
    .map((aside) => ({ ...aside, mine: cell.own.has(aside.revision) }));
  cell.news = { value, base: given.revision };
  if (!isBusy(cell)) takeNews(cell);
  else if (same(value, cell.seen)) Object.assign(cell, { base: given.revision, news: null });
  cell.show();
}

/** Show what others saved, now that nothing here is in its way. */
export function takeNews(cell) {
  if (cell.news === null || isBusy(cell)) return;
  const { value, base } = cell.news;
  const ours = cell.status.state === "saved" && same(value, cell.value);
  Object.assign(cell, { value, seen: value, base, news: null });
  if (!ours && cell.status.state !== "none") cell.status = { state: "none" };
}

/** The record's order; rows that it does not know keep their place after the one they follow. */
function putInOrder(store, order) {
  const sorted = [...order];
  store.rows.forEach((row, at) => {
    if (sorted.includes(row)) return;
    const before = sorted.indexOf(store.rows[at - 1]);
    sorted.splice(at === 0 ? 0 : before + 1, 0, row);
  });
  store.rows = sorted;
}

/** The empty row that waits on an empty form goes when somebody else's first row arrives. */
function dropSpareBlank(store) {
  const known = store.rows.some((row) => !row.local && !row.removed);
  const inUse = (row) => row.sent || !row.spare || !isEmpty(row) || [...row.cells.values()].some((cell) => cell.active);
  if (known) store.rows = store.rows.filter((row) => !row.local || inUse(row));
}
