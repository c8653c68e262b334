// How a page's cells look: code and prompts away, a sign on what is locked, live outputs and boxes in their places.

const LOCKED = "This part belongs to the workbook: it cannot be changed here, and is made anew with each build.";
const SVG = "http://www.w3.org/2000/svg";
const SHACKLE = "M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zm1.5 0h3V5a1.5 1.5 0 0 0-3 0z";

/** Build an element. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Whether build made a cell. */
export function isLocked(cellModel) {
  return cellModel.getMetadata("inquiry")?.kind === "locked";
}

/** The cell's widget in a panel, or null. */
export function findCell(panel, id) {
  return panel.content.widgets.find((cell) => cell.model.id === id) || null;
}

/** Give every cell the look of a page; safe to repeat. */
export function dressCells(panel, { onAdd }) {
  for (const cell of panel.content.widgets) {
    if (cell.isDisposed) continue;
    const locked = isLocked(cell.model);
    cell.toggleClass("inq-locked-cell", locked);
    cell.toggleClass("inq-own-cell", !locked);
    if (locked) lock(cell);
    else own(cell, onAdd);
  }
}

function lock(cell) {
  cell.node.setAttribute("data-lm-suppress-shortcuts", "true"); // no key deletes, moves or runs it by accident
  cell.node.setAttribute("data-jp-suppress-context-menu", "true");
  if ("showEditorForReadOnly" in cell) cell.showEditorForReadOnly = false;
  if (cell.model.type === "markdown" && !cell.rendered) cell.rendered = true;
  const silent = cell.model.type === "code" && cell.model.outputs.length === 0;
  cell.toggleClass("inq-silent", silent && !cell.hasClass("inq-is-live"));
  if (!cell.node.querySelector(":scope > .inq-lock")) cell.node.append(makeLock());
}

function makeLock() {
  const sign = el("span", { class: "inq-lock", role: "img", "aria-label": `Locked. ${LOCKED}`, title: LOCKED });
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHACKLE);
  drawing.append(path);
  sign.append(drawing);
  return sign;
}

/** A team's own cell: what is written there can be opened and closed without knowing JupyterLab. */
function own(cell, onAdd) {
  if (cell.node.querySelector(":scope > .inq-own-tools")) return;
  const write = el("button", { type: "button", class: "inq-button" });
  const name = () => (write.textContent = cell.rendered ? "Write here" : "Done");
  write.addEventListener("click", () => {
    cell.rendered = !cell.rendered;
    if (!cell.rendered) cell.editor?.focus();
  });
  const add = el("button", { type: "button", class: "inq-button", onclick: () => onAdd(cell) }, "Add a note below");
  const tools = el("div", { class: "inq-own-tools", "data-lm-suppress-shortcuts": "true" }, cell.model.type === "markdown" ? write : null, add);
  cell.node.append(tools);
  name();
  cell.renderedChanged?.connect(name);
}

/** Show a cell's live output in the place of the one in the file. */
export function showLive(cell, area) {
  const before = cell.inquiryArea;
  const opened = before ? openDetails(before.node) : null;
  area.addClass("inq-live");
  cell.layout.addWidget(area);
  cell.addClass("inq-is-live");
  cell.removeClass("inq-silent");
  cell.inquiryArea = area;
  if (opened) reopen(area.node, opened);
  before?.dispose();
}

/** Which folded parts are open, told by their place. */
function openDetails(node) {
  return [...node.querySelectorAll("details")].map((each) => each.open);
}

function reopen(node, opened) {
  const found = [...node.querySelectorAll("details")];
  if (found.length === opened.length) found.forEach((each, at) => (each.open = opened[at]));
}

/** Say something in a cell's place: why it does not run, and what to do. */
export function showBox(cell, title, sentence, detail = "") {
  hideBox(cell);
  const more = detail ? el("details", {}, el("summary", {}, "For your coach"), el("p", {}, detail)) : null;
  cell.node.append(el("div", { class: "inq-box", role: "note" }, el("strong", {}, title), el("p", {}, sentence), more));
  cell.removeClass("inq-silent");
}

/** Take the box away again. */
export function hideBox(cell) {
  cell.node.querySelector(":scope > .inq-box")?.remove();
}

/** Where a cell's form is drawn; it stays there while kernels come and go. */
export function formSlot(cell) {
  let slot = cell.node.querySelector(":scope > .inq-form-slot");
  if (!slot) cell.node.append((slot = el("div", { class: "inq-form-slot" })));
  return slot;
}
