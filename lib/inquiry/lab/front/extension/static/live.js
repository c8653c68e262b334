// The live parts of a page: outputs and forms in the places of those that the file holds.

import { findCell, formSlot, hideBox, showBox, showLive } from "./cells.js";
import { mountForm } from "./forms/form.js";
import { PageTrouble } from "./kernel.js";
import { runCells, runQuietly, sameOutputs } from "./run.js";
import { markNew } from "./seen.js";
import { offerSearch } from "./tried.js";

const FORM_MS = 15000;
const NO_FORM = "This form did not open. Press “Start again” at the top; if that does not help, tell your coach.";
const CELL_FAILED = "This part could not be made. What you see instead, if anything, is from when the page was built.";

export class LiveCells {
  /**
   * @param {object} panel JupyterLab's NotebookPanel
   * @param {{makeArea: function(object): object}} lab
   * @param {object} about what the server says of the page
   * @param {{services: object, tellRows: function(string, object): void}} page
   */
  constructor(panel, lab, about, page) {
    Object.assign(this, { panel, lab, about, page, forms: new Map() });
  }

  /** Run what is signed: first the forms that are not drawn yet; what rests on answers follows by itself. */
  async run(kernel) {
    const { setup, forms, run } = this.about;
    const wanted = run.filter((id) => !this.forms.has(id) && findCell(this.panel, id));
    const first = wanted.filter((id) => setup.includes(id) || forms.includes(id));
    performance.mark("inquiry-kernel");
    await runQuietly(kernel, this.about.prelude);
    await this._runCells(kernel, first);
    this._runBehind(kernel, wanted.filter((id) => !first.includes(id)));
    clearTimeout(this._missing);
    this._missing = setTimeout(() => this._missForms(), FORM_MS);
  }

  /**
   * Make anew what rests on answers, and leave the forms as they are; null while that is being done already.
   * What stands below the form that was written in comes first: there whoever typed looks.
   */
  refresh(kernel, form = "") {
    if (this.refreshing) return null;
    const { run, forms, setup } = this.about;
    const order = [...this.panel.model.cells].map((cell) => cell.id);
    const from = order.indexOf(`form-${form}`);
    const rest = run.filter((id) => !forms.includes(id) && !setup.includes(id));
    const below = rest.filter((id) => order.indexOf(id) > from);
    const above = rest.filter((id) => order.indexOf(id) <= from);
    return this._runBehind(kernel, [...run.filter((id) => setup.includes(id)), ...below, ...above]);
  }

  /** Run cells while the page is live already; where the kernel dies, its keeper has everything run again. */
  _runBehind(kernel, ids) {
    const turn = (this.refreshing = {});
    const done = () => this.refreshing === turn && (this.refreshing = null);
    return this._runCells(kernel, ids).catch(() => {}).then(done);
  }

  dispose() {
    clearTimeout(this._missing);
    for (const { end } of this.forms.values()) end();
    this.forms.clear();
  }

  async _runCells(kernel, ids) {
    const show = (ran) => this._show(ran);
    const sourceOf = (id) => findCell(this.panel, id)?.model.sharedModel.getSource() ?? "";
    await runCells(kernel, ids, { sourceOf, makeArea: () => this.lab.makeArea(this.panel), show });
  }

  _show({ id, area, error }) {
    const cell = findCell(this.panel, id);
    const setup = this.about.setup.includes(id);
    if (!cell || cell.isDisposed || setup) area.dispose();
    if (setup && error) throw new PageTrouble(error.words, error.name);
    if (!cell || setup) return;
    if (error) showBox(cell, "Not up to date", CELL_FAILED, `${error.name}: ${error.words}`);
    else hideBox(cell);
    if (error || (cell.inquiryArea && sameOutputs(cell.inquiryArea, area))) return void area.dispose();
    if (this.about.forms.includes(id)) return this._openForm(cell, area);
    if (cell.inquiryArea?.node.contains(document.activeElement)) return void area.dispose(); // somebody is in it
    if (area.model.length > 0) showLive(cell, area);
    markNew(cell.node, this.about);
    offerSearch(cell.node, this.about.team);
  }

  /** A form's widget calls `mountForm`; it is in the page, unseen, until it did. */
  _openForm(cell, area) {
    cell.inquiryFormArea?.dispose();
    cell.inquiryFormArea = area;
    area.addClass("inq-form-area");
    cell.layout.addWidget(area);
  }

  /** Draw a form in its cell; one that is drawn takes the new state. */
  mountForm(state) {
    const id = this.about.forms.find((each) => each === `form-${state.form.id}`);
    const cell = id && findCell(this.panel, id);
    if (!cell) return;
    const words = JSON.stringify(state.form);
    const there = this.forms.get(id);
    if (there && there.words === words && there.slot.isConnected) return void this.page.tellRows(state.form.id, state);
    there?.end();
    const slot = formSlot(cell);
    const end = mountForm(slot, state, this.page.services);
    this.forms.set(id, { words, slot, end: typeof end === "function" ? end : () => {} });
    cell.addClass("inq-is-live");
    cell.removeClass("inq-silent");
    hideBox(cell);
  }

  _missForms() {
    for (const id of this.about.forms) {
      const cell = this.forms.has(id) ? null : findCell(this.panel, id);
      if (cell && this.about.run.includes(id) && !cell.node.querySelector(".inq-box")) showBox(cell, "Not open", NO_FORM);
    }
  }
}
