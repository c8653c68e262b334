// Values of answers: when they say nothing, when two say the same, and how they are said in words.

// Made once: making one takes longer than all else that is said of an answer.
const LONG_DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const SHORT_DAY = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
const OTHER_YEAR = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 12 });

/** Whether a value says nothing: none, only spaces, an empty list or mapping. */
export function isBlank(value) {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Whether two values say the same; all blank ones do. */
export function same(one, other) {
  if (isBlank(one) || isBlank(other)) return isBlank(one) && isBlank(other);
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A day as YYYY-MM-DD in words, “October 6, 2026”; anything else as it is. */
export function sayDay(value) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime())) return String(value);
  return LONG_DAY.format(day);
}

/** A moment as “2026-11-22 10:32”: the clock alone when it was today, else the day as well. */
export function sayMoment(moment) {
  const [day, clock] = String(moment || "").split(" ");
  if (!clock) return day || "";
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return day === today ? clock : `${shortDay(day, now.getFullYear())}, ${clock}`;
}

/** “Nov 20”; with its year where that is another one. */
function shortDay(day, year) {
  return (day.startsWith(`${year}-`) ? SHORT_DAY : OTHER_YEAR).format(new Date(`${day}T00:00:00Z`));
}

/** A number as it is written in the United States. */
export function sayNumber(value) {
  return typeof value === "number" ? NUMBER.format(value) : String(value);
}

/** An option's words; its id when it is no longer offered. */
export function optionLabel(field, id) {
  const found = (field.options || []).find((option) => option.id === id);
  return found ? found.label : String(id);
}

/** A step's words, counted from 1; the number when there is no such step. */
export function stepLabel(field, step) {
  return (field.steps || [])[step - 1] || String(step);
}

/**
 * An answer in words, for the history, for two versions side by side, for colleagues' answers.
 * @param {object} field the question
 * @param {*} value
 * @param {{people: Array<{id, name}>, links: Object<string, Array<{value, label}>>}} lists
 */
export function sayValue(field, value, lists) {
  if (isBlank(value)) return "";
  const sayer = SAYERS[field.type];
  return sayer ? sayer(field, value, lists) : String(value);
}

const SAYERS = {
  choice: (field, value) => optionLabel(field, value),
  choices: (field, value) => (Array.isArray(value) ? value : [value]).map((one) => optionLabel(field, one)).join(", "),
  scale: (field, value) => stepLabel(field, value),
  ratings: (field, value) =>
    Object.entries(value)
      .filter(([, step]) => step !== null)
      .map(([id, step]) => `${optionLabel(field, id)}: ${stepLabel(field, step)}`)
      .join("\n"),
  number: (field, value) => [sayNumber(value), field.unit].filter(Boolean).join(" "),
  date: (_, value) => sayDay(value),
  person: (_, value, lists) => (lists.people.find((one) => one.id === value) || { name: String(value) }).name,
  link: (field, value, lists) => {
    const found = (lists.links[field.id] || []).find((one) => one.value === value);
    return found ? found.label : "an answer that is no longer there";
  },
};

/** A text as it may be kept: one kind of line end, nothing that cannot be shown, no half of a character. */
export function cleanText(text) {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

/** How many characters a text has, an emoji counted as one as the record counts it. */
export function countCharacters(text) {
  let pairs = 0;
  for (let n = 0; n < text.length; n += 1) if ((text.charCodeAt(n) & 0xfc00) === 0xd800) pairs += 1;
  return text.length - pairs;
}

/** “a focus”, “an idea”. */
export function withArticle(word) {
  return `${/^[aeio]/i.test(word) ? "an" : "a"} ${word}`;
}

/** A word with its first letter large. */
export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** “1 row”, “2 rows”: the word as it is counted. */
export function counted(count, word) {
  return `${NUMBER.format(count)} ${word}${count === 1 ? "" : "s"}`;
}
