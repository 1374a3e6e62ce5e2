// Questions to the server: the token that the opened address held, waiting for the model, and a server that has gone.

const KEPT = "milkway-token";
const listeners = new Set();
let gone = false;
let waiting = null;

/** Take the token out of the address, so that a copied link does not hold it. */
export function takeToken() {
  const [path, query = ""] = location.hash.split("?");
  const parts = new URLSearchParams(query);
  if (parts.has("t")) {
    sessionStorage.setItem(KEPT, parts.get("t"));
    parts.delete("t");
    history.replaceState(null, "", `${location.pathname}${path}${parts.size ? `?${parts}` : ""}`);
  }
}

/** Be told when the server goes and when it is back. */
export function watchServer(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Ask the server.
 * @param {string} path
 * @param {{body?: object, signal?: AbortSignal, method?: string}} options
 * @returns {Promise<any>} what it answers; throws {status, message, mistakes}, status 0 where it has gone.
 */
export async function ask(path, {body, signal, method} = {}) {
  const headers = {"x-milkway-token": sessionStorage.getItem(KEPT) ?? ""};
  if (body !== undefined) headers["content-type"] = "application/json";
  let found;
  try {
    found = await fetch(path, {method: method ?? (body === undefined ? "GET" : "POST"), headers, signal,
      body: body === undefined ? undefined : JSON.stringify(body)});
  } catch (error) {
    if (error.name === "AbortError") throw error;
    lost();
    throw {status: 0, message: "The page's server has stopped.", mistakes: []};
  }
  const told = (found.headers.get("content-type") ?? "").includes("json") ? await found.json() : await found.text();
  if (!found.ok) throw {status: found.status, message: told.message ?? String(told), mistakes: told.mistakes ?? []};
  return told;
}

/** Return the bytes of an answer that is no JSON, as an object URL. */
export async function fetchFile(path) {
  const found = await fetch(path, {headers: {"x-milkway-token": sessionStorage.getItem(KEPT) ?? ""}});
  if (!found.ok) throw {status: found.status, message: (await found.json()).message, mistakes: []};
  return URL.createObjectURL(await found.blob());
}

function lost() {
  tell(true);
  if (waiting) return;
  let pause = 1000;
  const again = async () => {
    try {
      const found = await fetch("/api/state", {headers: {"x-milkway-token": sessionStorage.getItem(KEPT) ?? ""}});
      if (found.status === 401) throw new Error("another server");
      waiting = null;
      tell(false);
    } catch {
      pause = Math.min(30000, pause * 2);
      waiting = setTimeout(again, pause);
    }
  };
  waiting = setTimeout(again, pause);
}

function tell(now) {
  if (now === gone) return;
  gone = now;
  for (const listener of listeners) listener(gone);
}
