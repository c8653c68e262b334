// What axe-core does not measure on a page of the site. Each function gives what is wrong: an empty list is a good page.
window.measure = (() => {
  const SLACK = 1.5; // pixels: browsers round
  const words = (element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ${element.textContent.trim().slice(0, 50)}`;
  const isSeen = (element) => !element.closest(".sr, .skip") && element.checkVisibility({ visibilityProperty: true });

  /** The rectangles of every line of text that is seen, cut to the box that scrolls by itself, if it is in one. */
  function findLines() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
    for (let node; (node = walker.nextNode()); ) {
      const element = node.parentElement;
      if (!node.data.trim() || !isSeen(element)) continue;
      const scroller = element.closest(".scroll");
      const box = scroller && getComputedStyle(scroller).overflowX === "auto" ? scroller.getBoundingClientRect() : null;
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) {
        const right = Math.min(r.right, box?.right ?? Infinity), left = Math.max(r.left, box?.left ?? -Infinity);
        if (right - left > 2 && r.height > 2) found.push({ element, left, right, top: r.top, bottom: r.bottom });
      }
    }
    return found;
  }

  let kept = null; // the lines of one look, for which several measures ask
  const lines = () => (kept ??= findLines());

  /** Text that lies on other text, by more than a quarter of a line. */
  function overlaps() {
    const found = [], open = [];
    for (const line of lines().sort((a, b) => a.top - b.top)) {
      for (let n = open.length - 1; n >= 0; n--) {
        const other = open[n];
        if (other.bottom <= line.top) { open.splice(n, 1); continue; }
        const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
        const down = Math.min(line.bottom, other.bottom) - line.top;
        const least = Math.min(line.bottom - line.top, other.bottom - other.top);
        if (other.element !== line.element && across > SLACK && down > least / 4) found.push(`${words(other.element)} | ${words(line.element)}`);
      }
      open.push(line);
    }
    return found;
  }

  /** Boxes that hide part of their text. */
  function cutOff() {
    const hides = (value) => value === "hidden" || value === "clip";
    return [...document.querySelectorAll("body *")].filter((element) => {
      if (!isSeen(element) || !element.clientWidth) return false;
      const style = getComputedStyle(element);
      return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK) ||
        (hides(style.overflowY) && element.scrollHeight > element.clientHeight + SLACK) ||
        style.textOverflow === "ellipsis";
    }).map(words);
  }

  /** Text that runs out of the page to the side. */
  function outside() {
    const width = document.documentElement.clientWidth;
    return lines().filter((line) => line.right > width + SLACK || line.left < -SLACK).map((line) => words(line.element));
  }

  /** Blocks that stand above or to the left of the one that precedes them in the file. */
  function outOfOrder() {
    const blocks = [...document.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, summary, caption, figure, tr, a")].filter(isSeen);
    const found = [];
    let last = null;
    for (const block of blocks) {
      const here = block.getBoundingClientRect();
      if (!here.width || !here.height || getComputedStyle(block).direction === "rtl") continue;
      if (last && !last.block.contains(block)) {
        const beside = Math.min(here.bottom, last.bottom) - Math.max(here.top, last.top) > Math.min(here.height, last.height) / 2;
        const above = here.bottom < last.top + SLACK && here.left < last.right - SLACK; // the next column begins above, to the right
        if (above || (beside && here.right < last.left + SLACK)) found.push(words(block));
      }
      last = { block, top: here.top, bottom: here.bottom, left: here.left, right: here.right, height: here.height };
    }
    return found;
  }

  /** Opens what is folded, and marks words to look at the colors of: two of all that stand in each of these places. */
  function markLooks(wanted) {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const left = new Map(wanted.map((place) => [place, 2])), places = new Map([[null, ""]]);
    const place = (element) => {
      if (!places.has(element)) places.set(element, `${place(element.parentElement)} ${element.localName}.${element.getAttribute("class") ?? ""}`);
      return places.get(element);
    };
    for (const element of document.querySelectorAll("body *")) {
      if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
      const here = place(element), more = left.get(here);
      if (more) { left.set(here, more - 1); element.dataset.look = ""; }
    }
    return document.querySelectorAll("[data-look]").length;
  }

  /** What moves by itself, or when something changes. */
  function moves() {
    const still = [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0) ||
        style.scrollBehavior === "smooth";
    });
    return [...still.map(words), ...document.getAnimations().map(String)];
  }

  /** What stays folded, with nobody to unfold it. */
  function folded() {
    return [...document.querySelectorAll("details > :not(summary)")]
      .filter((element) => element.offsetParent && !element.checkVisibility({ contentVisibilityAuto: true })).map(words);
  }

  /** Text that keeps a color of its own where the reader's system sets all of them, without a background of its own. */
  function unforced() {
    const isOwn = (element) => getComputedStyle(element).forcedColorAdjust === "none";
    const onPlate = (element) => {
      for (let each = element; each && isOwn(each); each = each.parentElement)
        if (rgb(getComputedStyle(each).backgroundColor)[3] !== 0) return true;
      return false;
    };
    return [...new Set(lines().map((line) => line.element))].filter((element) => isOwn(element) && !onPlate(element)).map(words);
  }

  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (color) => color.match(/[\d.]+/g).map(Number);
  function behind(element) {
    for (let each = element; each; each = each.parentElement) {
      const color = rgb(getComputedStyle(each).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  }

  /** Whether the focus is on something, and seen there: an outline of 3:1 at least, inside the window. */
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const [dark, light] = [luminance(rgb(style.outlineColor)), luminance(behind(element.parentElement))].sort((a, b) => a - b);
    const trouble = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) trouble.push("no outline");
    if ((light + 0.05) / (dark + 0.05) < 3) trouble.push("a faint outline");
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) trouble.push("out of the window");
    return { what: words(element), trouble, place: [...document.querySelectorAll("*")].indexOf(element) };
  }

  /** Every place that a walk by keyboard stopped at, in the colors of now; the first was come to by keyboard. */
  function focusEach(stops) {
    return stops.map((stop) => { document.querySelectorAll("*")[stop].focus(); return focus(); });
  }

  const measures = { overlaps, cutOff, outside, outOfOrder, moves, folded, unforced };
  /** What some measures find, each fault once and with its measure's name. */
  function find(names) {
    kept = null;
    return names.flatMap((name) => [...new Set(measures[name]())].map((fault) => `${name}: ${fault}`));
  }

  return { find, focus, focusEach, markLooks };
})();
