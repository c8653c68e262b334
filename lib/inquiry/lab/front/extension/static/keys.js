// Keeps JupyterLab's one-letter commands (insert, delete, change a cell…) off our pages; Ctrl-S saves here too.

const SUPPRESS = "data-lm-suppress-shortcuts";

/**
 * Only who writes in a cell of the team's own has JupyterLab's keys.
 * @param {object} panel JupyterLab's NotebookPanel
 * @param {function(): void} save
 * @returns {function(): void} gives the keys back
 */
export function guardKeys(panel, save) {
  const { node } = panel.content;
  const isWriting = (target) => Boolean(target?.closest?.(".inq-own-cell") && target.closest(".cm-editor"));
  const guard = (on) => {
    for (const each of [node, ...node.querySelectorAll(".inq-own-cell")]) each.toggleAttribute(SUPPRESS, on);
  };
  const follow = (event) => guard(!isWriting(event.target));
  const leave = (event) => isWriting(event.relatedTarget) || guard(true);
  const press = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || isWriting(event.target)) return;
    event.preventDefault(); // the browser would offer to save the page as a file
    save();
  };
  guard(true);
  node.addEventListener("focusin", follow);
  node.addEventListener("focusout", leave);
  panel.node.addEventListener("keydown", press);
  return () => {
    guard(false);
    node.removeEventListener("focusin", follow);
    node.removeEventListener("focusout", leave);
    panel.node.removeEventListener("keydown", press);
  };
}
