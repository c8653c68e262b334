// One of many from a list: a choice, a person of the team, a link to another answer.

import { el, say } from "./dom.js";

const LONGEST = 80; // characters of an option; the whole answer is shown below the list

/** @returns {import("./controls.js").Control} */
export function makeSelect(field, { id, store }) {
  const list = el("select", { id, class: "inq-select", "aria-required": field.required ? "true" : null });
  const linked = el("p", { class: "inq-linked", hidden: true, dir: "auto" });
  const control = {
    el: el("div", { class: "inq-entry inq-entry-wide" }, list, linked),
    target: list,
    group: false,
    read: () => ({ value: list.value || null, note: helpOf(field, list.value) }),
    write(value) {
      fill(list, field, store, value ?? "");
      list.value = value ?? "";
      sayLinked(linked, field, store, value);
    },
    lock: (locked) => (list.disabled = locked),
    refresh: () => control.write(list.value || null),
  };
  list.addEventListener("change", () => sayLinked(linked, field, store, list.value));
  return control;
}

/** What can be chosen, in groups where there are any: `{value, label, group}`. */
function offered(field, store) {
  if (field.type === "person") return store.people.map(({ id, name }) => ({ value: id, label: name }));
  if (field.type === "link") return store.links[field.id] || [];
  return (field.options || []).map(({ id, label }) => ({ value: id, label: inBoth(label, field.also?.options?.[id]) }));
}

/** An option of a list holds text alone, so its second language cannot be marked. */
const inBoth = (label, also) => (also ? `${label} · ${also}` : label);

const GONE = {
  person: (value) => `${value} (no longer on the list of members)`,
  link: () => "An answer that is no longer there",
  choice: (value) => `${value} (no longer offered)`,
};
const FIRST = { person: "Choose a person", link: "Choose an answer", choice: "Choose one" };

function fill(list, field, store, value) {
  const options = offered(field, store);
  const key = JSON.stringify([options, value]);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const empty = options.length === 0 && field.type === "link" ? "There is nothing to link to yet" : FIRST[field.type];
  list.replaceChildren(el("option", { value: "" }, empty), ...groups(options));
  if (value && options.every((option) => option.value !== value)) {
    list.append(el("option", { value }, GONE[field.type](value)));
  }
}

function groups(options) {
  const made = new Map();
  const nodes = [];
  for (const { value, label, group } of options) {
    const node = el("option", { value }, label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);
    if (!group) nodes.push(node);
    else if (made.has(group)) made.get(group).append(node);
    else {
      made.set(group, el("optgroup", { label: group }, node));
      nodes.push(made.get(group));
    }
  }
  return nodes;
}

/** The whole of the answer linked to, where the list cannot show it. */
function sayLinked(node, field, store, value) {
  const found = field.type === "link" ? (store.links[field.id] || []).find((one) => one.value === value) : null;
  say(node, found && found.label.length > LONGEST ? found.label : "");
}

function helpOf(field, value) {
  const found = field.type === "choice" ? (field.options || []).find((option) => option.id === value) : null;
  return (found && found.help) || "";
}
