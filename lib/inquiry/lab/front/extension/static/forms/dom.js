// Elements made from plain data: text goes in as text, never as HTML.

let made = 0;

/** An id that no other element of this page has. */
export function newId(word) {
  made += 1;
  return `inq-${word}-${made}`;
}

/**
 * An element with attributes and children.
 *
 * `class`, `text`, `value`, `hidden` and `checked` are set as properties, `onX` as a listener; an attribute that
 * is null, undefined or false is left out.
 * @param {string} tag
 * @param {Object<string, *>} [given]
 * @param {...(Node|string|null|undefined|Array)} children
 */
export function el(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) put(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function put(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked") node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** A button that never sends a form. */
export function button(words, onclick, given = {}) {
  return el("button", { type: "button", class: "inq-press", ...given, onclick }, words);
}

/** Show words in an element that keeps its place, or hide it when there are none. */
export function say(node, words) {
  if (node.textContent !== (words || "")) node.textContent = words || "";
  if (node.hidden === Boolean(words)) node.hidden = !words;
}

/** Words for those who hear the page; they are not drawn. */
export function unseen(words) {
  return el("span", { class: "inq-unseen" }, words);
}

/** A person's name or a text in any writing direction, kept apart from the words around it. */
export function apart(words) {
  return el("bdi", {}, words);
}

/** Words in a second language after those of the first, marked for screen readers; null where there are none. */
export function alsoIn(also, words) {
  return also && words ? el("span", { class: "also", lang: also.lang }, words) : null;
}

const UNWANTED = "script, style, link, iframe, object, embed, meta, base, form";

/** Our library's own HTML as nodes, without anything that could run. */
export function safeNodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // eslint-disable-line -- made and escaped by our library
  template.content.querySelectorAll(UNWANTED).forEach((node) => node.remove());
  for (const node of template.content.querySelectorAll("*")) {
    for (const { name, value } of [...node.attributes]) {
      if (name.startsWith("on") || /^\s*(javascript|vbscript):/i.test(value)) node.removeAttribute(name);
    }
  }
  return template.content;
}
