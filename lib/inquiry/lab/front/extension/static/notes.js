// A team's own cells: merged on the server with what others wrote, and never asked about.

import { applyCells, readCells } from "./notes_cells.js";
import { forget, keep, readKept } from "./kept.js";
import { ServerError, mergeNotes, sendWhileClosing } from "./server.js";

const TYPING_MS = 2000;
const AGAIN_MS = 5000;
const MOST_KEPT = 1000000; // characters in this browser; pictures that code made are left out first

/** The notes of one page. */
export class Notes {
  /**
   * @param {object} panel JupyterLab's NotebookPanel
   * @param {{path: function(): string, district: string, version: string, tell: function(string|null): void}} page
   */
  constructor(panel, page) {
    Object.assign(this, { panel, page, version: page.version, sending: false });
    this.base = readCells(panel.model);
    this._changed = () => this._notice();
    this._leaving = () => this._leave();
    panel.model.sharedModel.changed.connect(this._changed);
    window.addEventListener("pagehide", this._leaving);
    this._restore();
  }

  get _name() {
    return `inquiry:notes:${this.page.district}:${this.page.path()}`;
  }

  /** Stop; what is not on the disk yet is sent on, and kept in this browser until it is. */
  dispose() {
    if (this.disposed) return;
    this._leave();
    this.disposed = true;
    clearTimeout(this._timer);
    window.removeEventListener("pagehide", this._leaving);
    this.panel.model?.sharedModel.changed.disconnect(this._changed);
  }

  /** Whether something here is not on the disk. */
  get isOpen() {
    return !same(this.base, readCells(this.panel.model));
  }

  /** What was typed when this browser was closed. */
  _restore() {
    const left = readKept(this._name);
    if (!left || !Array.isArray(left.base) || !Array.isArray(left.mine)) return;
    this.left = left;
    this.save();
  }

  _notice() {
    if (this.disposed || this._applying || this._timer) return;
    this._timer = setTimeout(() => {
      this._timer = null;
      if (this.isOpen) this._keepHere();
      if (this.isOpen) this.save();
    }, TYPING_MS);
  }

  _keepHere() {
    const all = { version: this.version, base: this.base, mine: readCells(this.panel.model) };
    const small = JSON.stringify(all).length > MOST_KEPT ? { ...all, base: bare(all.base), mine: bare(all.mine) } : all;
    return keep(this._name, small);
  }

  /** Merge with the disk now; what fails is tried again. */
  async save() {
    if (this.sending || this.disposed) return (this.more = true), undefined;
    Object.assign(this, { sending: true, more: false });
    const left = this.left;
    const mine = left ? left.mine : readCells(this.panel.model);
    const { base, version } = left || this;
    try {
      const merged = await mergeNotes({ path: this.page.path(), version, base, mine });
      if (!this.disposed) this._take(merged, left ? readCells(this.panel.model) : mine);
      this.page.tell(null);
    } catch (trouble) {
      this._fail(trouble);
    }
    this.sending = false;
    if (this.more && !this.disposed) this._later(0);
    return undefined;
  }

  /** Take what others wrote. */
  pull() {
    if (!this.sending) this.save();
  }

  _take({ version, cells }, sent) {
    this.left = null;
    this._applying = true;
    try {
      this.base = applyCells(this.panel.model, sent, cells);
    } finally {
      this._applying = false;
    }
    this.version = version;
    if (this.isOpen) this.more = this._keepHere() || true;
    else forget(this._name);
  }

  _fail(trouble) {
    const words = trouble instanceof ServerError ? trouble.message : String(trouble);
    const kept = this.left ? true : this._keepHere();
    const where = kept ? "They are kept in this browser and sent by itself." : "Leave this page open: this browser does not keep them.";
    if (this.left || this.isOpen) this.page.tell(`Our notes are not saved yet. ${words} ${where}`);
    this._later(AGAIN_MS);
  }

  _later(wait) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => {
      this._timer = null;
      this.save();
    }, wait);
  }

  _leave() {
    if (this.disposed || this.panel.isDisposed || !this.panel.model) return;
    const mine = readCells(this.panel.model);
    if (same(this.base, mine) || this.left) return;
    this._keepHere();
    sendWhileClosing("inquiry/api/notes", { path: this.page.path(), version: this.version, base: this.base, mine });
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Cells without what their code made. */
const bare = (cells) => cells.map(({ outputs, ...rest }) => rest);
