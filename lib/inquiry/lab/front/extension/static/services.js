// What a page offers its forms: who writes, the outbox, drafts, others' changes, history.

import { forget, keep, makeCalls, readKept } from "./kept.js";
import { askHistory } from "./server.js";

/**
 * The services of one page, as forms/form.js expects them.
 * @param {{path: function(): string, district: string, author: import("./author.js").Author,
 *   outbox: import("./outbox.js").Outbox, closed: function(): (string|null), announce: function(string): void}} page
 */
export function makeServices({ path, district, author, outbox, closed, announce }) {
  const rows = makeCalls();
  const locks = makeCalls();
  const drafts = makeDrafts(() => `inquiry:draft:${district}:${path()}`);
  const services = {
    author: () => author.person,
    askAuthor: () => author.askOnce(),
    onAuthor: (call) => author.changes.add(call),
    readOnly: () => closed() || author.readOnly,
    onReadOnly: (call) => locks.add(call),
    put(given, { now = false } = {}) {
      outbox.put(given, { path: path(), author: given.anonymous ? null : author.person?.id, now });
    },
    pending: (form) => outbox.pending(path(), form),
    onSave: (form, call) => outbox.saids.add((where, of, said) => where === path() && of === form && call(said)),
    onRows: (form, call) => rows.add((of, state) => of === form && call(state)),
    history: async (form, owner, row) =>
      (await askHistory({ path: path(), form, owner, row, author: author.person?.id })).revisions,
    voted: (vote) => readKept(`inquiry:voted:${district}:${vote}`) === true,
    setVoted: (vote, is) => (is ? keep(`inquiry:voted:${district}:${vote}`, true) : forget(`inquiry:voted:${district}:${vote}`)),
    announce,
    ...drafts,
  };
  return { services, tellRows: rows.tell, tellLock: locks.tell };
}

/** Typed text that is no value yet, kept in this browser. */
function makeDrafts(name) {
  const memory = new Map(); // where the browser keeps nothing, this tab remembers
  const read = () => readKept(name()) || memory.get(name()) || {};
  const write = (all) => {
    memory.set(name(), all);
    if (Object.keys(all).length > 0) keep(name(), all);
    else forget(name());
  };
  return {
    draft(form, owner, row, field, raw) {
      const all = read();
      const key = JSON.stringify([form, owner ?? null, row, field]);
      if (raw === null && !(key in all)) return;
      if (raw === null) delete all[key];
      else all[key] = raw;
      write(all);
    },
    drafts(form) {
      const all = Object.entries(read()).map(([key, raw]) => [JSON.parse(key), raw]);
      return all.filter(([[of]]) => of === form).map(([[, owner, row, field], raw]) => ({ owner: owner ?? undefined, row, field, raw }));
    },
  };
}
