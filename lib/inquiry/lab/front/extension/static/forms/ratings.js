// A matrix of ratings: a line for each thing to rate, a column for each step; stacked where it is narrow.

import { alsoIn, button, el, newId, unseen } from "./dom.js";

/** @returns {import("./controls.js").Control} */
export function makeRatings(field, { id, labelId }) {
  const table = { field, lines: [], body: el("tbody", { role: "rowgroup" }) };
  field.options.forEach((option, at) => addLine(table, option, at === 0 ? id : null));
  return {
    el: el("table", { class: "inq-ratings", role: "table", "aria-labelledby": labelId }, head(field), table.body),
    get target() {
      return table.lines[0].parts[0];
    },
    group: true,
    read: () => ({ value: readLines(table) }),
    write: (value) => writeLines(table, value || {}),
    lock(locked) {
      table.lines.forEach((line) => line.parts.forEach((part) => (part.disabled = locked)));
      table.lines.forEach((line) => line.clear.toggleAttribute("data-locked", locked));
    },
  };
}

function head(field) {
  const corner = el("th", { role: "columnheader", scope: "col" }, unseen("What is rated"));
  const steps = field.steps.map((step, at) => el("th", { role: "columnheader", scope: "col" }, step, " ", stepIn(field, at)));
  const last = el("th", { role: "columnheader", scope: "col" }, unseen("Clear"));
  return el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, corner, steps, last));
}

function stepIn({ also }, at) {
  return alsoIn(also, also?.steps?.[at]);
}

function addLine(table, option, firstId) {
  const { also } = table.field;
  const name = newId("rating");
  const headId = newId("line");
  const help = option.help ? el("span", { class: "inq-help" }, option.help) : null;
  const line = { id: option.id, parts: [], gone: Boolean(option.gone) };
  const cells = table.field.steps.map((step, at) => cell(line, { step, also: stepIn(table.field, at), at, name, headId, id: at === 0 ? firstId : null }));
  line.clear = button("Clear", () => clear(line), { class: "inq-quiet", "aria-label": `Clear the rating of ${option.label}`, hidden: true });
  const head = el("th", { role: "rowheader", scope: "row" }, el("span", { id: headId }, option.label, " ", alsoIn(also, also?.options?.[option.id])), help);
  line.node = el("tr", { role: "row" }, head, cells, el("td", { role: "cell" }, line.clear));
  table.lines.push(line);
  table.body.append(line.node);
}

function cell(line, { step, also, at, name, headId, id }) {
  const stepId = newId("step");
  const input = el("input", { type: "radio", id, name, value: String(at + 1), "aria-labelledby": `${headId} ${stepId}` });
  line.parts.push(input);
  return el("td", { role: "cell" }, el("label", {}, input, el("span", { id: stepId, class: "inq-step" }, step, " ", also)));
}

function clear(line) {
  const chosen = line.parts.find((part) => part.checked);
  line.parts.forEach((part) => (part.checked = false));
  line.kept = null;
  (chosen || line.parts[0]).focus();
  line.parts[0].dispatchEvent(new Event("input", { bubbles: true }));
}

function readLines(table) {
  const rated = table.lines.map((line) => [line.id, rating(line)]).filter(([, step]) => step !== null);
  table.lines.forEach((line) => (line.clear.hidden = rating(line) === null));
  return Object.fromEntries(rated);
}

/** A step that is no longer offered is kept, although no radio shows it. */
function rating(line) {
  const chosen = line.parts.findIndex((part) => part.checked);
  return chosen >= 0 ? chosen + 1 : (line.kept ?? null);
}

/** Check the ratings; one whose line is no longer asked is kept in a line of its own. */
function writeLines(table, value) {
  for (const id of Object.keys(value)) {
    if (table.lines.every((line) => line.id !== id)) addLine(table, { id, label: `${id} (no longer asked)`, gone: true });
  }
  for (const line of table.lines) {
    const step = value[line.id] ?? null;
    line.parts.forEach((part, at) => (part.checked = at + 1 === step));
    line.kept = step !== null && !line.parts.some((part) => part.checked) ? step : null;
    line.clear.hidden = step === null;
  }
}
