// Lives asked of the server as the state changes: a quick answer at once, the exact one when the state has settled. While the model
// loads, lives as usual are shown as they ship.

import {useEffect, useRef, useState} from "./vendor/htm-preact.mjs";
import {ask} from "./ask.mjs";
import {inWords, same} from "./state.mjs";

const PAGE = crypto.randomUUID();
const SETTLED = 300;

/**
 * Ask for lives.
 * @param state of the page
 * @param {object[]} worlds one or two
 * @param {boolean} ready whether the model is
 * @param {number} again changes when the server is back
 * @returns {{answer: any, busy: boolean, error: any}} the last answer stays while a new one is computed.
 */
export function useLives(state, worlds, ready, again) {
  const [found, setFound] = useState({answer: null, busy: false, error: null});
  const last = useRef(0);
  const asked = {worlds: worlds.map(inWords), days: state.days, women: state.women, seed: state.seed,
    taxa: state.taxa, chance: state.chance === "1"};
  if (worlds.length === 2 && same(...worlds)) asked.worlds = asked.worlds.slice(0, 1);
  const key = JSON.stringify(asked);
  useEffect(() => {
    if (ready) return undefined;
    const control = new AbortController();
    ask("/api/run/kept", {signal: control.signal})
      .then((answer) => key === JSON.stringify(answer.asked) && setFound((old) => (old.answer ? old : {...old, answer})))
      .catch(() => {}); // the page waits for the model instead
    return () => control.abort();
  }, [key, ready, again]);
  useEffect(() => {
    if (!ready) return undefined;
    const turn = ++last.current;
    const control = new AbortController();
    const kept = found.answer?.kept && JSON.stringify(found.answer.asked) === key;
    const put = (body) => ask("/api/run", {body: {...body, page: PAGE}, signal: control.signal})
      .then((answer) => turn === last.current && setFound((old) => ({answer: {...answer, asked}, busy: !body.fine, error: null})))
      .catch((error) => {
        if (turn === last.current && error.name !== "AbortError" && error.status !== 409) {
          setFound((old) => ({...old, busy: false, error}));
        }
      });
    setFound((old) => ({...old, busy: true}));
    let timer;
    const start = setTimeout(() => (kept ? put({...asked, fine: true}) : put({...asked, chance: false, fine: false}).then(() => {
      timer = setTimeout(() => put({...asked, fine: true}), SETTLED);
    })), 30);
    return () => { clearTimeout(start); clearTimeout(timer); control.abort(); };
  }, [key, ready, again]);
  return found;
}

/** What an answer is of, in words. */
export function described({women, fine, chance, asked, kept}) {
  const whose = `${women === 1 ? "the median woman" : `${women} women`}, ${fine ? (chance ? `chance, seed ${asked.seed}` : "mean field, no chance") : "quick"}`;
  return kept ? `${whose}; kept answer of milkway ${kept.version}${kept.stale ? ", whose numbers have changed since" : ""}, the model is loading` : whose;
}

/** Ask one thing once the state has been quiet for a while; the last answer stays meanwhile. */
export function useSettled(path, body, ready, pause = 900) {
  const [found, setFound] = useState({answer: null, busy: false, error: null});
  const key = JSON.stringify(body);
  useEffect(() => {
    if (!ready || body === null) return undefined;
    const control = new AbortController();
    setFound((old) => ({...old, busy: true}));
    const timer = setTimeout(() => ask(path, {body: {...body, page: PAGE}, signal: control.signal})
      .then((answer) => setFound({answer, busy: false, error: null}))
      .catch((error) => error.name !== "AbortError" && error.status !== 409 && setFound((old) => ({...old, busy: false, error}))), pause);
    return () => { clearTimeout(timer); control.abort(); };
  }, [path, key, ready]);
  return found;
}
