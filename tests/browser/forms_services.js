// A page's services as a test wants them: what a form asks of them is kept in `fake`, and the test answers.

import { mountForm } from "/static/forms/form.js";

const listeners = { save: new Map(), rows: new Map(), author: new Set(), readOnly: new Set() };

function on(map, form, cb) {
  map.set(form, cb);
  return () => map.get(form) === cb && map.delete(form);
}

const fake = {
  puts: [],
  said: [],
  asked: 0,
  kept: {}, // drafts
  votes: new Set(),
  waiting: [], // pending
  past: [],
  who: { id: "ana-ruiz", name: "Ana Ruiz" },
  closed: null,
  mountForm,
  services: {
    author: () => fake.who,
    async askAuthor() {
      fake.asked += 1;
      fake.who = { id: "ana-ruiz", name: "Ana Ruiz" };
      listeners.author.forEach((cb) => cb(fake.who));
      return fake.who;
    },
    onAuthor(cb) {
      listeners.author.add(cb);
      return () => listeners.author.delete(cb);
    },
    readOnly: () => fake.closed,
    onReadOnly(cb) {
      listeners.readOnly.add(cb);
      return () => listeners.readOnly.delete(cb);
    },
    put: (given, { now }) => fake.puts.push({ ...given, now }),
    draft(form, owner, row, field, raw) {
      const key = JSON.stringify([form, owner ?? null, row, field]);
      if (raw === null) delete fake.kept[key];
      else fake.kept[key] = { owner, row, field, raw, form };
    },
    drafts: (form) => Object.values(fake.kept).filter((each) => each.form === form),
    pending: (form) => fake.waiting.filter((each) => each.form === form),
    onSave: (form, cb) => on(listeners.save, form, cb),
    onRows: (form, cb) => on(listeners.rows, form, cb),
    history: async () => {
      if (fake.past instanceof Error) throw fake.past;
      return fake.past;
    },
    voted: (vote) => fake.votes.has(vote),
    setVoted: (vote, is) => (is ? fake.votes.add(vote) : fake.votes.delete(vote)),
    announce: (words) => fake.said.push(words),
  },
  mount(state) {
    fake.state = state;
    const started = performance.now();
    fake.unmount = mountForm(document.getElementById("form"), state, fake.services);
    document.getElementById("form").getBoundingClientRect();
    return performance.now() - started;
  },
  /** Several forms one below the other, as on a page. */
  mountAll(states) {
    for (const state of states) {
      const place = document.createElement("div");
      document.getElementById("form").append(place);
      mountForm(place, state, fake.services);
    }
  },
  remount(state = fake.state) {
    fake.unmount();
    return fake.mount(state);
  },
  /** As after a reload: nothing but what the services kept. */
  reload(state = fake.state) {
    fake.services = { ...fake.services };
    return fake.remount(state);
  },
  save: (form, said) => listeners.save.get(form)(said),
  /** Acknowledge the last thing put. */
  ack(more = {}) {
    const put = fake.puts.at(-1);
    const fields = Object.keys(put.values || {});
    const said = { owner: put.owner, row: put.row, fields, state: "saved", clock: "10:32", by: "Ana Ruiz", revision: `r${fake.puts.length}`, ...more };
    fake.save(put.form, said);
  },
  rows: (form, state) => listeners.rows.get(form)(state),
  setAuthor(who) {
    fake.who = who;
    listeners.author.forEach((cb) => cb(who));
  },
  close(words) {
    fake.closed = words;
    listeners.readOnly.forEach((cb) => cb());
  },
};

window.fake = fake;
