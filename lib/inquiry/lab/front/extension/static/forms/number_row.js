// Numbers that belong together, such as the students at each step, stand side by side where there is room.

import { el } from "./dom.js";

const FEWEST = 3; // so many questions for a number in a row are read as one line of a table

/**
 * The questions in their order, with each run of numbers in a frame of its own.
 * @param {Array<{el: HTMLElement, field: {type: string}}>} fields
 * @returns {HTMLElement[]}
 */
export function besideEachOther(fields) {
  const out = [];
  for (let at = 0; at < fields.length; ) {
    const run = fields.slice(at, endOfRun(fields, at));
    at += Math.max(run.length, 1);
    if (run.length >= FEWEST) out.push(el("div", { class: "inq-number-row" }, ...run.map((field) => field.el)));
    else out.push(...(run.length ? run : [fields[at - 1]]).map((field) => field.el));
  }
  return out;
}

/** Where the run of numbers that begins here ends; here itself where none begins. */
function endOfRun(fields, from) {
  let at = from;
  while (at < fields.length && fields[at].field.type === "number") at += 1;
  return at;
}
