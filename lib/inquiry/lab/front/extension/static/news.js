// What the server tells an open page every few seconds: others' answers and notes, a newer file, a closed quarter.

const HERE_MS = 1000; // after a save of our own was acknowledged, what rests on answers is made anew
const SETTLED_MS = 5000; // after somebody else's
const ELSEWHERE_MS = 60000; // answers on other pages change what stands here as well, but less urgently
const REST = 2; // between two such times the kernel rests twice as long as the first took: others share the computer

/** Takes the news of one page. */
export class News {
  constructor(page) {
    this.page = page;
  }

  dispose() {
    clearTimeout(this._refreshTimer);
  }

  take({ forms, mark, newer, notes, closed }) {
    if (this.page.outbox.trouble) this.page.outbox.hurry();
    if (this.offline) this.offline = this.page.bar.notice("offline", null) || false;
    for (const [form, state] of Object.entries(forms || {})) this.page.tellRows(form, state);
    if (Object.keys(forms || {}).length > 0) this._refreshSoon(SETTLED_MS);
    else if (mark && this._mark && mark !== this._mark) this._refreshSoon(ELSEWHERE_MS);
    this._mark = mark || this._mark;
    if (notes) this.page.notes.pull();
    if (closed !== this.page.closed) this._takeClosed(closed);
    if (newer && !this.newer) this._tellNewer();
  }

  _takeClosed(closed) {
    const reopened = this.page.closed && !closed;
    this.page.closed = closed;
    this.page.tellLock();
    this.showClosed();
    if (reopened) this.page.outbox.retryRefused(this.page.path);
  }

  showClosed() {
    this.page.bar.notice("closed", this.page.closed ? [this.page.closed] : null, "warning");
  }

  fail(trouble) {
    this.offline = true;
    const told = this.page.outbox.status(this.page.path).trouble; // the outbox's own line says it already
    this.page.bar.notice("offline", told ? null : [trouble.message], "warning");
  }

  _tellNewer() {
    this.newer = true;
    const show = document.createElement("button");
    Object.assign(show, { type: "button", className: "inq-button", textContent: "Show it" });
    show.addEventListener("click", () => this.page.lab.reload(this.page));
    this.page.bar.notice("newer", ["A newer version of this page is there. Your answers and notes stay.", show], "news");
  }

  /** Something typed here is in the record. */
  savedHere(form) {
    this._form = form;
    this._refreshSoon(HERE_MS);
  }

  /** Plan to make anew what rests on answers; the sooner plan stands. */
  _refreshSoon(wait) {
    const at = Math.max(Date.now() + wait, this._restUntil || 0);
    if (this._refreshAt && this._refreshAt <= at) return;
    clearTimeout(this._refreshTimer);
    this._refreshAt = at;
    this._refreshTimer = setTimeout(() => this._refresh(), at - Date.now());
  }

  _refresh() {
    this._refreshAt = null;
    const { keeper, live } = this.page;
    if (!keeper?.isLive) return; // it runs everything once it is
    const began = Date.now();
    const run = live.refresh(keeper.kernel, this._form);
    if (!run) return this._refreshSoon(HERE_MS);
    run.then(() => (this._restUntil = Date.now() + REST * (Date.now() - began)));
  }
}
