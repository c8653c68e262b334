// Two people answered the same question at once: both versions with their names, and which one to keep.

import { apart, button, el } from "./dom.js";
import { choose } from "./edits.js";
import { sayMoment, sayValue } from "./values.js";

const TEXTS = new Set(["short_text", "long_text"]);

/** Draw the box below an answer that has two versions, or take it away. */
export function showConflict(slot, view, store) {
  const { cell } = view;
  const open = cell.asides.length > 0 && !cell.choosing;
  const key = open ? JSON.stringify([versions(cell).map((each) => (each.mine ? "" : each)), view.locked]) : "";
  if (slot.dataset.key === key) return;
  slot.dataset.key = key;
  const hadFocus = slot.contains(document.activeElement);
  slot.replaceChildren(...(open ? [box(view, store)] : []));
  if (hadFocus) view.control.target.focus();
}

/** What stands, then what was kept beside it: of each person the latest. */
function versions(cell) {
  const latest = new Map(cell.asides.map((aside) => [aside.mine ? "" : aside.by, aside]));
  const beside = [...latest.values()].map(({ value, by, at, mine }) => ({ value, by, at, mine }));
  return [{ value: cell.standing.value, by: cell.standing.by, at: cell.standing.when, stands: true }, ...beside];
}

function box(view, store) {
  const { cell, field } = view;
  const all = versions(cell);
  const listed = all.map((each) => version(each, field, store));
  const people = new Set(all.map((each) => nameOf(each, store)));
  const who = people.size < all.length ? "This was changed in two places" : "Two people answered this";
  const about = `${who} at the same time. Both versions are kept. Which one should stand?`;
  const buttons = view.locked ? null : el("div", { class: "inq-buttons" }, all.map((each) => taker(view, store, each)), both(view, store, all));
  return el(
    "div",
    { class: "inq-conflict", role: "group", "aria-label": `Two versions: ${field.label}` },
    el("p", {}, about),
    el("dl", {}, listed),
    buttons,
  );
}

/** Whose a version is, by name. */
function nameOf({ by, mine }, store) {
  return mine ? store.services.author()?.name : by;
}

function version({ value, by, at, mine, stands }, field, store) {
  const when = at ? `, ${sayMoment(at)}` : "";
  const who = mine ? "Yours" : by ? apart(by) : "A colleague";
  const words = mine ? "What is in the field above." : sayValue(field, value, store) || "(empty)";
  return el("div", {}, el("dt", {}, who, `${when}${stands ? " (stands now)" : ""}`), el("dd", { dir: "auto", class: "inq-words" }, words));
}

function taker(view, store, { value, by, at, mine, stands }) {
  const whose = mine ? "mine" : [by ? [apart(by), "’s"] : "the other", at ? ` of ${sayMoment(at)}` : ""].flat();
  const take = () => choose(store, view.row, view.cell, mine ? view.cell.value : value);
  return button([stands ? "Keep " : "Use ", whose].flat(), () => settle(view, take));
}

function both(view, store, all) {
  if (!TEXTS.has(view.field.type)) return null;
  const joined = () => all.map((each) => (each.mine ? view.cell.value : each.value)).filter(Boolean).join("\n\n");
  return button("Keep both", () => settle(view, () => choose(store, view.row, view.cell, joined())));
}

function settle(view, act) {
  act();
  view.control.target.focus();
}
