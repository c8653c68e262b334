// The JupyterLab plugin: finds our pages among the notebooks that are opened, and leaves all others alone.

import { calmConnection } from "./calm.js";
import { quietFrame } from "./frame.js";
import { OpenPage } from "./page.js";
import { ping } from "./server.js";

const pages = new Set();

/** One of JupyterLab's own modules. */
async function take(shared, name) {
  const versions = Object.values(shared[name]);
  const found = versions.find((version) => version.loaded) || versions[0];
  return (await found.get())();
}

/** JupyterLab's plugin; called once, with the modules it shares. */
export async function load(shared) {
  const names = ["@jupyterlab/notebook", "@jupyterlab/outputarea", "@lumino/widgets"];
  const [notebook, outputarea, lumino] = await Promise.all(names.map((name) => take(shared, name)));
  addStyles(["page.css", "forms/forms.css"]);
  const plugin = {
    id: "inquiry-lab:pages",
    description: "Brings the pages of the inquiry workbook to life.",
    autoStart: true,
    requires: [notebook.INotebookTracker],
    activate: (app, tracker) => activate(app, tracker, makeLab(app, { outputarea, lumino })),
  };
  return { __esModule: true, default: plugin };
}

function addStyles(names) {
  for (const name of names) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, import.meta.url).href });
    document.head.append(link);
  }
}

function activate(app, tracker, lab) {
  const onlyOurs = () => pages.size > 0 && !tracker.find((panel) => !isOurs(panel));
  calmConnection(app, onlyOurs);
  tracker.forEach((panel) => watch(panel, lab));
  tracker.widgetAdded.connect((_, panel) => watch(panel, lab));
  globalThis.inquiryLab = { mountForm, pages };
}

const isOurs = (panel) => [...pages].some((page) => page.panel === panel);

/** A form's widget in some page asks to be drawn; the page draws it in a place that outlives the widget. */
function mountForm(element, state) {
  const here = [...pages].filter((page) => page.isAt(state.place));
  const page = here.find((each) => each.panel.node.contains(element)) || here[0];
  if (page) page.mountForm(state);
  else element.textContent = "This form belongs to another page. Open the team's own page to write in it.";
}

async function watch(panel, lab) {
  await panel.context.ready;
  if (panel.isDisposed || isOurs(panel) || !isPage(panel)) return;
  const page = new OpenPage(panel, lab);
  pages.add(page);
  quietFrame(lab.app);
  panel.disposed.connect(() => pages.delete(page));
  await page.open();
  if (page.closedDown) pages.delete(page);
}

/** Whether build made a notebook; the server has the last word. */
function isPage(panel) {
  const mark = panel.model.getMetadata("inquiry");
  return Boolean(mark && typeof mark === "object" && typeof mark.page === "string" && typeof mark.team === "string");
}

/** What pages need of JupyterLab. */
function makeLab(app, { outputarea, lumino }) {
  const lab = {
    app,
    makeArea: (panel) => makeArea(panel, outputarea),
    addBar: (panel, node) => addBar(panel, node, lumino),
    addNote,
    dress: (panel) => {
      panel.addClass("inq-page");
      panel.toolbar.hide();
    },
    undress: (panel) => {
      panel.removeClass("inq-page");
      panel.toolbar.show();
    },
    go: (path, page) => go(app, path, page),
    reload: (page) => reload(page, lab),
  };
  return lab;
}

/** An output area of our own; what runs in it was signed, so that it is trusted. */
function makeArea({ content }, { OutputArea, OutputAreaModel }) {
  const model = new OutputAreaModel({ trusted: true });
  const { rendermime, contentFactory } = content;
  return new OutputArea({ model, rendermime, contentFactory, promptOverlay: false, maxNumberOutputs: Infinity });
}

/** JupyterLab lays its panels out by their least heights: the bar's follows its words. */
function addBar(panel, node, { Widget }) {
  const widget = new Widget();
  widget.addClass("inq-bar-host");
  widget.node.append(node);
  panel.contentHeader.insertWidget(0, widget);
  const watch = new ResizeObserver(() => {
    widget.node.style.minHeight = `${Math.ceil(node.getBoundingClientRect().height)}px`;
    panel.contentHeader.fit();
  });
  watch.observe(node);
  return () => {
    watch.disconnect();
    widget.dispose();
  };
}

/** A new note of the team's own, below one that is there. */
async function addNote(panel, cell) {
  const at = panel.content.widgets.indexOf(cell) + 1;
  panel.model.sharedModel.insertCell(at, { cell_type: "markdown", source: "", metadata: {} });
  const added = panel.content.widgets[at];
  panel.content.activeCellIndex = at;
  added.rendered = false;
  await added.ready;
  panel.content.mode = "edit";
  added.editor?.focus();
}

/** Open another page and close this one, unless the server is away: then this one stays. */
async function go(app, path, page) {
  try {
    await ping();
  } catch (trouble) {
    page.bar.notice("offline", [`${trouble.message} The other page can be opened then.`], "warning");
    return;
  }
  const opened = await app.commands.execute("docmanager:open", { path });
  if (opened && opened !== page.panel && !page.panel.isDisposed) page.panel.dispose();
}

/** Show the file as it is on the disk now. */
async function reload(page, lab) {
  const { panel } = page;
  page.state("starting", "");
  await page.notes?.save();
  page.notes?.dispose();
  try {
    await panel.context.revert();
  } catch (trouble) {
    page.state("trouble", `The page cannot be read: ${trouble.message}. Press “Start again” in a moment.`);
    return;
  }
  const top = panel.content.node.scrollTop;
  page.dispose();
  pages.delete(page);
  await watch(panel, lab);
  panel.content.node.scrollTop = top;
}

