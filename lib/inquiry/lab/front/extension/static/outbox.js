// The outbox of a browser tab: what is typed stays in this browser until the record has acknowledged it.

import { forget, keep, makeCalls, makeId, namesOf, readKept } from "./kept.js";
import { enqueue, inherit, makeBody, pickBatch, settle, untilDue } from "./queue.js";
import { ServerError, saveAnswers, sendWhileClosing } from "./server.js";

const BEAT_MS = 5000;
const GONE_MS = 15000; // a tab that gave no sign for so long is gone
const FUTURE_MS = 60000; // a sign from so far ahead was given before the clock was put back
const WRITE_MS = 300;
const LONGEST_WAIT_MS = 15000;
const AT_FAULT_ALL = [0, 401, 403, 408, 429, 502, 503, 504]; // says nothing about one answer: all of them wait

const outboxes = new Map();

/** The outbox of this tab for a district. */
export function outboxFor(district) {
  if (!outboxes.has(district)) outboxes.set(district, new Outbox(district));
  return outboxes.get(district);
}

/** What waits to be saved, in order; at most one request is on its way. */
export class Outbox {
  constructor(district, save = saveAnswers) {
    this.prefix = `inquiry:out:${district}:`;
    this.name = this.prefix + makeId();
    this.entries = [];
    this.sending = [];
    this.failures = 0;
    this.trouble = ""; // why nothing can be sent now
    this.kept = true; // whether this browser keeps what waits
    this.saids = makeCalls();
    this.changes = makeCalls();
    this.last = new Map(); // path -> what was saved last there
    this._save = save;
    this._single = false;
    this._listen();
    this.adopt();
  }

  _listen() {
    setInterval(() => this._beat(), BEAT_MS);
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("pagehide", () => this._leave());
    window.addEventListener("pageshow", () => this._return());
    document.addEventListener("visibilitychange", () => (document.hidden ? this._write() : this._return()));
    window.addEventListener("beforeunload", (event) => {
      // Only where the browser keeps nothing: closing would lose what was typed.
      if (!this.kept && this.entries.length > 0) event.preventDefault();
    });
  }

  /** Take an answer; it is in this browser's keeping when this returns, or within WRITE_MS while somebody types. */
  put(given, { path, author, now }) {
    this._freezeIfTaken();
    const entry = enqueue(this.entries, given, { path, author, now });
    if (now) this._write();
    else this._writeSoon();
    this._say(entry, { state: this.trouble ? "offline" : "waiting" });
    this._schedule();
    return entry;
  }

  /** Say who wrote what nobody had put a name to, or what was refused for its name. */
  setAuthor(paths, author) {
    for (const entry of this.entries) {
      const nameless = entry.author === undefined || entry.nameless;
      if (nameless && paths(entry.path)) Object.assign(entry, { author, nameless: false, notBefore: 0 });
    }
    this._write();
    this.hurry();
  }

  /** What of a page waits, is refused, and why. */
  status(path) {
    const here = this.entries.filter((entry) => entry.path === path);
    return {
      waiting: here.filter((entry) => !entry.refused).length,
      sending: this.sending.some((entry) => entry.path === path),
      refused: here.filter((entry) => entry.refused),
      nameless: here.some((entry) => entry.author === undefined),
      trouble: this.trouble,
      kept: this.kept,
      last: this.last.get(path) || null,
    };
  }

  /** What a form typed that is not acknowledged yet, oldest first. */
  pending(path, form) {
    const waiting = this.entries.filter((entry) => entry.path === path && entry.form === form && !entry.refused);
    return waiting.map(({ owner, row, values, base, position, removed }) => ({ owner, row, values, base, position, removed }));
  }

  /** Ask once more for what was refused. */
  retryRefused(path) {
    for (const entry of this.entries) if (entry.path === path) delete entry.refused;
    this.hurry();
  }

  /** Let go of a refused answer; only ever because somebody says so. */
  discard(id) {
    this.entries = this.entries.filter((entry) => !(entry.id === id && entry.refused));
    this._write();
    this.changes.tell();
  }

  /** Send what waits now, whatever the last attempt came to. */
  hurry() {
    this.failures = 0;
    for (const entry of this.entries) entry.notBefore = 0;
    this._schedule(0);
  }

  /** Take over what tabs left that are gone. */
  adopt() {
    let taken = 0;
    for (const name of namesOf(this.prefix)) taken += name === this.name ? 0 : this._adoptOne(name);
    if (taken > 0) this._schedule(0);
    if (taken > 0) this.changes.tell();
  }

  _adoptOne(name) {
    const left = readKept(name);
    const silence = Date.now() - (left?.beat || 0);
    if (left && silence < GONE_MS && silence > -FUTURE_MS) return 0;
    const taken = inherit(this.entries, Array.isArray(left?.entries) ? left.entries : []);
    if (taken === 0 || this._write()) forget(name);
    return taken;
  }

  /** Another tab that took us for gone may have sent our answers: they keep their content from now on. */
  _freezeIfTaken() {
    if (!this.kept || !this._written || namesOf(this.name).length > 0) return;
    for (const entry of this.entries) entry.tried = true;
  }

  _write(beat = Date.now()) {
    clearTimeout(this._writing);
    this._writing = null;
    const some = this.entries.length > 0;
    const was = this.kept;
    if (some) this.kept = keep(this.name, { beat, entries: this.entries });
    else forget(this.name);
    if (!some) this.kept = true;
    this._written = some && this.kept;
    if (was !== this.kept) this.changes.tell();
    return this.kept;
  }

  _writeSoon() {
    this._writing = this._writing || setTimeout(() => this._write(), WRITE_MS);
  }

  _beat() {
    this._freezeIfTaken();
    if (this.entries.length > 0) this._write();
    this.adopt();
  }

  _return() {
    this._freezeIfTaken();
    if (this.entries.length > 0) this.hurry();
  }

  /** The tab closes: what waits is sent without waiting for the answer, and left for the next tab. */
  _leave() {
    for (const entry of this.entries) entry.now = true;
    const batch = pickBatch(this.entries, Date.now()).filter((entry) => !this.sending.includes(entry));
    for (const entry of batch) entry.tried = true;
    this._write(0);
    if (batch.length > 0) sendWhileClosing("inquiry/api/save", makeBody(batch));
  }

  _schedule(wait = untilDue(this.entries, Date.now())) {
    clearTimeout(this._timer);
    if (wait !== null && this.sending.length === 0) this._timer = setTimeout(() => this._send(), wait);
  }

  async _send() {
    const batch = this.sending.length === 0 ? pickBatch(this.entries, Date.now(), { single: this._single }) : [];
    if (batch.length === 0) return this._schedule(later(untilDue(this.entries, Date.now())));
    for (const entry of batch) entry.tried = true;
    this.sending = batch;
    this._write(); // that it may be on the server is known before it is sent
    for (const entry of batch) this._say(entry, { state: "sending" });
    try {
      this._take(batch, await this._save(makeBody(batch)));
    } catch (trouble) {
      this._fail(batch, trouble instanceof ServerError ? trouble : new ServerError(0, String(trouble)));
    }
    this.sending = [];
    this._write();
    this.changes.tell();
    this._schedule();
  }

  _take(batch, { results }) {
    const answered = new Map((results || []).map((said) => [said.id, said]));
    Object.assign(this, { failures: 0, trouble: "" });
    if (batch.every((entry) => !answered.has(entry.id))) throw new ServerError(500, "The server gave no answer to what was sent. It is tried again.");
    if (this.entries.length <= batch.length) this._single = false;
    for (const entry of batch) if (answered.has(entry.id)) this._takeOne(entry, answered.get(entry.id));
  }

  _takeOne(entry, said) {
    if (said.state === "refused") entry.refused = said.why || "The server did not take this answer.";
    else if (said.state === "saved" || said.state === "aside") settle(this.entries, entry, said);
    else return; // a word that this page does not know: it stays, and is sent again
    if (said.state !== "refused") this.last.set(entry.path, { clock: said.clock, by: said.by });
    this.sending = this.sending.filter((each) => each !== entry);
    this._write();
    this._say(entry, said);
  }

  /** Nothing is dropped: it waits for the next attempt, or is shown with the reason. */
  _fail(batch, { status, message }) {
    if (AT_FAULT_ALL.includes(status)) {
      this.trouble = message;
      for (const entry of this.entries) entry.notBefore = Date.now() + waitAfter(this.failures);
      for (const entry of batch) entry.nameless = status === 403;
      this.failures += 1;
    } else if (batch.length > 1) this._single = true; // one of them is at fault: find out which
    else if (status >= 500) this._putOff(batch[0], message);
    else batch[0].refused = message;
    for (const entry of batch) this._say(entry, { state: entry.refused ? "refused" : "offline", why: message });
  }

  _putOff(entry, message) {
    this.trouble = message;
    entry.failures = (entry.failures || 0) + 1;
    entry.notBefore = Date.now() + waitAfter(entry.failures);
  }

  _say({ path, form, owner, row, values }, said) {
    const { state, clock, by, revision, why, notes, theirs } = said;
    this.saids.tell(path, form, { owner, row, fields: Object.keys(values), state, clock, by, revision, why, notes, theirs });
    this.changes.tell();
  }
}

/** 1, 2, 4, 8, 15 seconds, spread so that twenty browsers do not come back in one moment. */
function waitAfter(failures) {
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures) * (0.75 + Math.random() / 2);
}

/** Never at once again when nothing could be picked. */
function later(wait) {
  return wait === null ? null : Math.max(wait, 200);
}
