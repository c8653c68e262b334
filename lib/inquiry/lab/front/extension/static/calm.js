// Keeps JupyterLab's own dialogs away from our pages; what they would ask is said in the bar, or needs no asking.

/**
 * What a page does in a dialog's place.
 * @typedef {object} Instead
 * @property {function(string): void} kernelFailed
 * @property {function(string): void} fileFailed
 * @property {function(): void} kernelMissing
 * @property {function(): Promise<void>} save
 */

/**
 * Take the dialogs from one notebook panel.
 * @param {object} panel JupyterLab's NotebookPanel
 * @param {Instead} instead
 * @returns {function(): void} gives them back
 */
export function calm(panel, instead) {
  const { context, sessionContext } = panel;
  const undo = [
    // “Kernel Restarting”: the bar says so.
    quiet(sessionContext.statusChanged, panel._onSessionStatusChanged, panel),
    // “Error Starting Kernel”
    replace(sessionContext, "_displayKernelError", async (message) => instead.kernelFailed(String(message || ""))),
    // “Select Kernel”: a page has one kernel, and nobody here can choose.
    replace(context, "_dialogs", Object.assign(Object.create(context._dialogs || null), { selectKernel: async () => instead.kernelMissing() })),
    // “File Save Error”, “File Load Error”
    replace(context, "_handleError", async (error) => instead.fileFailed(String(error?.message || error))),
    // “File Changed”, and the checkpoint after it: own cells are merged on the server.
    replace(context, "save", () => instead.save()),
    replace(context, "createCheckpoint", async () => ({ id: "merged", last_modified: new Date().toISOString() })),
    // “Save your work”, “Are you sure you want to exit”: what is not on the disk yet is kept in this browser.
    neverDirty(panel.model),
  ];
  return () => undo.reverse().forEach((each) => each());
}

function quiet(signal, slot, receiver) {
  const was = typeof slot === "function" && signal.disconnect(slot, receiver);
  return () => was && signal.connect(slot, receiver);
}

function replace(target, name, value) {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => (own ? Object.defineProperty(target, name, own) : delete target[name]);
}

function neverDirty(model) {
  model.dirty = false;
  Object.defineProperty(model, "dirty", { get: () => false, set: () => {}, configurable: true });
  return () => delete model.dirty;
}

/**
 * “Server Connection Error” comes from the whole of JupyterLab: it is kept away while only our pages are open.
 * @param {object} app
 * @param {function(): boolean} onlyOurs
 */
export function calmConnection(app, onlyOurs) {
  const signal = app.serviceManager.connectionFailure;
  const emit = signal.emit.bind(signal);
  signal.emit = (error) => (onlyOurs() ? undefined : emit(error));
}
