// Suggestions: the workbook makes them, people take each one over or decline it.

import { button, el } from "./dom.js";
import { takeSuggestion } from "./edits.js";

/** @returns {{el: HTMLElement, show: function(): void, lock: function(boolean): void}} */
export function makeSuggestions(store) {
  const view = { store, key: "", locked: false };
  view.list = el("ul", { class: "inq-suggested" });
  const words = "Suggestions of the workbook";
  const help = el("p", { class: "inq-help" }, "It only compares words. Whether there is something to it, you decide.");
  view.box = el("section", { class: "inq-suggestions", hidden: true, "aria-label": words }, el("h4", {}, words), help, view.list);
  return {
    el: view.box,
    show: () => show(view),
    lock(locked) {
      view.locked = locked;
      show(view);
    },
  };
}

function show(view) {
  const open = view.locked ? [] : view.store.suggestions || [];
  const key = JSON.stringify(open);
  if (key === view.key) return;
  view.key = key;
  view.box.hidden = open.length === 0;
  const inside = view.list.contains(document.activeElement);
  view.list.replaceChildren(...open.map((each) => card(view, each)));
  if (inside) focusNext(view);
}

function card(view, suggestion) {
  const { row, words, values, refuse, use: useWords = "Use this", no: noWords = "No" } = suggestion;
  const use = () => answer(view, row, values, "Taken over as a row below. Change it as you like.");
  const no = () => answer(view, row, refuse, `${noWords}: noted as a row below. It will not be suggested again.`);
  return el(
    "li",
    {},
    el("p", { dir: "auto" }, words),
    suggestion.why ? el("p", { class: "inq-help", dir: "auto" }, suggestion.why) : null,
    el(
      "div",
      { class: "inq-buttons" },
      button(useWords, use, { "aria-label": `${useWords}: ${words}` }),
      button(noWords, no, { "aria-label": `${noWords}: ${words}` }),
    ),
  );
}

function answer(view, row, values, words) {
  takeSuggestion(view.store, row, values);
  view.store.services.announce(words);
}

/** The card is gone: the next one has the focus, or the way to add a row where none is left. */
function focusNext(view) {
  const next = view.list.querySelector("button");
  if (next) next.focus();
  else view.store.focusAdd?.();
}
