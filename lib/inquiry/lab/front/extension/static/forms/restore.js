// What this browser kept of a form: answers not yet acknowledged, and typed text that is no value yet.

import { findRow, makeRow } from "./store.js";
import { readTyped } from "./number.js";

/** Lay over the record's rows what has not reached it, as after a reload. */
export function restore(store) {
  if (store.form.anonymous) return; // a ballot that was cast is nobody's to go on with
  for (const kept of store.services.pending(store.form.id)) takePending(store, kept);
  for (const kept of store.services.drafts(store.form.id)) takeDraft(store, kept);
}

function rowOf(store, kept) {
  const found = findRow(store, kept.owner, kept.row);
  if (found) return found;
  const row = makeRow(store, kept.owner, kept.row);
  store.rows.push(row);
  return row;
}

function takePending(store, kept) {
  const row = rowOf(store, kept);
  row.sent = true;
  if (kept.removed) row.removed = true;
  if (Number.isInteger(kept.position)) row.position = kept.position;
  for (const [id, value] of Object.entries(kept.values || {})) {
    const cell = row.cells.get(id);
    if (!cell || cell.unsent) continue;
    Object.assign(cell, { value, base: kept.base ?? null, unsent: true, status: { state: "waiting" } });
  }
}

function takeDraft(store, kept) {
  const row = rowOf(store, kept);
  const cell = row.cells.get(kept.field);
  if (!cell || kept.raw === null) return;
  const trouble = cell.field.type === "number" ? readTyped(kept.raw, cell.field).trouble : "";
  Object.assign(cell, { draft: kept.raw, trouble: trouble || "This was not saved. Change it a little, and it is sent again." });
}
