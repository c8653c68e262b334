// A page's cells as the server takes them, and the server's put back into the page that is open.

/**
 * A cell on its way; of a locked one only its id.
 * @typedef {{id: string, locked?: true, cell_type?: string, source?: string, metadata?: object}} Cell
 */

const PARTS = ["attachments", "outputs", "execution_count"];

/** Every cell of a notebook model, in order. */
export function readCells(model) {
  return [...model.cells].map(readCell);
}

function readCell(cell) {
  if (cell.getMetadata("inquiry")?.kind === "locked") return { id: cell.id, locked: true };
  const json = cell.toJSON();
  const source = Array.isArray(json.source) ? json.source.join("") : json.source;
  const read = { id: cell.id, cell_type: json.cell_type, source, metadata: withoutTrust(json.metadata) };
  for (const part of PARTS) if (!isNothing(json[part])) read[part] = json[part];
  return read;
}

/** Whether a cell's outputs are trusted is each browser's own matter. */
function withoutTrust({ trusted, ...metadata }) {
  return metadata;
}

function isNothing(part) {
  return part === null || part === undefined || (typeof part === "object" && Object.keys(part).length === 0);
}

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/**
 * Put merged cells into the page. A cell that was typed in since it was sent keeps that.
 * @param {object} model JupyterLab's notebook model
 * @param {Cell[]} sent what the server merged
 * @param {Cell[]} merged what it made of it
 * @returns {Cell[]} what the next merge starts from
 */
export function applyCells(model, sent, merged) {
  const shared = model.sharedModel;
  const sentBy = new Map(sent.map((cell) => [cell.id, cell]));
  const base = new Map(merged.map((cell) => [cell.id, cell]));
  const typedOn = new Set();
  for (const cell of readCells(model)) {
    const before = sentBy.get(cell.id);
    if (!cell.locked && !same(cell, before)) typedOn.add(cell.id);
  }
  const deleted = (id) => sentBy.has(id) && indexOf(shared, id) < 0; // here, since it was sent
  const kept = merged.filter((cell) => !deleted(cell.id));
  // One step after the other: within one transaction the list of cells would not follow.
  removeGone(shared, base, sentBy, typedOn);
  kept.forEach((cell, at) => putCell(shared, cell, typedOn, kept[at - 1]));
  if (typedOn.size === 0 && sameLocked(sent, merged)) putInOrder(shared, kept);
  return merged.map((cell) => (typedOn.has(cell.id) && sentBy.has(cell.id) ? sentBy.get(cell.id) : cell));
}

const indexOf = (shared, id) => shared.cells.findIndex((cell) => cell.id === id);

/** What others deleted goes, unless it was typed in meanwhile; locked cells only ever change with the whole file. */
function removeGone(shared, base, sentBy, typedOn) {
  for (const { id, locked } of sentBy.values()) {
    if (locked || base.has(id) || typedOn.has(id)) continue;
    const at = indexOf(shared, id);
    if (at >= 0) shared.deleteCell(at);
  }
}

/** Whether build made the page anew in between: its parts then come with the whole file. */
function sameLocked(sent, merged) {
  const ids = (cells) => cells.filter((cell) => cell.locked).map((cell) => cell.id);
  return same(ids(sent).sort(), ids(merged).sort());
}

function putCell(shared, cell, typedOn, before) {
  const at = indexOf(shared, cell.id);
  if (cell.locked || typedOn.has(cell.id)) return;
  if (at < 0) return void shared.insertCell(before ? indexOf(shared, before.id) + 1 : 0, toNew(cell));
  const there = shared.cells[at];
  if (there.cell_type !== cell.cell_type) {
    shared.deleteCell(at);
    shared.insertCell(at, toNew(cell));
    return;
  }
  setSource(there, cell.source);
  const metadata = withoutTrust(there.getMetadata());
  if (!same(metadata, cell.metadata || {})) there.setMetadata({ ...cell.metadata });
  if (cell.attachments && !same(there.attachments || {}, cell.attachments)) there.attachments = cell.attachments;
  if (cell.cell_type === "code" && !same(there.outputs || [], cell.outputs || [])) there.setOutputs(cell.outputs || []);
}

function toNew(cell) {
  const made = { ...cell, metadata: cell.metadata || {} };
  return cell.cell_type === "code" ? { outputs: [], execution_count: null, ...made } : made;
}

/** Change only what differs, so that a cursor stays where it is. */
function setSource(cell, source) {
  const old = cell.getSource();
  if (old === source) return;
  const most = Math.min(old.length, source.length);
  let start = 0;
  while (start < most && old[start] === source[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === source[source.length - 1 - end]) end += 1;
  cell.updateSource(start, old.length - end, source.slice(start, source.length - end));
}

/** The disk's order; only the team's own cells move: a moved cell is drawn anew, and a live form would go. */
function putInOrder(shared, merged) {
  merged.forEach((cell, at) => {
    const from = indexOf(shared, cell.id);
    if (cell.locked || from < 0) return;
    const before = merged[at - 1];
    const after = before ? indexOf(shared, before.id) + 1 : 0;
    if (from === after) return;
    const json = shared.cells[from].toJSON();
    shared.deleteCell(from);
    shared.insertCell(after > from ? after - 1 : after, json);
  });
}
