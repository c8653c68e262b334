// Short and long text: a box that grows with what is typed.

import { el } from "./dom.js";
import { cleanText, countCharacters, sayNumber } from "./values.js";

const GROWS_BY_ITSELF = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");
const NEAR = 0.8; // of the limit; from here on the characters left are said

/** @returns {import("./controls.js").Control} */
export function makeText(field, { id }) {
  const short = field.type === "short_text";
  const box = el("textarea", {
    id,
    class: `inq-text ${short ? "inq-text-short" : "inq-text-long"}`,
    rows: short ? 1 : 3,
    dir: "auto",
    "aria-required": field.required ? "true" : null,
    autocomplete: "off",
  });
  if (short) box.addEventListener("keydown", keepToOneLine);
  if (!GROWS_BY_ITSELF) box.addEventListener("input", () => grow(box));
  return {
    el: box,
    target: box,
    group: false,
    read: () => ({ value: cleanText(box.value), note: sayLength(field, box.value) }),
    write: (value, draft) => write(box, draft ?? value ?? ""),
    lock: (locked) => (box.readOnly = locked),
    settle: () => write(box, cleanText(box.value)),
  };
}

function keepToOneLine(event) {
  if (event.key === "Enter" && !event.isComposing) event.preventDefault();
}

/** Put a text in without moving the caret of somebody who reads along. */
function write(box, text) {
  const words = String(text);
  if (box.value === words) return;
  const { selectionStart, selectionEnd } = box;
  const focused = document.activeElement === box;
  box.value = words;
  if (focused) box.setSelectionRange(selectionStart, selectionEnd);
  if (!GROWS_BY_ITSELF) requestAnimationFrame(() => grow(box));
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

/** How much room is left, once that matters; a text too long is saved all the same. */
function sayLength(field, text) {
  if (!field.chars || text.length < field.chars * NEAR) return "";
  const left = field.chars - countCharacters(cleanText(text));
  if (left >= 0) return left <= field.chars * (1 - NEAR) ? `${sayNumber(left)} characters left` : "";
  const over = sayNumber(-left);
  return `${over} characters too many. All of it is saved; pages for staff show the first ${sayNumber(field.chars)}.`;
}
