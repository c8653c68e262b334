// Marks what changed since somebody last looked: lists whose items carry `data-mark`.

import { el } from "./cells.js";
import { keep, readKept } from "./kept.js";

const before = new Map(); // what was the last mark when this visit began

/** Mark the items that are newer than the last visit in this browser. */
export function markNew(node, { district, team }) {
  const items = [...node.querySelectorAll("[data-mark]")];
  if (items.length === 0) return;
  const name = `inquiry:seen:${district}:${team}`;
  if (!before.has(name)) before.set(name, readKept(name));
  const last = before.get(name);
  const marks = items.map((item) => Number(item.dataset.mark)).filter(Number.isFinite);
  keep(name, Math.max(...marks, last ?? 0));
  if (last === null) return; // the first visit: everything would be new
  for (const item of items) if (Number(item.dataset.mark) > last) markItem(item);
}

function markItem(item) {
  if (item.classList.contains("inq-new")) return;
  item.classList.add("inq-new");
  item.prepend(el("span", { class: "inq-new-word" }, "New since your last visit: "));
}
