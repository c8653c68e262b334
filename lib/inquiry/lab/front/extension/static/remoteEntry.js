// What JupyterLab loads: it hands over JupyterLab's own modules, and gets the extension.
(function () {
  const base = new URL("./", document.currentScript.src).href;
  let shared = null;
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["inquiry-lab"] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const module = await import(base + "extension.js");
      const plugin = await module.load(shared);
      return () => plugin;
    },
  };
})();
