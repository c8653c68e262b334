// More rows than a team can keep in view: a friendly word, and which one waits.

import { button, el } from "./dom.js";
import { setAnswer } from "./edits.js";
import { isEmpty } from "./store.js";
import { isBlank, optionLabel, sayValue } from "./values.js";

const LONGEST = 70; // characters of a row's words on a button

/** @returns {{el: HTMLElement, show: function(): void, lock: function(boolean): void}} */
export function makeObjection(store) {
  const view = { store, locked: false, key: "", box: el("div", { class: "inq-objection", hidden: true, role: "group", "aria-label": "More than a team can keep in view" }) };
  return {
    el: view.box,
    show: () => show(view),
    lock(locked) {
      view.locked = locked;
      show(view);
    },
  };
}

/** The rows that count against the limit: not empty, and not set to wait. */
function counting(store) {
  const apart = store.form.rows.except_when;
  const waits = (row) => apart && apart.any_of.includes(row.cells.get(apart.field)?.value);
  return store.rows.filter((row) => !row.removed && !isEmpty(row) && !waits(row));
}

function show(view) {
  const { rows } = view.store.form;
  const most = view.store.limit ?? rows.max;
  const here = counting(view.store);
  const words = rows.objection && most && here.length > most ? fill(rows.objection, here.length, most) : "";
  const key = words && JSON.stringify([words, view.locked, here.map((row) => titleOf(view.store, row))]);
  if (view.key === key) return;
  if (words && view.box.hidden) view.store.services.announce(words);
  view.key = key;
  view.box.hidden = !words;
  view.box.replaceChildren(...(words ? [el("p", {}, words), ...(view.locked ? [] : asks(view, here))] : []));
}

function fill(words, count, most) {
  return words.replaceAll("{count}", String(count)).replaceAll("{max}", String(most));
}

/** A button for each row that could wait, where the form has a way to say so. */
function asks(view, here) {
  const apart = view.store.form.rows.except_when;
  const field = apart && view.store.form.fields.find((each) => each.id === apart.field);
  if (!field) return [];
  const made = here.map((row) => button(["This one waits: ", el("bdi", {}, titleOf(view.store, row))], () => wait(view, row, field, apart)));
  return [el("div", { class: "inq-waiting" }, made)];
}

function wait(view, row, field, apart) {
  const cell = row.cells.get(field.id);
  const title = titleOf(view.store, row);
  setAnswer(view.store, row, cell, apart.any_of[0]);
  view.store.services.announce(`“${title}”: ${optionLabel(field, apart.any_of[0])}. Nothing is lost.`);
  show(view);
  (view.box.hidden ? view.store.focusAdd : () => view.box.querySelector("button")?.focus())();
}

/** A row's first words, as its title. */
function titleOf(store, row) {
  const cell = [...row.cells.values()].find((each) => !isBlank(each.value));
  const words = cell ? sayValue(cell.field, cell.value, store).replace(/\s+/g, " ") : "";
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}
