// One row: its questions in a frame of their own, and the ways to move and remove it.

import { button, el, newId, say, unseen } from "./dom.js";
import { moveRow, removeRow, reviveRow } from "./edits.js";
import { makeField } from "./field.js";
import { makeHeading, startsFolded } from "./fold.js";
import { besideEachOther } from "./number_row.js";
import { isEmpty } from "./store.js";
import { capital } from "./values.js";

/**
 * A row of a form that has rows, drawn as an item of its list.
 * @returns {{el: HTMLElement, update: function(number, number): void, lock: function(boolean): void, focus: function(): void}}
 */
export function makeRowView(store, row) {
  const view = { store, row, at: 0, count: 1, asked: false, locked: false, word: store.form.rows.label, fields: [] };
  view.body = el("div", { id: newId("row") });
  view.heading = makeHeading(store, row, { onOpen: (open) => (open ? unfold(view) : fold(view)), bodyId: view.body.id });
  view.notice = el("p", { class: "inq-note", hidden: true });
  view.tools = tools(view);
  view.frame = el("fieldset", { class: "inq-row" }, view.heading.el, view.body);
  view.strip = strip(view);
  view.el = el("li", {}, view.frame, view.strip);
  if (startsFolded(store, row)) fold(view);
  else unfold(view);
  row.show = () => follow(view);
  row.unfold = () => unfold(view);
  return {
    el: view.el,
    update: (at, count) => update(view, at, count),
    lock: (locked) => lock(view, locked),
    focus: () => focus(view),
  };
}

function fold(view) {
  view.row.opened = view.row.local;
  view.body.hidden = true;
  view.frame.classList.add("inq-folded");
  view.heading.setOpen(false);
}

/** Open the row; its questions are drawn when they are first looked at. */
function unfold(view) {
  const { store, row } = view;
  if (view.fields.length === 0) {
    view.fields = [...row.cells.values()].map((cell) => makeField(store, row, cell));
    view.fields.forEach((field) => view.locked && field.lock(true));
    view.body.append(view.notice, ...besideEachOther(view.fields), view.tools);
  }
  row.opened = true;
  view.body.hidden = false;
  view.frame.classList.remove("inq-folded");
  view.heading.setOpen(true);
}

function focus(view) {
  unfold(view);
  view.fields[0].control.target.focus();
}

/** News of the row: what asks for a decision is opened. */
function follow(view) {
  const asks = [...view.row.cells.values()].some((cell) => cell.asides.length > 0 || cell.status.state === "refused");
  if (view.body.hidden && asks) unfold(view);
  if (view.body.hidden) view.heading.setOpen(false);
  applyLock(view);
  showNotice(view);
}

function tools(view) {
  const named = (words) => [words, unseen("")];
  view.up = button(named("Move up"), () => move(view, -1), { class: "inq-quiet" });
  view.down = button(named("Move down"), () => move(view, 1), { class: "inq-quiet" });
  view.remove = button(named("Remove"), () => ask(view), { class: "inq-quiet" });
  view.asking = el("div", { class: "inq-asking", role: "group", hidden: true });
  view.plain = el("div", { class: "inq-row-tools" }, view.up, view.down, view.remove);
  return el("div", {}, view.plain, view.asking);
}

/** “Focus 2”: what the row is called and which one it is. */
function nameOf(view) {
  return `${view.word} ${view.at + 1}`;
}

function update(view, at, count) {
  const { store } = view;
  Object.assign(view, { at, count });
  const also = store.form.also?.row;
  view.heading.setName(capital(nameOf(view)), also ? capital(`${also} ${at + 1}`) : "");
  for (const each of [view.up, view.down, view.remove]) each.lastChild.textContent = ` ${nameOf(view)}`;
  view.up.hidden = view.down.hidden = count < 2;
  view.up.setAttribute("aria-disabled", String(at === 0));
  view.down.setAttribute("aria-disabled", String(at === count - 1));
  view.frame.hidden = view.row.removed;
  view.strip.hidden = !view.row.removed;
  showNotice(view);
}

function showNotice(view) {
  const { row } = view;
  const gone = "A colleague removed this meanwhile. What you type here brings it back.";
  const all = view.store.rows.every((each) => each.carried || each.local);
  const carried = row.carried && !all ? `This came along from ${row.carried}.` : "";
  const refused = row.status.state === "refused" ? row.status.why : "";
  say(view.notice, refused || row.locked || (row.gone ? gone : row.remark || carried));
  view.remove.hidden = row.local && isEmpty(row) && view.count < 2;
  view.plain.classList.toggle("inq-none", view.remove.hidden && view.up.hidden);
}

function move(view, by) {
  const { store, row } = view;
  if (!moveRow(store, row, by)) return;
  store.services.announce(`${capital(view.word)} is now ${view.at + 1} of ${view.count}.`);
}

/** An empty row goes at once; for any other we ask. */
function ask(view) {
  if (isEmpty(view.row)) return remove(view);
  const yes = button(`Remove this ${view.word}`, () => remove(view));
  const no = button("Keep it", () => stopAsking(view), { class: "inq-quiet" });
  const words = el("p", {}, `Remove ${nameOf(view)}? What it says stays in the history, and you can undo this.`);
  view.asking.setAttribute("aria-label", `Remove ${nameOf(view)}?`);
  view.asking.replaceChildren(words, el("div", { class: "inq-buttons" }, yes, no));
  Object.assign(view.asking, { hidden: false });
  view.plain.hidden = true;
  view.asking.onkeydown = (event) => event.key === "Escape" && stopAsking(view);
  no.focus();
}

function stopAsking(view) {
  view.asking.hidden = true;
  view.plain.hidden = false;
  view.remove.focus();
}

function remove(view) {
  const { store, row } = view;
  view.asking.hidden = true;
  view.plain.hidden = false;
  const name = capital(nameOf(view));
  const kept = row.sent || !row.local;
  view.said.textContent = `${name} was removed.`;
  removeRow(store, row);
  store.services.announce(kept ? `${name} was removed. Undo brings it back.` : `${name} was removed.`);
  if (kept) view.back.focus();
  else store.focusAdd?.();
}

/** What stands in the place of a removed row. */
function strip(view) {
  view.said = el("span", {}, `${capital(view.word)} was removed.`);
  view.back = button(["Undo", unseen(" the removal")], () => {
    reviveRow(view.store, view.row);
    focus(view);
    view.store.services.announce(`${capital(nameOf(view))} is back.`);
  });
  return el("div", { class: "inq-strip", hidden: true }, view.said, view.back);
}

function lock(view, locked) {
  view.asked = locked;
  applyLock(view);
}

/** A row is locked with its form, or by itself. */
function applyLock(view) {
  const locked = view.asked || Boolean(view.row.locked);
  if (locked === view.locked) return;
  view.locked = locked;
  view.fields.forEach((field) => field.lock(locked));
  view.tools.hidden = locked;
  view.back.hidden = locked;
}
