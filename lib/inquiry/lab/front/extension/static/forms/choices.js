// One of a few (radios), several (checkboxes), a step of a scale: each with its words and help beside it.

import { alsoIn, el, newId } from "./dom.js";

const GONE = "(no longer offered)";

/** @returns {import("./controls.js").Control} */
export function makeChoices(field, { id }) {
  const several = field.type === "choices";
  const box = el("div", { class: `inq-options ${field.type === "scale" ? "inq-scale" : ""}` });
  const group = { field, several, name: newId("choice"), box, parts: [] };
  offered(field).forEach((option, at) => addPart(group, option, at === 0 ? id : newId("option")));
  return {
    el: box,
    get target() {
      return (group.parts.find((part) => part.input.checked) || group.parts[0]).input;
    },
    group: true,
    clearable: !several,
    read: () => ({ value: readParts(group) }),
    write: (value) => writeParts(group, value),
    lock: (locked) => group.parts.forEach(({ input }) => (input.disabled = locked)),
  };
}

/** What can be chosen; the steps of a scale are numbered from 1. */
function offered(field) {
  if (field.type !== "scale") return (field.options || []).map((option) => ({ ...option, value: option.id, also: field.also?.options?.[option.id] }));
  return (field.steps || []).map((label, at) => ({ label, value: at + 1, also: field.also?.steps?.[at] }));
}

function addPart(group, option, id) {
  const helpId = option.help ? newId("help") : null;
  const kind = group.several ? "checkbox" : "radio";
  const input = el("input", { type: kind, id, name: group.name, value: String(option.value), "aria-describedby": helpId });
  const help = option.help ? el("span", { class: "inq-help", id: helpId }, option.help) : null;
  const words = el("label", { for: id }, option.label, " ", alsoIn(group.field.also, option.also));
  const node = el("div", { class: "inq-option" }, input, el("div", {}, words, help));
  group.parts.push({ input, value: option.value, node, gone: Boolean(option.gone) });
  group.box.append(node);
}

function readParts(group) {
  const chosen = group.parts.filter((part) => part.input.checked).map((part) => part.value);
  return group.several ? chosen : (chosen[0] ?? null);
}

/** Check what is chosen; a choice that is no longer offered is shown with those that are. */
function writeParts(group, value) {
  const chosen = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  dropGone(group, chosen);
  for (const one of chosen) {
    if (group.parts.every((part) => part.value !== one)) {
      addPart(group, { label: `${one} ${GONE}`, value: one, gone: true }, newId("option"));
    }
  }
  for (const part of group.parts) part.input.checked = chosen.includes(part.value);
}

function dropGone(group, chosen) {
  const unwanted = group.parts.filter((part) => part.gone && !chosen.includes(part.value));
  if (unwanted.some((part) => part.input === document.activeElement)) return;
  unwanted.forEach((part) => part.node.remove());
  group.parts = group.parts.filter((part) => !unwanted.includes(part));
}
