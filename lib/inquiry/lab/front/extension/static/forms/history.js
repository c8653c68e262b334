// What an answer was before: who wrote it and when, and a way to bring it back.

import { apart, button, el, newId, unseen } from "./dom.js";
import { setAnswer } from "./edits.js";
import { isBlank, same, sayMoment, sayValue } from "./values.js";

/**
 * A revision as the server tells it.
 * @typedef {{id: string, at: string, by: string, values: object, before: object, removed: boolean, aside: boolean,
 *   withdrawn: boolean, quarter?: string}} Revision where answers go on over quarters, with the one it was given in
 */

/** The button that opens an answer's history, and the panel it opens. */
export function makeHistory(view) {
  const panel = el("div", { class: "inq-history", id: newId("history"), hidden: true });
  const opener = button(["History", unseen(` of ${view.field.label}`)], () => (panel.hidden ? open(view) : close(view)), {
    class: "inq-quiet",
    "aria-expanded": "false",
    "aria-controls": panel.id,
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close(view);
    opener.focus();
  });
  return { panel, opener };
}

function close(view) {
  const { panel, opener } = view.history;
  panel.hidden = true;
  opener.setAttribute("aria-expanded", "false");
}

async function open(view) {
  const { panel, opener } = view.history;
  const { store, row } = view;
  opener.setAttribute("aria-expanded", "true");
  panel.replaceChildren(el("p", { role: "status" }, "Reading the history …"));
  panel.hidden = false;
  try {
    const revisions = await store.services.history(store.form.id, row.owner, row.row);
    panel.replaceChildren(...listed(view, revisions));
  } catch (fault) {
    panel.replaceChildren(el("p", { role: "alert" }, `The history could not be read just now. ${fault.message || "Try it again in a moment."}`));
  }
}

function listed(view, revisions) {
  const entries = entriesOf(view.field.id, revisions);
  if (entries.length === 0) return [el("p", { role: "status" }, "Nothing was saved here yet.")];
  const current = entries.find((each) => !each.aside && !each.withdrawn);
  return [
    el("p", { class: "inq-help", role: "status" }, "The latest first. Nothing here is ever lost."),
    el("ol", {}, entries.map((each) => entry(view, each, each === current))),
  ];
}

/** What the answer was, newest first; at the end what it was before all of these. */
function entriesOf(id, revisions) {
  const own = revisions.filter((each) => each.removed || id in (each.values || {}));
  const entries = own.map((each) => ({ ...each, value: (each.values || {})[id] ?? null }));
  const first = own.filter((each) => !each.aside).at(-1);
  const earliest = first && !first.removed ? (first.before || {})[id] : null;
  if (!isBlank(earliest)) entries.push({ at: "", by: "", value: earliest, earliest: true });
  return entries;
}

function entry(view, each, current) {
  const who = each.earliest ? "Before that" : [sayMoment(each.at), each.by ? " by " : "", each.by ? apart(each.by) : "", each.quarter ? `, in ${each.quarter}` : ""];
  const words = each.removed ? "Removed" : sayValue(view.field, each.value, view.store) || "(emptied)";
  return el(
    "li",
    {},
    el("p", { class: "inq-when" }, who, marks(each, current)),
    el("p", { class: "inq-words", dir: "auto" }, words),
    bringer(view, each),
  );
}

function marks(each, current) {
  if (each.withdrawn) return " (withdrawn)";
  if (each.aside) return " (kept beside)";
  return current && !each.removed ? " (stands now)" : "";
}

function bringer(view, each) {
  const { store, row, cell } = view;
  if (view.locked || each.removed || same(each.value, cell.value)) return null;
  return button(["Bring this back", unseen(each.at ? ` from ${sayMoment(each.at)}` : "")], () => {
    setAnswer(store, row, cell, each.value);
    close(view);
    view.control.target.focus();
    store.services.announce(`Brought back: ${view.field.label}`);
  });
}
