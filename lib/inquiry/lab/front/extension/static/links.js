// Addresses of pages: as this browser opens them, and links in a page's text made to say the same.

/** Where this browser opens a page. */
export function addressOf(path) {
  const address = new URL(window.location.href);
  address.search = "";
  address.hash = "";
  address.pathname = address.pathname.replace(/\/tree\/.*$/, "") + `/tree/${path.split("/").map(encodeURIComponent).join("/")}`;
  return address.href;
}

/**
 * JupyterLab makes links to pages downloads, with this browser's own key in them; whoever copies a link or opens
 * it in a tab means the page. Mended when one is pointed at, since outputs come and go.
 */
export function mendLinks(node) {
  const mend = ({ target }) => {
    const link = target.closest?.("a[href*='/files/']");
    const path = link && new URL(link.href).pathname.match(/\/files\/(.+\.ipynb)$/)?.[1];
    if (path) link.href = addressOf(decodeURIComponent(path));
  };
  node.addEventListener("pointerover", mend);
  node.addEventListener("focusin", mend);
}

/** Where a link leads inside a page: a link to a place on the same page leads nowhere in JupyterLab. */
export function placeOf(link, node) {
  const id = decodeURIComponent(link.hash.slice(1));
  return id ? node.querySelector(`[id="${CSS.escape(id)}"]`) : null;
}

/** Go to a place on the page, with the eye and with the keyboard. */
export function goTo(place) {
  place.tabIndex = -1;
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}
