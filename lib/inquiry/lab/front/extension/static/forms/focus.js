// Where the caret was: a form that is drawn again puts it back.

const kept = new Map(); // form's key -> where somebody was typing

/** Keep an eye on the focus inside a form. */
export function watchFocus(root, key, findPlace) {
  const note = () => {
    const place = findPlace(document.activeElement);
    if (place) kept.set(key, { ...place, ...caretOf(document.activeElement) });
  };
  const left = () => queueMicrotask(() => root.isConnected && !root.contains(document.activeElement) && kept.delete(key));
  root.addEventListener("focusin", note);
  root.addEventListener("input", note);
  root.addEventListener("keyup", note);
  root.addEventListener("pointerup", note);
  root.addEventListener("focusout", left);
}

function caretOf(node) {
  if (node.tagName !== "TEXTAREA" && node.type !== "text") return {};
  return { start: node.selectionStart, end: node.selectionEnd, scroll: node.scrollTop };
}

/** Put the focus and the caret back, unless somebody has gone on elsewhere. */
export function restoreFocus(key, findNode) {
  const place = kept.get(key);
  const elsewhere = document.activeElement && document.activeElement !== document.body && document.activeElement.isConnected;
  const node = place && !elsewhere ? findNode(place) : null;
  if (!node) return;
  node.focus({ preventScroll: true });
  if (place.start === undefined) return;
  node.setSelectionRange(place.start, place.end);
  node.scrollTop = place.scroll;
}
