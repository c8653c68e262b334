// One open page: brought to life, kept alive, and told about what others do.

import { Author } from "./author.js";
import { Bar } from "./bar.js";
import { calm } from "./calm.js";
import { dressCells, findCell, showBox } from "./cells.js";
import { KernelKeeper } from "./kernel.js";
import { guardKeys } from "./keys.js";
import { LiveCells } from "./live.js";
import { News } from "./news.js";
import { Notes } from "./notes.js";
import { outboxFor } from "./outbox.js";
import { Poll } from "./poll.js";
import { askKernel, endSession, openPage } from "./server.js";
import { goTo, mendLinks, placeOf } from "./links.js";
import { makeServices } from "./services.js";

const KERNEL_GRACE_MS = 30000; // whoever comes right back finds the page warm

export class OpenPage {
  /**
   * @param {object} panel JupyterLab's NotebookPanel, its file read
   * @param {{app: object, makeArea: function(object): object, addBar: function(object, HTMLElement): function(): void}} lab
   */
  constructor(panel, lab) {
    Object.assign(this, { panel, lab, about: null, ends: [], acks: 0 });
    this.bar = new Bar({
      again: () => this.again(),
      go: (path) => this.go(path),
      answers: () => this._toAnswers(),
      change: () => this.author?.ask(),
      retry: () => this.outbox.retryRefused(this.path),
      discard: (id) => this.outbox.discard(id),
    });
    this.ends.push(lab.addBar(panel, this.bar.node), this._calm());
    lab.dress(panel);
    mendLinks(panel.content.node);
    this.ends.push(guardKeys(panel, () => this.notes?.save()));
    performance.mark("inquiry-opened");
    this._dress();
    const dress = () => this._dress();
    panel.model.cells.changed.connect(dress);
    this.ends.push(() => panel.model?.cells.changed.disconnect(dress));
    panel.disposed.connect(() => this.dispose());
  }

  get path() {
    return this.panel.context.path;
  }

  /** Ask what the page may run, and begin; the server is asked again until it answers. */
  async open() {
    for (let failures = 0; !this.panel.isDisposed; failures += 1) {
      try {
        return await this._begin(await openPage(this.path, this._codeCells()));
      } catch (trouble) {
        if (!trouble.status && trouble.status !== 0) throw trouble;
        this.state("trouble", trouble.message);
        if (!trouble.passing) return undefined;
        await this._pause(Math.min(1000 * 2 ** failures, 15000));
      }
    }
    return undefined;
  }

  _pause(wait) {
    return new Promise((go) => {
      this._wake = go;
      setTimeout(go, wait);
    });
  }

  _codeCells() {
    const code = [...this.panel.model.cells].filter((cell) => cell.type === "code");
    return code.map((cell) => ({ id: cell.id, source: cell.sharedModel.getSource() }));
  }

  async _begin(about) {
    if (this.panel.isDisposed) return;
    if (!about.ours) return this.dispose();
    this.about = about;
    this.bar.describe(about);
    this.bar.notice("risk", about.warning ? [about.warning] : null, "warning");
    this._serve();
    for (const { id, why } of about.refused) this._refuse(id, why);
    if (about.trouble) this.state("trouble", about.trouble);
    else this._startKernel();
  }

  /** Author, outbox, notes and news: they need the server, and no kernel. */
  _serve() {
    const { about, bar, panel } = this;
    this.closed = about.closed;
    this.author = new Author(about);
    this.outbox = outboxFor(about.district);
    const path = () => this.path;
    const services = { path, district: about.district, author: this.author, outbox: this.outbox };
    Object.assign(this, makeServices({ ...services, closed: () => this.closed, announce: (words) => bar.announce(words) }));
    const tell = (words) => bar.notice("notes", words ? [words] : null, "warning");
    this.notes = new Notes(panel, { path, district: about.district, version: about.version, tell });
    const news = (this.news = new News(this));
    const query = () => ({ path: this.path, version: this.notes.version, author: this.author.person?.id });
    this.poll = new Poll({ query, stamp: () => this.acks, take: (changes) => news.take(changes), fail: (trouble) => news.fail(trouble) });
    this.poll.start(about.mark);
    this.ends.push(
      this.author.changes.add(() => this._takeAuthor()),
      this.outbox.saids.add((where, form, said) => where === this.path && this._takeSaid(form, said)),
      this.outbox.changes.add(() => bar.showSaved(this.outbox.status(this.path))),
      () => this.author.dispose(),
      () => this.notes.dispose(),
      () => this.poll.dispose(),
      () => news.dispose(),
    );
    panel.node.addEventListener("click", (event) => this._follow(event), true);
    this._takeAuthor();
    news.showClosed();
    bar.showSaved(this.outbox.status(this.path));
    // Asked before anything is typed: a question that opens while somebody types takes their words.
    if (!this.closed) this.author.askOnce();
  }

  _takeAuthor() {
    const { person, isReading } = this.author;
    this.bar.showWho({ person, isReading, fixed: Boolean(this.about.hub_author) });
    this.tellLock();
    const folder = this.path.replace(/[^/]*$/, "");
    if (person) this.outbox.setAuthor((path) => path.startsWith(folder), person.id);
  }

  /** A link in the text that leads to a page of ours opens it here, like the bar's. */
  _follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || this.closedDown || event.ctrlKey || event.metaKey || event.shiftKey || link.closest(".inq-bar")) return;
    const path = decodeURIComponent(new URL(link.href, window.location.href).pathname);
    const found = this.about.pages.find((page) => path.endsWith(`/${page.path}`));
    if (!found) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const place = found.current ? placeOf(link, this.panel.content.node) : null;
    if (place) goTo(place);
    if (!found.current) this.go(found.path);
  }

  _takeSaid(form, { state }) {
    if (state !== "saved" && state !== "aside") return;
    this.acks += 1;
    this.news.savedHere(form);
  }

  _startKernel() {
    const { serviceManager } = this.lab.app;
    this.keeper = new KernelKeeper(this.panel, serviceManager.sessions, {
      run: (kernel) => this._run(kernel),
      state: (state, why, detail) => this.state(state, why, detail),
    });
    this.live = new LiveCells(this.panel, this.lab, this.about, this);
    this.ends.push(() => this.keeper.dispose(), () => this.live.dispose());
    if (this._kernelWanted) this.keeper.need();
    if (this._kernelFailure) this.keeper.failed(this._kernelFailure);
    this.keeper.tend();
  }

  /** Run what is signed, and say so. */
  async _run(kernel) {
    if (this.bar.node.dataset.state !== "starting") this.state("starting", "");
    this.session = this.panel.sessionContext.session;
    await this.live.run(kernel);
    this.state("live", "");
    performance.mark("inquiry-live");
  }

  /** Whether this is the page that a form's state speaks of. */
  isAt({ district, team, quarter, page }) {
    const { about, panel } = this;
    return Boolean(about && !panel.isDisposed && about.district === district && about.team === team && about.quarter === quarter && about.page === page);
  }

  /** Draw a form in its cell. */
  mountForm(state) {
    this.live?.mountForm(state);
  }

  _refuse(id, why) {
    const cell = findCell(this.panel, id);
    if (cell) showBox(cell, "This part does not run", why);
  }

  /** Go where this page asks for answers. */
  _toAnswers() {
    const cells = this.about.forms.map((id) => findCell(this.panel, id)).filter(Boolean);
    const form = cells[0]?.node.querySelector(".inq-form") || cells[0]?.node;
    if (!form) return;
    form.tabIndex = -1;
    form.focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
  }

  /** “Start again”. */
  again() {
    if (!this.keeper) return this.lab.reload(this);
    this.state("starting", "");
    return this.keeper.again();
  }

  /** Go to another page; this one closes when that one is open. */
  go(path) {
    return this.lab.go(path, this);
  }

  state(state, why, detail = "") {
    this.bar.showState(state, why, detail);
    this.panel.node.dataset.inquiry = state;
  }

  _calm() {
    return calm(this.panel, {
      kernelFailed: (words) => (this.keeper ? this.keeper.failed(words) : (this._kernelFailure = words)),
      kernelMissing: () => (this.keeper ? this.keeper.need() : (this._kernelWanted = true)),
      fileFailed: (words) => this.state("trouble", `The page's file cannot be read: ${words}. Press “Start again”; if that does not help, tell your coach.`),
      save: async () => this.notes?.save(),
    });
  }

  _dress() {
    if (this._dressing) return;
    this._dressing = requestAnimationFrame(() => {
      this._dressing = null;
      if (!this.panel.isDisposed && !this.closedDown) dressCells(this.panel, { onAdd: (cell) => this.lab.addNote(this.panel, cell) });
    });
    if (!this.panel.content.widgets.some((cell) => cell.hasClass("inq-locked-cell"))) dressCells(this.panel, { onAdd: (cell) => this.lab.addNote(this.panel, cell) });
  }

  /** Let go of the panel; where it is no page of ours after all, it is JupyterLab's again. */
  dispose() {
    if (this.closedDown) return;
    this.closedDown = true;
    this._wake?.();
    const { session } = this;
    if (this.panel.isDisposed && session) setTimeout(() => endIfUnused(session), KERNEL_GRACE_MS);
    for (const end of this.ends.reverse()) end?.();
    if (!this.panel.isDisposed) this.lab.undress(this.panel);
  }
}

/** End a kernel that no other browser uses. */
async function endIfUnused({ id, kernel }) {
  try {
    if (kernel && (await askKernel(kernel.id)).connections === 0) await endSession(id);
  } catch {
    // gone already
  }
}
