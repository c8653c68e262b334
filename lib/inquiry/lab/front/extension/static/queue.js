// The order in which answers wait to be saved: what may be joined, what may be sent now, what a reply changes.

import { makeId } from "./kept.js";

export const TYPING_MS = 2500; // after the first unsent change, while somebody types on
const MOST_AT_ONCE = 100;
const MOST_TEXT = 500000; // characters in one request

/**
 * One answer on its way to the record.
 * @typedef {object} Entry
 * @property {string} id stays the same however often it is sent
 * @property {string} path the page it was typed on
 * @property {string|null} [author] absent until somebody said who writes
 * @property {string} form
 * @property {string} [owner]
 * @property {string} row
 * @property {Object<string, *>} values
 * @property {string|null} base the revision it was typed on
 * @property {number|null} [position]
 * @property {boolean} [removed]
 * @property {number} at when it was typed
 * @property {boolean} now whether it was left, so that nothing is waited for
 * @property {boolean} tried whether the server may have it: from then on its content never changes
 * @property {string} [refused] why the server does not take it
 * @property {number} [notBefore] when to try again
 * @property {number} [failures]
 */

const fieldsOf = (entry) => Object.keys(entry.values);
const sameLine = (one, other) =>
  one.path === other.path && one.form === other.form && one.row === other.row && (one.owner ?? null) === (other.owner ?? null);
const sameFields = (one, other) => JSON.stringify(fieldsOf(one).sort()) === JSON.stringify(fieldsOf(other).sort());
const overlap = (one, other) => fieldsOf(one).some((field) => field in other.values);
const concernsRow = (entry) => Boolean(entry.removed) || Number.isInteger(entry.position);

/** Whether one must wait for the other's reply: it builds on it. */
const buildsOn = (later, earlier) =>
  sameLine(later, earlier) && (overlap(later, earlier) || concernsRow(later) || concernsRow(earlier));

/** Put what was typed into the queue: into an entry that was not sent yet, or behind the others. */
export function enqueue(entries, given, { path, author, now }) {
  const made = { ...given, id: makeId(), path, values: given.values || {}, base: given.base ?? null, at: Date.now(), now, tried: false };
  if (author !== undefined) made.author = author;
  dropSuperseded(entries, made);
  const open = findOpen(entries, made);
  if (!open) entries.push(made);
  else Object.assign(open, given, { now: open.now || now });
  return open || made;
}

/** What the server refused goes when the same is typed anew. */
function dropSuperseded(entries, made) {
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const old = entries[at];
    if (old.refused && sameLine(old, made) && sameFields(old, made) && Boolean(old.removed) === Boolean(made.removed)) entries.splice(at, 1);
  }
}

function findOpen(entries, made) {
  for (const old of [...entries].reverse()) {
    if (!sameLine(old, made) || old.refused) continue;
    if (old.tried || old.removed || made.removed) {
      if (buildsOn(made, old)) return null;
      continue;
    }
    if (sameFields(old, made) && old.author === made.author) return old;
  }
  return null;
}

/** Whether an entry could be sent now, but for the others. */
const isDue = (entry, moment) =>
  !entry.refused && entry.author !== undefined && moment >= (entry.notBefore || 0) && (entry.now || entry.tried || moment - entry.at >= TYPING_MS);

/** What goes into the next request: answers of one page and author, none of which builds on another that waits. */
export function pickBatch(entries, moment, { single = false } = {}) {
  const picked = [];
  let length = 0;
  for (const [at, entry] of entries.entries()) {
    const waits = entries.slice(0, at).some((earlier) => !earlier.refused && buildsOn(entry, earlier));
    if (!isDue(entry, moment) || waits) continue;
    if (picked.length > 0 && (entry.path !== picked[0].path || entry.author !== picked[0].author)) continue;
    length += JSON.stringify(entry.values).length;
    if (picked.length > 0 && (single || picked.length >= MOST_AT_ONCE || length > MOST_TEXT)) break;
    picked.push(entry);
  }
  return picked;
}

/** Milliseconds until something is due; null when nothing waits. */
export function untilDue(entries, moment) {
  const waiting = entries.filter((entry) => !entry.refused && entry.author !== undefined);
  if (waiting.length === 0) return null;
  const due = waiting.map((entry) => Math.max(entry.notBefore || 0, entry.now || entry.tried ? 0 : entry.at + TYPING_MS));
  return Math.max(0, Math.min(...due) - moment);
}

/** A request's body. */
export function makeBody(batch) {
  return { path: batch[0].path, author: batch[0].author, answers: batch.map(toAnswer) };
}

function toAnswer({ id, form, owner, row, values, base, position, removed }) {
  const answer = { id, form, row, values, base };
  if (owner) answer.owner = owner;
  if (Number.isInteger(position)) answer.position = position;
  if (removed) answer.removed = true;
  return answer;
}

/** Take a saved answer out; what was typed on it meanwhile builds on its revision from now on. */
export function settle(entries, entry, said) {
  const at = entries.indexOf(entry);
  if (at >= 0) entries.splice(at, 1);
  if (said.state !== "saved" || !said.revision) return;
  for (const later of entries) {
    if (!later.tried && buildsOn(later, entry) && later.base === entry.base) later.base = said.revision;
  }
}

/**
 * Take over what another tab left. What it may have sent keeps its id and content, so that nothing is saved twice;
 * what it never sent gets an id of its own, and can still build on what is saved before it.
 */
export function inherit(entries, left) {
  const known = new Set(entries.flatMap((entry) => [entry.id, entry.was]));
  const taken = left.filter((entry) => isEntry(entry) && !known.has(entry.id));
  for (const { refused, ...entry } of taken) { // what was refused is asked once more
    const id = entry.tried ? entry.id : makeId();
    entries.push({ ...entry, id, was: entry.id, now: true, notBefore: 0 });
  }
  return taken.length;
}

function isEntry(entry) {
  const texts = entry && ["id", "path", "form", "row"].every((name) => typeof entry[name] === "string");
  return Boolean(texts && entry.values && typeof entry.values === "object");
}
