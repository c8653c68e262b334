// A new row begins with what the row before said, where the form asks for that: the day, the task, the skill.

import { setAnswer } from "./edits.js";
import { isBlank } from "./values.js";

/** Fill the questions that a form repeats from the row before; each can be changed, and undone. */
export function repeatBefore(store, row) {
  const names = store.form.rows.repeat || [];
  const before = store.rows.filter((each) => each !== row && !each.removed).at(-1);
  if (!before) return;
  for (const name of names) {
    const value = before.cells.get(name)?.value ?? null;
    if (!isBlank(value) && row.cells.has(name)) setAnswer(store, row, row.cells.get(name), value);
  }
}
