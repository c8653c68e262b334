// A number with its unit, and a day.

import { el } from "./dom.js";
import { readNumber, readTyped, sayRange } from "./number.js";
import { sayDay } from "./values.js";

const UNSAID = 100000; // a highest number that nobody comes near only takes up a line
const EARLIEST = "1900-01-01"; // a year that is still being typed is earlier

/** @returns {import("./controls.js").Control} */
export function makeNumber(field, { id }) {
  const input = el("input", {
    id,
    type: "text",
    inputmode: "decimal",
    class: "inq-number",
    autocomplete: "off",
    "aria-required": field.required ? "true" : null,
  });
  const unit = field.unit ? el("span", { class: "inq-unit", "aria-hidden": "true" }, field.unit) : null;
  return {
    el: el("div", { class: "inq-entry" }, input, unit),
    target: input,
    group: false,
    limits: field.unit || field.whole || isSet(field.min) || isSet(field.max) ? sayRange(sayable(field)) : "",
    read: () => readTyped(input.value, field),
    write: (value, draft) => writeNumber(input, field, draft ?? value),
    lock: (locked) => (input.readOnly = locked),
  };
}

function sayable(field) {
  return field.max >= UNSAID ? { ...field, max: null } : field;
}

function isSet(limit) {
  return limit !== null && limit !== undefined;
}

/** A number that is typed in another spelling stays as it was typed. */
function writeNumber(input, field, value) {
  if (typeof value === "number" && readNumber(input.value, field).value === value) return;
  const words = value === null || value === undefined ? "" : String(value);
  if (input.value !== words) input.value = words;
}

/** @returns {import("./controls.js").Control} */
export function makeDate(field, { id, store }) {
  const input = el("input", { id, type: "date", class: "inq-date", "aria-required": field.required ? "true" : null });
  let kept = null; // what the record holds when that is no day
  return {
    el: el("div", { class: "inq-entry" }, input),
    target: input,
    group: false,
    read: () => readDate(input, field, store, kept),
    write(value, draft) {
      const day = draft ?? value ?? "";
      if (input.value !== day && !input.validity.badInput) input.value = day;
      kept = day !== "" && input.value !== day ? day : null;
    },
    lock: (locked) => (input.readOnly = locked),
  };
}

function readDate(input, field, store, kept) {
  const half = input.validity.badInput || (input.value !== "" && input.value < EARLIEST);
  if (half) return { value: null, raw: input.value, trouble: "This day is not complete yet." };
  const value = input.value || null;
  if (value === null && kept !== null) return { value: kept, note: `“${kept}” is no day that can be shown here.` };
  return { value, note: outside(value, field, store.quarter) };
}

function outside(day, field, quarter) {
  if (!field.in_quarter || !day || !quarter || (day >= quarter.start && day <= quarter.end)) return "";
  return `${sayDay(day)} is not in the quarter, which runs from ${sayDay(quarter.start)} to ${sayDay(quarter.end)}.`;
}
