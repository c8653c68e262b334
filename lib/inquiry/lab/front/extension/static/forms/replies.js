// What becomes of a save: acknowledged, kept beside another's version, refused, or waiting for the connection.

import { dropDraft } from "./edits.js";
import { findRow, replaceRevision } from "./store.js";

const ON_THE_WAY = new Set(["waiting", "sending", "offline"]);

/** Take one word from the outbox about a row's save. */
export function takeSave(store, said) {
  const row = findRow(store, said.owner, said.row);
  if (!row) return;
  if (said.revision && !ON_THE_WAY.has(said.state)) know(row, said.revision);
  const cells = (said.fields || []).map((id) => row.cells.get(id)).filter(Boolean);
  if (cells.length === 0) takeRowSave(store, row, said);
  for (const cell of cells) takeCellSave(store, row, cell, said);
  row.show();
}

function know(row, revision) {
  if (row.revision !== revision) replaceRevision(row, revision);
  Object.assign(row, { local: false, carried: null, savedHere: Date.now() });
}

/** A row moved or removed. */
function takeRowSave(store, row, said) {
  store.moving = store.services.pending(store.form.id).some((each) => Number.isInteger(each.position));
  row.status = { ...said };
  if (said.state === "refused" && row.removed) row.removed = false;
  if (said.state === "refused") store.services.announce(said.why);
  store.show();
}

function takeCellSave(store, row, cell, said) {
  if (ON_THE_WAY.has(said.state)) {
    if (cell.unsent) cell.status = { ...said };
  } else ANSWERED[said.state]?.(store, row, cell, said, isWaiting(store, row, cell));
  cell.show();
}

/** Whether something typed later for the same answer still waits to be sent. */
function isWaiting(store, row, cell) {
  const waiting = store.services.pending(store.form.id);
  return waiting.some((each) => each.row === row.row && cell.field.id in (each.values || {}));
}

const ANSWERED = {
  saved(store, row, cell, said, waiting) {
    if (cell.draft === cell.value) dropDraft(store, row, cell); // refused before, taken now
    cell.base = said.revision || cell.base;
    if (cell.choosing) Object.assign(cell, { asides: [], choosing: false });
    if (waiting) return;
    Object.assign(cell, { unsent: false, seen: cell.value, news: null, status: { ...said } });
    cell.standing = { value: cell.value, by: said.by || "", when: said.clock || "" };
  },
  aside(store, row, cell, said, waiting) {
    cell.own.add(said.revision);
    const theirs = (said.theirs || []).find((each) => each.field === cell.field.id);
    if (theirs) cell.standing = { value: theirs.value, by: theirs.by || "", when: theirs.at || "" };
    const mine = { field: cell.field.id, value: cell.value, by: said.by, at: said.clock, revision: said.revision, mine: true };
    cell.asides = [...cell.asides.filter((each) => !each.mine), mine];
    Object.assign(cell, { choosing: false, status: { ...said } });
    if (!waiting) cell.unsent = false;
    store.services.announce(`${cell.field.label}: two people answered at the same time. Both versions are kept; choose one.`);
  },
  refused(store, row, cell, said, waiting) {
    Object.assign(cell, { choosing: false, status: { ...said } });
    if (!waiting) cell.unsent = false;
    store.services.announce(`${cell.field.label}: not saved. ${said.why}`);
    if (typeof cell.value === "string") store.services.draft(store.form.id, row.owner, row.row, cell.field.id, cell.value);
  },
};
