// Asks the server every few seconds what others changed; more often while the page is looked at.

import { ServerError, askChanges } from "./server.js";

const SEEN_MS = 3000;
const HIDDEN_MS = 15000;

/**
 * @param {{query: function(): object, stamp: function(): number, take: function(object): void,
 *   fail: function(ServerError): void}} page `stamp` grows with every save that was acknowledged
 */
export class Poll {
  constructor(page) {
    this.page = page;
    this.mark = "";
    this._soon = () => !document.hidden && this.soon();
    document.addEventListener("visibilitychange", this._soon);
    window.addEventListener("online", this._soon);
  }

  start(mark) {
    this.mark = mark;
    this._next();
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this._timer);
    document.removeEventListener("visibilitychange", this._soon);
    window.removeEventListener("online", this._soon);
  }

  /** Ask at once. */
  soon() {
    if (!this.busy) this._next(0);
  }

  _next(wait = document.hidden ? HIDDEN_MS : SEEN_MS) {
    clearTimeout(this._timer);
    if (!this.disposed) this._timer = setTimeout(() => this._ask(), wait);
  }

  async _ask() {
    this.busy = true;
    const before = this.page.stamp();
    try {
      const changes = await askChanges({ ...this.page.query(), mark: this.mark });
      if (!this.disposed) this._take(changes, before);
    } catch (trouble) {
      if (!this.disposed) this.page.fail(trouble instanceof ServerError ? trouble : new ServerError(0, String(trouble)));
    }
    this.busy = false;
    this._next();
  }

  /** Rows that were read before our own save was acknowledged would take it off the page again: ask anew. */
  _take(changes, before) {
    const stale = before !== this.page.stamp() && Object.keys(changes.forms || {}).length > 0;
    if (!stale) this.mark = changes.mark;
    this.page.take(stale ? { ...changes, forms: {}, mark: null } : changes);
  }
}
