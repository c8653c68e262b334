// One control a question, by its type; what each control offers to the field around it.

import { makeChoices } from "./choices.js";
import { makeDate, makeNumber } from "./entries.js";
import { makeRatings } from "./ratings.js";
import { makeSelect } from "./selects.js";
import { makeText } from "./text.js";

const MOST_RADIOS = 5; // more than these are quicker to choose from a list

/**
 * What the person sees and types into.
 * @typedef {object} Control
 * @property {HTMLElement} el
 * @property {HTMLElement} target what takes the focus; for a group its first part
 * @property {boolean} group whether it has parts, so that its name is a legend
 * @property {boolean} [clearable] whether it needs a button to take an answer away
 * @property {function(): {value: *, raw?: string, trouble?: string|null, note?: string}} read
 * @property {function(*, string|null): void} write show a value, or a draft in its place
 * @property {function(boolean): void} lock
 * @property {function(): void} [refresh] the lists to choose from have changed
 * @property {function(): void} [settle] the answer was left
 */

/**
 * The control for a question.
 * @param {object} field
 * @param {{id: string, labelId: string, store: object}} place
 * @returns {Control}
 */
export function makeControl(field, place) {
  return MAKERS[makerFor(field)](field, place);
}

/** Whether a question's control has parts, each with a label of its own. */
export function hasParts(field) {
  return ["choices", "scale", "ratings"].includes(field.type) || makerFor(field) === "radios";
}

function makerFor(field) {
  return field.type === "choice" && (field.options || []).length <= MOST_RADIOS ? "radios" : field.type;
}

const MAKERS = {
  short_text: makeText,
  long_text: makeText,
  radios: makeChoices,
  choices: makeChoices,
  scale: makeChoices,
  choice: makeSelect,
  person: makeSelect,
  link: makeSelect,
  number: makeNumber,
  date: makeDate,
  ratings: makeRatings,
};
