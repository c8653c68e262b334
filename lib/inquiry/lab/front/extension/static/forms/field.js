// One question: its words, its control, and below it what became of the answer.

import { showConflict } from "./conflict.js";
import { hasParts, makeControl } from "./controls.js";
import { alsoIn, button, el, newId, say, unseen } from "./dom.js";
import { edit, enter, leave, setAnswer, undo } from "./edits.js";
import { makeHistory } from "./history.js";
import { putWords, sayNotes, sayStatus, sayTrouble } from "./status.js";
import { isBlank } from "./values.js";

/**
 * A question of a row, drawn.
 * @returns {{el: HTMLElement, field: object, control: import("./controls.js").Control, lock: function(boolean): void}}
 */
export function makeField(store, row, cell) {
  const { field } = cell;
  const view = { store, row, cell, field, left: false, locked: false, ...frame(field) };
  view.control = makeControl(field, { id: view.id, labelId: view.labelId, store });
  view.history = makeHistory(view);
  view.el = lay(view);
  describe(view);
  listen(view);
  cell.show = () => show(view);
  cell.parts = () => [...view.control.el.parentNode.querySelectorAll("textarea, input, select")];
  show(view);
  return { el: view.el, field, control: view.control, lock: (locked) => lock(view, locked) };
}

function frame(field) {
  return {
    id: newId(field.id),
    labelId: newId("label"),
    help: words("inq-help", helpOf(field), alsoIn(field.also, field.also?.help)),
    limits: words("inq-help", ""),
    example: words("inq-help inq-example", field.example ? `For example: ${field.example}` : "", alsoIn(field.also, field.also?.example)),
    trouble: words("inq-fault", ""),
    note: words("inq-note", ""),
    status: el("span", { class: "inq-status", id: newId("status") }),
    aside: el("div", { class: "inq-slot" }),
  };
}

/** A question's help and who reads its answer, which a help may say already. */
function helpOf({ help, audience_note: note }) {
  return [help, /\bread this\b/i.test(help || "") ? "" : note].filter(Boolean).join(" ");
}

function words(kind, text, also = null) {
  const node = el("p", { class: kind, id: newId("words") });
  say(node, text);
  if (also) node.append(" ", also);
  return node;
}

function lay(view) {
  const { field, control, cell } = view;
  const needed = field.required ? el("span", { class: "inq-needed" }, " (needed)") : null;
  const also = alsoIn(field.also, field.also?.label);
  const grouped = hasParts(field);
  const label = grouped
    ? el("legend", { class: "inq-label", id: view.labelId }, field.label, needed, " ", also)
    : el("label", { class: "inq-label", id: view.labelId, for: view.id }, field.label, needed, " ", also);
  if (control.limits) say(view.limits, `${control.limits}.`);
  if (!isBlank(cell.value)) view.example.classList.add("inq-answered");
  view.foot = el("div", { class: "inq-foot" }, view.status, tools(view));
  const radios = grouped && control.clearable;
  const given = { class: `inq-field inq-of-${field.type}`, role: radios ? "radiogroup" : null };
  if (radios && field.required) given["aria-required"] = "true";
  const below = [view.trouble, view.note, view.foot, view.aside, view.history.panel];
  return el(grouped ? "fieldset" : "div", given, label, view.help, view.limits, view.example, control.el, below);
}

function tools(view) {
  const { store, row, cell, field, control } = view;
  const of = unseen(` ${field.label}`);
  const quiet = { class: "inq-quiet" };
  view.undo = button(["Undo", of], () => back(view, () => undo(store, row, cell)), quiet);
  view.clear = control.clearable
    ? button(["Clear", of.cloneNode(true)], () => back(view, () => setAnswer(store, row, cell, null)), quiet)
    : null;
  return el("span", { class: "inq-tools" }, view.undo, view.clear, view.history.opener);
}

/** Do it, and stand where the answer is: the button may be gone now. */
function back(view, act) {
  act();
  view.control.target.focus();
}

function describe(view) {
  const { help, limits, example, trouble, note, status } = view;
  const ids = [help, limits, example, trouble, note, status].map((node) => node.id).join(" ");
  (hasParts(view.field) ? view.el : view.control.target).setAttribute("aria-describedby", ids);
}

function listen(view) {
  const { store, row, cell, control } = view;
  control.el.addEventListener("input", () => edit(store, row, cell, control.read()));
  control.el.addEventListener("focusin", ({ relatedTarget }) => {
    if (!control.el.contains(relatedTarget)) enter(cell);
  });
  control.el.addEventListener("focusout", ({ relatedTarget }) => {
    if (control.el.contains(relatedTarget) || !control.el.isConnected) return;
    view.left = true;
    control.settle?.();
    leave(store, row, cell);
  });
}

function show(view) {
  const { cell, control, store } = view;
  control.write(cell.value, cell.draft);
  const trouble = sayTrouble(cell);
  say(view.trouble, trouble);
  say(view.note, trouble ? "" : sayNotes(cell, control.read().note, view.left));
  putWords(view.status, sayStatus(cell));
  view.status.dataset.state = cell.draft === null ? cell.status.state : "draft";
  if (!control.group) control.target.setAttribute("aria-invalid", trouble ? "true" : "false");
  view.el.classList.toggle("inq-wrong", Boolean(trouble));
  showTools(view);
  showConflict(view.aside, view, store);
}

function showTools(view) {
  const { cell, locked } = view;
  view.undo.hidden = locked || cell.undo.length === 0;
  if (view.clear) view.clear.hidden = locked || isBlank(cell.value);
  view.history.opener.hidden = !cell.standing.when && isBlank(cell.seen);
}

function lock(view, locked) {
  view.locked = locked;
  view.control.lock(locked);
  show(view);
}
