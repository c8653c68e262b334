// Rows that are finished start folded, so that a long form shows first what is still to do.

import { alsoIn, button, el, say } from "./dom.js";
import { isBusy } from "./store.js";
import { isBlank, sayValue } from "./values.js";

const MANY = 4; // questions; rows with more fill a screen each
const LONG = 16; // questions in all rows together; more fill many screens, however short each row is
const LONGEST = 110; // characters of what a folded row shows of its answers

/** Whether rows of this form can be folded at all. */
export function canFold(store) {
  const each = store.form.fields.length;
  const saved = store.rows.filter((row) => !row.local).length;
  return each > MANY || each * saved > LONG || Boolean(store.form.refused);
}

/** Whether a row starts folded: one of several, saved and complete, with nothing to decide. */
export function startsFolded(store, row) {
  if (isRefused(store, row)) return !row.opened;
  if (!canFold(store) || row.opened || row.local || store.rows.filter((each) => !each.local).length < 2) return false;
  return [...row.cells.values()].every((cell) => isSettled(cell) && !(cell.field.required && isBlank(cell.value)));
}

/** Whether a row says that a suggestion was declined. */
function isRefused(store, row) {
  return Boolean(sayRefused(store, row));
}

/** What a row says that was declined, in the form's own words; empty where it was not. */
function sayRefused(store, row) {
  const { refused } = store.form;
  const cell = refused && row.cells.get(refused.field);
  return cell && cell.value === refused.value ? sayValue(cell.field, cell.value, store) : "";
}

function isSettled(cell) {
  return cell.asides.length === 0 && !isBusy(cell);
}

/** The heading of a row: its name, and where it can be folded a button that opens and closes it. */
export function makeHeading(store, row, { onOpen, bodyId }) {
  const name = el("span", { class: "inq-row-name" });
  const named = el("span", {}, name);
  const words = el("span", { class: "inq-row-words", dir: "auto", hidden: true });
  const inside = canFold(store)
    ? button([named, words], () => onOpen(opener.getAttribute("aria-expanded") === "false"), { class: "inq-fold", "aria-controls": bodyId })
    : named;
  const opener = canFold(store) ? inside : null;
  return {
    el: el("legend", { class: "inq-row-title" }, inside),
    setName(text, also) {
      say(name, text);
      named.replaceChildren(name, ...(also ? [" ", alsoIn(store.form.also, also)] : []));
    },
    setOpen(open) {
      opener?.setAttribute("aria-expanded", String(open));
      say(words, open ? "" : summary(store, row));
    },
  };
}

/** The first answers of a row, in a line. */
function summary(store, row) {
  const said = [...row.cells.values()].filter((cell) => !isBlank(cell.value) && cell.field.type !== "link" && cell.field.id !== store.form.refused?.field);
  const words = said.slice(0, 2).map((cell) => sayValue(cell.field, cell.value, store).replace(/\s+/g, " "));
  const line = [sayRefused(store, row), ...words].filter(Boolean).join(" · ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
