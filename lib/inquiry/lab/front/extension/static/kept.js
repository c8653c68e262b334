// What this browser keeps (localStorage), where it may keep anything; it may be full or forbidden.

/** A name that no other tab has; works without https as well. */
export function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function area() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings
  }
}

/** What is kept under a name, or null. */
export function readKept(name) {
  try {
    const text = area()?.getItem(name);
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Keep something; false where the browser does not. */
export function keep(name, value) {
  try {
    area().setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Keep nothing under a name any longer. */
export function forget(name) {
  try {
    area()?.removeItem(name);
  } catch {
    // forbidden: then nothing is there either
  }
}

/** All names that begin with a prefix. */
export function namesOf(prefix) {
  try {
    return Object.keys(area() || {}).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** A list of callbacks; `add` returns a function that takes one away again. */
export function makeCalls() {
  const calls = new Set();
  return {
    add(call) {
      calls.add(call);
      return () => calls.delete(call);
    },
    tell(...said) {
      for (const call of [...calls]) {
        try {
          call(...said);
        } catch (trouble) {
          console.error("inquiry:", trouble);
        }
      }
    },
  };
}
