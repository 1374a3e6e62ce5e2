// Answers that stay the same while the server runs: asked for once, kept, and asked again after it has come back.

import {useEffect, useState} from "./vendor/htm-preact.mjs";
import {ask} from "./ask.mjs";

const kept = new Map();

/**
 * Return the answer of an address once it is there.
 * @param {string} path nothing to ask for nothing
 * @param {number} again changes when the server has come back
 * @returns {{told: any, error: any}}
 */
export function useAnswer(path, again) {
  const [found, put] = useState({path: "", told: undefined, error: undefined});
  useEffect(() => {
    if (!path || kept.has(path)) return undefined;
    const stop = new AbortController();
    ask(path, {signal: stop.signal})
      .then((told) => { kept.set(path, told); put({path, told}); })
      .catch((error) => { if (error.name !== "AbortError") put({path, error}); });
    return () => stop.abort();
  }, [path, again]);
  if (kept.has(path)) return {told: kept.get(path), error: undefined};
  return found.path === path ? found : {told: undefined, error: undefined};
}
