// What is said below an answer: saved when and by whom, on its way, not saved and why.

import { apart } from "./dom.js";
import { isBlank, sayMoment } from "./values.js";

const ON_THE_WAY = {
  waiting: "Not saved yet",
  sending: "Saving …",
  offline: "Not saved yet: no connection. It is kept in this browser and sent when the connection is back.",
};

/** The words of an answer's state, as nodes; names keep their own writing direction. */
export function sayStatus(cell) {
  const { status, standing } = cell;
  if (cell.draft !== null && status.state !== "refused") return [notYet(cell)];
  if (status.state in ON_THE_WAY) return [ON_THE_WAY[status.state]];
  if (status.state === "refused") return ["Not saved"];
  if (status.state === "aside") return ["Kept beside the other version"];
  if (status.state === "saved") return saved(status.clock, status.by);
  return standing.when ? saved(sayMoment(standing.when), standing.by) : [];
}

function notYet(cell) {
  return isBlank(cell.seen) ? "Not saved yet" : "Not saved; the answer before it still stands";
}

function saved(when, by) {
  return by ? [`Saved ${when} by `, apart(by)] : [`Saved ${when}`];
}

/** Why an answer is not saved as it is typed; empty when nothing is wrong. */
export function sayTrouble(cell) {
  if (cell.status.state === "refused") return cell.status.why || "";
  return cell.draft !== null ? cell.trouble : "";
}

/** What is good to know about an answer that is saved all the same. */
export function sayNotes(cell, note, left) {
  if (note) return note;
  if (cell.status.state === "saved" && cell.status.notes?.length) return cell.status.notes.join(" ");
  if (left && cell.field.required && isBlank(cell.value) && cell.draft === null) return "This one is still needed.";
  return "";
}

/** Put nodes in place of those there, only when the words differ, so that nothing is read out twice. */
export function putWords(node, parts) {
  const words = parts.map((part) => part.textContent ?? part).join("");
  if (node.textContent !== words) node.replaceChildren(...parts);
}
