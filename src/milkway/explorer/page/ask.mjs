// Questions to the server: the token that the opened address held, and a server that has gone or is another than the page knew.

const KEPT = "milkway-token";
const REFUSED = 401; // for want of the token
const listeners = new Set();
let lacking = ""; // why nothing is answered: the server is "gone", it is "another", there is no "token"; or nothing
let waiting = null;

/** Take the token out of the address, so that a copied link does not hold it. */
export function takeToken() {
  const [path, query = ""] = location.hash.split("?");
  const parts = new URLSearchParams(query);
  const token = new URLSearchParams(location.search).get("t") ?? parts.get("t");
  if (token === null) return;
  sessionStorage.setItem(KEPT, token);
  parts.delete("t");
  history.replaceState(null, "", `${location.pathname}${path}${parts.size ? `?${parts}` : ""}`);
}

/** Be told why the server does not answer, nothing once it does. */
export function watchServer(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether an error is that the server does not answer, which those who watch it are told. */
export const isTold = ({status}) => status === 0 || status === REFUSED;

/**
 * Ask the server.
 * @param {string} path
 * @param {{body?: object, signal?: AbortSignal, method?: string}} options
 * @returns {Promise<any>} what it answers; throws {status, message, mistakes}, status 0 where it has gone.
 */
export async function ask(path, {body, signal, method} = {}) {
  const found = await fetched(path, {method: method ?? (body === undefined ? "GET" : "POST"), signal,
    headers: body === undefined ? {} : {"content-type": "application/json"}, body: body === undefined ? undefined : JSON.stringify(body)});
  const told = (found.headers.get("content-type") ?? "").includes("json") ? await found.json() : await found.text();
  if (!found.ok) throw {status: found.status, message: told.message ?? String(told), mistakes: told.mistakes ?? []};
  return told;
}

/** Return the bytes of an answer that is no JSON, as an object URL. */
export async function fetchFile(path) {
  const found = await fetched(path);
  if (!found.ok) throw {status: found.status, message: (await found.json()).message, mistakes: []};
  return URL.createObjectURL(await found.blob());
}

/** Fetch, and say so and wait where the server does not let the page in. */
async function fetched(path, options) {
  let found;
  try {
    found = await letIn(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    lost("gone");
    throw {status: 0, message: "The page's server has stopped.", mistakes: []};
  }
  if (found.status === REFUSED) lost(tokens()[0] ? "another" : "token");
  return found;
}

/** This tab's token, and the newest that let in a tab of this browser, which one that was opened by a link takes. */
const tokens = () => {
  const some = [sessionStorage.getItem(KEPT), localStorage.getItem(KEPT)].filter(Boolean);
  return some.length ? [...new Set(some)] : [""];
};

/** Fetch with the token that the server takes; only such a one is kept for other tabs. */
async function letIn(path, options = {}) {
  let found;
  for (const token of tokens()) {
    found = await fetch(path, {...options, headers: {...options.headers, "x-milkway-token": token}});
    if (found.status === REFUSED) continue;
    if (found.ok) for (const store of [sessionStorage, localStorage]) if (store.getItem(KEPT) !== token) store.setItem(KEPT, token);
    return found;
  }
  return found;
}

function lost(why) {
  tell(why);
  if (waiting) return;
  let pause = 1000;
  const again = async () => {
    const found = await letIn("/api/state").catch(() => null);
    if (found?.ok) {
      waiting = null;
      removeEventListener("storage", atOnce);
      tell("");
      return;
    }
    if (found === null || found.status === REFUSED) tell(found === null ? "gone" : tokens()[0] ? "another" : "token");
    pause = Math.min(30000, pause * 2);
    waiting = setTimeout(again, pause);
  };
  const atOnce = (event) => { // another tab was let in
    if (event.key !== KEPT) return;
    clearTimeout(waiting);
    again();
  };
  addEventListener("storage", atOnce);
  waiting = setTimeout(again, pause);
}

function tell(now) {
  if (now === lacking) return;
  lacking = now;
  for (const listener of listeners) listener(now);
}
