// Runs a page's signed cells in its kernel, into outputs of our own beside what the file holds.

import { PageTrouble } from "./kernel.js";

const NOT_STARTED = "This page could not be brought to life. Press “Start again”; if that does not help, tell your coach what is written below.";

/** What one cell's run came to. @typedef {{id: string, area: object, error: {name: string, words: string}|null}} Ran */

/**
 * Run code without showing anything.
 * @throws {PageTrouble} when it fails
 */
export async function runQuietly(kernel, code) {
  const reply = await ask(kernel, code, { silent: true }).done;
  if (reply.content.status !== "ok") throw new PageTrouble(NOT_STARTED, sayError(reply.content).words);
}

/** Run cells one after another; `show` is called as each is done. */
export async function runCells(kernel, ids, { sourceOf, makeArea, show }) {
  const runs = ids.map((id) => {
    const area = makeArea();
    const future = ask(kernel, sourceOf(id), { silent: false });
    area.future = future;
    return { id, area, future };
  });
  for (const { id, area, future } of runs) {
    const reply = await future.done;
    const { status } = reply.content;
    show({ id, area, error: status === "ok" ? null : sayError(reply.content) });
  }
}

/** Nothing is kept in the kernel's history, nothing can ask back, and one fault stops no other cell. */
function ask(kernel, code, { silent }) {
  return kernel.requestExecute({ code, silent, store_history: false, stop_on_error: false, allow_stdin: false });
}

/** A fault in words: ours are sentences already; anything else is for the coach. */
function sayError({ ename, evalue }) {
  return { name: ename || "Error", words: evalue || ename || "It stopped without a word." };
}

/** Whether two outputs show the same, so that nothing needs to flicker. */
export function sameOutputs(one, other) {
  return JSON.stringify(one.model.toJSON()) === JSON.stringify(other.model.toJSON());
}
