// Talks to the inquiry server extension: addresses, XSRF, patience, and errors in plain words.

const PATIENCE_MS = 20000;
const MOST_KEPT_ALIVE = 60000; // bytes; browsers refuse larger requests while a page closes

/** Why a request came to nothing: `status` 0 means that no server answered. */
export class ServerError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  /** Whether it says nothing about what was sent: the same may go through later. */
  get passing() {
    return [0, 401, 403, 408, 409, 429].includes(this.status) || this.status >= 500;
  }
}

const SENTENCES = {
  0: "The server does not answer. What you type is kept in this browser and sent when it is back.",
  401: "The server wants you to log in again: open it in another tab, log in, and come back. What you type is kept here.",
  403: "The server refused this. Log in again in another tab and come back; what you type is kept here.",
  404: "This server does not know the workbook. Start it with “inquiry lab”.",
  413: "That is too much text for one answer. Shorten it, or put a part of it into another answer.",
};

/** JupyterLab's own settings, as the server wrote them into the page. */
function pageConfig() {
  const found = document.getElementById("jupyter-config-data");
  try {
    return JSON.parse(found?.textContent || "{}");
  } catch {
    return {};
  }
}

const config = pageConfig();

/** The server's address, with a slash at its end. */
export const baseUrl = config.baseUrl || "/";

function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function headers() {
  const given = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
  if (config.token) given.Authorization = `token ${config.token}`;
  return given;
}

function address(name, query) {
  const asked = new URLSearchParams(Object.entries(query || {}).filter(([, value]) => value !== null && value !== undefined));
  const tail = asked.toString();
  return `${baseUrl}${name}${tail ? `?${tail}` : ""}`;
}

async function ask(name, { query, body, method, patience = PATIENCE_MS } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address(name, query), {
      method: method || (body === undefined ? "GET" : "POST"),
      headers: headers(),
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
    });
    return await read(answer);
  } catch (trouble) {
    throw trouble instanceof ServerError ? trouble : new ServerError(0, SENTENCES[0]);
  } finally {
    clearTimeout(timer);
  }
}

async function read(answer) {
  const text = await answer.text();
  let said = null;
  try {
    said = text ? JSON.parse(text) : {};
  } catch {
    said = null; // a login page, or a proxy's words
  }
  if (answer.ok && said !== null && !answer.redirected) return said;
  if (answer.ok) throw new ServerError(401, SENTENCES[401]);
  throw new ServerError(answer.status, sayStatus(answer.status, said));
}

/** The server's own sentence where it is ours; Jupyter's own are for programmers. */
function sayStatus(status, said) {
  const ours = said && typeof said.message === "string" && !("reason" in said) && said.message;
  if (ours) return ours;
  return SENTENCES[status] || `The server is in trouble (${status}). It is tried again by itself; what you type is kept here.`;
}

/** What the page may run, and what its bar shows. */
export const openPage = (path, cells) => ask("inquiry/api/page", { body: { path, cells } });

/** Save answers; resolves once they are in the record, or refused one by one. */
export const saveAnswers = (body) => ask("inquiry/api/save", { body });

/** What others changed since `mark`. */
export const askChanges = (query) => ask("inquiry/api/changes", { query, patience: 10000 });

/** Earlier versions of a row's answers. */
export const askHistory = (query) => ask("inquiry/api/history", { query });

/** Merge a team's own cells with those on the disk. */
export const mergeNotes = (body) => ask("inquiry/api/notes", { body });

/** A kernel as the server knows it, with the number of browsers that use it. */
export const askKernel = (id) => ask(`api/kernels/${encodeURIComponent(id)}`);

/** End a kernel's session. */
export const endSession = (id) => ask(`api/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });

/** Send while the page is closing: nobody can wait for the answer. */
export function sendWhileClosing(name, body) {
  const text = JSON.stringify(body);
  if (new Blob([text]).size > MOST_KEPT_ALIVE) return;
  fetch(address(name), { method: "POST", headers: headers(), body: text, credentials: "same-origin", keepalive: true }).catch(() => {});
}

/** Whether the server is there at all. */
export const ping = () => ask("api/status", { patience: 5000 });
