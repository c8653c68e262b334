// A vote without names: one empty ballot, cast as a whole, and nobody's from then on.

import { button, el, safeNodes, say } from "./dom.js";
import { addRow } from "./edits.js";
import { makeField } from "./field.js";
import { counted, isBlank } from "./values.js";

/** @returns {{el: Array<HTMLElement>, show: function(): void, lock: function(boolean): void, takeSave: function(object): void}} */
export function makeBallot(store) {
  const view = { store, row: null, fields: [], locked: false, why: "", state: "" };
  view.paper = el("div", { class: "inq-single" });
  view.missing = el("p", { class: "inq-fault", hidden: true });
  view.cast = button("Cast this ballot", () => cast(view));
  view.casting = el("div", { class: "inq-adding" }, view.cast, el("p", { class: "inq-help" }, "Once it is cast, nobody can change it or take it back."));
  view.done = el("div", { class: "inq-cast", tabindex: "-1", hidden: true });
  view.box = el("p", { class: "inq-box" });
  view.tally = el("div", { class: "inq-before" });
  return {
    el: [view.paper, view.missing, view.casting, view.done, view.box, view.tally],
    show: () => show(view),
    lock: (locked) => lock(view, locked),
    takeSave: (said) => takeSave(view, said),
  };
}

function show(view) {
  const now = stateOf(view);
  if (now === "open" && !view.row) draw(view);
  if (now !== view.state) change(view, now);
  showBox(view);
}

/** Whether a ballot is open here, on its way, or cast. */
function stateOf({ store }) {
  const { form, services } = store;
  if (services.pending(form.id).length > 0) return "sent";
  return services.voted(voteOf(store)) ? "cast" : "open";
}

/** What this browser remembers a vote by: the same one on every page that asks it. */
function voteOf(store) {
  return store.ballots?.vote || store.form.id;
}

/** A new empty ballot. */
function draw(view) {
  const { store } = view;
  store.rows = [];
  view.row = addRow(store, {});
  view.fields = [...view.row.cells.values()].map((cell) => makeField(store, view.row, cell));
  view.fields.forEach((field) => field.lock(view.locked));
  view.paper.replaceChildren(...view.fields.map((field) => field.el));
}

function change(view, now) {
  view.state = now;
  const open = now === "open";
  view.paper.hidden = !open;
  view.casting.hidden = !open || view.locked;
  view.done.hidden = open;
  if (!open) view.done.replaceChildren(...(now === "cast" ? thanks(view) : [el("p", {}, "Your ballot is on its way. It is kept in this browser until it is in the box.")]));
}

function thanks(view) {
  const again = button("A colleague votes here, too", () => next(view), { class: "inq-quiet" });
  const words = "Your vote is in. No name is kept with it, and nobody is shown a single ballot.";
  return [el("p", {}, words), ...(view.locked ? [] : [el("div", { class: "inq-buttons" }, again)])];
}

/** Teams share computers: the next person finds an empty ballot. */
function next(view) {
  view.store.services.setVoted(voteOf(view.store), false);
  view.row = null;
  show(view);
  view.fields[0]?.control.target.focus();
}

function showBox(view) {
  const { ballots, tally } = view.store;
  say(view.box, ballots && !tally ? `${counted(ballots.cast, "ballot")} in the box.` : "");
  if (view.drawn === tally) return;
  view.drawn = tally;
  view.tally.replaceChildren(safeNodes(tally || ""));
}

function cast(view) {
  const { store, row } = view;
  const cells = [...row.cells.values()];
  const open = cells.filter((cell) => cell.draft !== null || (cell.field.required && isBlank(cell.value)));
  const values = Object.fromEntries([...row.cells].filter(([, cell]) => !isBlank(cell.value)).map(([id, cell]) => [id, cell.value]));
  const empty = Object.keys(values).length === 0;
  if (open.length > 0 || empty) return complain(view, open.length > 0 ? open : cells);
  say(view.missing, "");
  row.sent = true;
  store.services.put({ form: store.form.id, row: row.row, values, base: null, anonymous: true }, { now: true });
  show(view);
  view.done.focus();
  return undefined;
}

function complain(view, open) {
  const words = `Before you cast it, please answer: ${open.map((cell) => cell.field.label).join(" · ")}`;
  say(view.missing, words);
  view.store.services.announce(words);
  view.fields[[...view.row.cells.values()].indexOf(open[0])].control.target.focus();
}

/** What became of the ballot that was cast here. */
function takeSave(view, said) {
  const { store } = view;
  if (said.state === "saved") {
    store.services.setVoted(voteOf(store), true);
    store.rows = [];
    view.row = null;
    store.services.announce("Your vote is in.");
  } else if (said.state === "refused") {
    say(view.missing, `Not cast. ${said.why}`);
    store.services.announce(`Not cast. ${said.why}`);
  }
  show(view);
}

function lock(view, locked) {
  view.locked = locked;
  view.fields.forEach((field) => field.lock(locked));
  change(view, view.state || stateOf(view));
}
