// A typed number read as people write it: 1,234.5, 45 %, −3, 1.234,5.

import { sayNumber } from "./values.js";

const MINUS = /^[-−–]/;

/**
 * @typedef {{value: number|null, trouble: string|null, unusual: boolean}} Reading
 * `unusual` when it was not written as the record writes it, so that we say how it was read.
 */

/**
 * Read a typed number.
 * @param {string} typed
 * @param {{unit?: string, min?: number, max?: number, whole?: boolean}} field
 * @returns {Reading}
 */
export function readNumber(typed, field) {
  const plain = strip(typed, field.unit);
  if (typed.trim() === "") return { value: null, trouble: null, unusual: false };
  const value = parse(plain);
  if (value === null) return { value: null, trouble: `“${quote(typed)}” is not a number. Write it in digits, such as 45 or 4.5.`, unusual: false };
  return { value, trouble: beyond(value, field), unusual: String(value) !== typed.trim() };
}

/**
 * What a control says of a typed number: its value, or why it is none, and how it was read.
 * @returns {import("./edits.js").Reading}
 */
export function readTyped(typed, field) {
  const { value, trouble, unusual } = readNumber(typed, field);
  const words = unusual && value !== null ? `Read as ${[sayNumber(value), field.unit].filter(Boolean).join(" ")}.` : "";
  if (trouble) return { value, raw: typed, trouble: [words, trouble].filter(Boolean).join(" ") };
  return { value, note: words };
}

/** Without spaces, the percent sign and the unit's own words. */
function strip(typed, unit) {
  let text = typed.replace(/[\s\u00a0\u202f\u2009'’_]/g, "").replace(/^\+/, "");
  const word = (unit || "").replace(/\s/g, "");
  if (word && text.toLowerCase().endsWith(word.toLowerCase())) text = text.slice(0, -word.length);
  return text.replace(/[%％]$/, "").replace(/^\$/, "");
}

function parse(text) {
  const sign = MINUS.test(text) ? -1 : 1;
  const digits = text.replace(MINUS, "").normalize("NFKC");
  if (!/^[\d.,]*\d[\d.,]*$/.test(digits)) return null;
  const plain = withPoint(digits);
  if (plain === null) return null;
  const value = sign * Number(plain);
  return Number.isFinite(value) ? value + 0 : null;
}

/** The digits with a point for decimals and nothing else; null where they cannot be read in one way. */
function withPoint(digits) {
  if (/^\d*\.?\d*$/.test(digits)) return digits;
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)) return digits.replaceAll(",", "");
  if (/^\d{1,3}(\.\d{3})+,\d*$/.test(digits)) return digits.replaceAll(".", "").replace(",", ".");
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits)) return digits.replaceAll(".", "");
  if (/^\d*,\d{1,2}$|^\d*,\d{4,}$/.test(digits)) return digits.replace(",", ".");
  return null;
}

function beyond(value, field) {
  if (field.whole && !Number.isInteger(value)) return "This takes a whole number.";
  const { min, max } = field;
  if (isSet(min) && value < min) return isSet(max) ? `This takes ${min} to ${max}.` : `This takes ${min} or more.`;
  if (isSet(max) && value > max) return isSet(min) ? `This takes ${min} to ${max}.` : `This takes ${max} or less.`;
  return null;
}

function isSet(limit) {
  return limit !== null && limit !== undefined;
}

/** What to write, in words: the unit and the range. */
export function sayRange(field) {
  const { min, max } = field;
  const kind = field.whole ? "A whole number" : "A number";
  const unit = field.unit ? `, in ${field.unit}` : "";
  if (isSet(min) && isSet(max)) return `${kind} from ${min} to ${max}${unit}`;
  if (isSet(min)) return `${kind}, ${min} or more${unit}`;
  if (isSet(max)) return `${kind}, ${max} or less${unit}`;
  return `${kind}${unit}`;
}

function quote(text) {
  const short = text.trim();
  return short.length <= 40 ? short : `${short.slice(0, 39)}…`;
}
