// Keeps a page's kernel going: starts it, sees when it died or the server was restarted, and has the page run again.

const LOOK_MS = 1500;
const PATIENCE_MS = 60000; // a kernel that says nothing for so long will not
const LEAST_MS = 5000; // that any kernel gets for its first word
const CUT_OFF_MS = 4000; // a connection that is away for so long is not only slow
const TRIES = 3;
const REST_MS = 30000; // between attempts after that

const GONE = "The connection to this page's helper program is gone; it is started again by itself.";
const SILENT = "This page's helper program (its Python kernel) does not answer. Press “Start again”; if that does not help, tell your coach.";
const FAILED = "This page's helper program (its Python kernel) cannot be started. Press “Start again”; if that does not help, tell your coach.";

/** Why a page is not live, in words for the person in front of it. */
export class PageTrouble extends Error {
  constructor(message, detail = "") {
    super(message);
    this.detail = detail;
  }
}

/**
 * @param {object} panel JupyterLab's NotebookPanel
 * @param {object} sessions JupyterLab's session manager
 * @param {{run: function(object): Promise<void>, state: function(string, string, string=): void}} page
 */
export class KernelKeeper {
  constructor(panel, sessions, page) {
    Object.assign(this, { panel, sessions, page, life: 0, ran: null, busy: false, failures: 0, restUntil: 0 });
    this.context = panel.sessionContext;
    this._look = () => this.tend();
    this._status = (_, status) => this._takeStatus(status);
    this.context.statusChanged.connect(this._status);
    this.context.kernelChanged.connect(this._look);
    this.context.connectionStatusChanged.connect(this._look);
    this._timer = setInterval(this._look, LOOK_MS);
  }

  dispose() {
    clearInterval(this._timer);
    this.disposed = true;
    this.context.statusChanged.disconnect(this._status);
    this.context.kernelChanged.disconnect(this._look);
    this.context.connectionStatusChanged.disconnect(this._look);
  }

  /** The kernel that can be asked now, or null. */
  get kernel() {
    const kernel = this.context.session?.kernel;
    const well = kernel && kernel.connectionStatus === "connected" && !["dead", "restarting", "autorestarting", "terminating"].includes(kernel.status);
    return well ? kernel : null;
  }

  /** Whether what the page shows was run by the kernel that is there. */
  get isLive() {
    return this.kernel !== null && this.ran === this._lifeNow();
  }

  /** “Start again”: a new kernel, whatever the old one is doing. */
  async again() {
    Object.assign(this, { failures: 0, restUntil: 0, ran: null, since: null });
    this.life += 1;
    const kernel = this.context.session?.kernel;
    if (!this.busy && kernel && kernel.status !== "dead") await this._do(() => this.context.restartKernel());
    this.tend();
  }

  /** Have the page run anew on the kernel that is there. */
  runAgain() {
    this.ran = null;
    this.tend();
  }

  /** JupyterLab could not start a kernel, and would say so in a dialog. */
  failed(detail) {
    this._giveUp(new PageTrouble(FAILED, detail));
  }

  _lifeNow() {
    return `${this.context.session?.kernel?.id}:${this.life}`;
  }

  _takeStatus(status) {
    if (status === "restarting" || status === "autorestarting") {
      this.life += 1;
      this.page.state("starting", "This page's helper program stopped and starts again. Go on typing; nothing is lost.");
    }
    this.tend();
  }

  /** Do the one thing that is needed next, if any. */
  tend() {
    if (this.busy || this.disposed || Date.now() < this.restUntil) return;
    const kernel = this.context.session?.kernel;
    if (this.kernel) return this.ran === this._lifeNow() ? this._allWell() : this._do(() => this._run());
    if (!kernel) return this.context.isReady || this.wanted ? this._do(() => this._start()) : this._waitFor("a kernel");
    if (kernel.status === "dead") return this._do(() => this._replace());
    this._waitFor(kernel.connectionStatus === "connected" ? "its start" : "a connection");
  }

  /** There is no kernel that could be chosen for the page: start the usual one. */
  need() {
    this.wanted = true;
    this.tend();
  }

  _allWell() {
    Object.assign(this, { since: null, failures: 0 });
  }

  /** Nothing can be done but wait; too long a wait is told, and a connection that is cut off is looked into. */
  _waitFor(what) {
    const now = Date.now();
    this.since = this.since || now;
    if (now - this.since > PATIENCE_MS) this._giveUp(new PageTrouble(SILENT));
    else if (what === "a connection" && now - Math.max(this.since, this.looked || 0) > CUT_OFF_MS) this._do(() => this._reconnect());
  }

  /** After the server was restarted its kernels are gone, and JupyterLab hears of it late. */
  async _reconnect() {
    this.looked = Date.now();
    if (this.ran !== null) this.page.state("starting", GONE);
    try {
      await this.sessions.refreshRunning();
    } catch (trouble) {
      this.since = null; // the server is away: no fault of the kernel's
      throw trouble;
    }
    const kernel = this.context.session?.kernel;
    if (kernel && kernel.connectionStatus === "disconnected") await kernel.reconnect();
  }

  /** A dead kernel cannot be restarted: the session gets another, unless it is gone as well. */
  async _replace() {
    this.page.state("starting", GONE);
    await this.sessions.refreshRunning();
    if (this.context.session?.kernel?.status === "dead") await this.context.changeKernel({ name: this._kernelName() });
  }

  async _start() {
    this.page.state("starting", "");
    await this.sessions.refreshRunning();
    const there = [...this.sessions.running()].find((each) => each.path === this.panel.context.path);
    const kernel = there ? { id: there.kernel.id } : { name: this._kernelName() };
    if (!this.context.session) await this.context.changeKernel(kernel);
  }

  _kernelName() {
    return this.panel.model.getMetadata("kernelspec")?.name || this.context.prevKernelName || "python3";
  }

  async _run() {
    const [kernel, life] = [this.kernel, this._lifeNow()];
    const waited = this.since ? Date.now() - this.since : 0;
    await inTime(kernel.info, Math.max(LEAST_MS, PATIENCE_MS - waited), new PageTrouble(SILENT));
    await this.page.run(kernel);
    if (life === this._lifeNow()) Object.assign(this, { ran: life, failures: 0, since: null });
  }

  async _do(step) {
    this.busy = true;
    const life = this._lifeNow();
    try {
      await step();
    } catch (trouble) {
      if (!this.disposed && life === this._lifeNow()) this._takeTrouble(trouble);
    }
    this.busy = false;
    if (!this.disposed) setTimeout(this._look, 50);
  }

  /** A dead connection is no fault of the page; anything else counts, and is said when it keeps happening. */
  _takeTrouble(trouble) {
    const told = trouble instanceof PageTrouble ? trouble : new PageTrouble(FAILED, String(trouble?.message || trouble));
    const offline = trouble?.name === "NetworkError" || trouble instanceof TypeError;
    this.failures += offline ? 0 : 1;
    this.restUntil = Date.now() + Math.min(1000 * 2 ** this.failures, 8000);
    if (this.failures >= TRIES || (trouble instanceof PageTrouble && !offline)) this._giveUp(told);
  }

  _giveUp(trouble) {
    this.failures = Math.max(this.failures, TRIES);
    Object.assign(this, { restUntil: Date.now() + REST_MS, since: null });
    this.page.state("trouble", trouble.message, trouble.detail);
  }
}

/** What a promise gives, unless it takes too long. */
export function inTime(promise, patience, trouble) {
  let timer;
  const late = new Promise((_, refuse) => (timer = setTimeout(() => refuse(trouble), patience)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
