// Lives asked of the server as the state changes: a quick answer at once, the exact one when the state has settled. Before the first
// answer, lives as usual are shown as they ship.

import {useEffect, useRef, useState} from "./vendor/htm-preact.mjs";
import {ask, isTold} from "./ask.mjs";
import {inWords, same} from "./state.mjs";

const PAGE = crypto.randomUUID();
const SETTLED = 300;
const STOPPED = 409; // by a newer question of this page
let shipped = null;
let questions = 0;

/** Ask, with the number of the question, and once more where it was stopped though the page still waits for it. */
async function askInTurn(path, body, signal) {
  const once = () => ask(path, {body: {...body, page: `${PAGE}:${++questions}`}, signal});
  try {
    return await once();
  } catch (error) {
    if (error.status !== STOPPED || signal.aborted) throw error;
    return once();
  }
}

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
  const shown = useRef(null);
  const asked = {worlds: worlds.map(inWords), days: state.days, women: state.women, seed: state.seed,
    taxa: state.taxa, chance: state.chance === "1"};
  if (worlds.length === 2 && same(...worlds)) asked.worlds = asked.worlds.slice(0, 1);
  const key = JSON.stringify(asked);
  useEffect(() => {
    const turn = ++last.current;
    const control = new AbortController();
    const show = (next) => { shown.current = next.answer; setFound(next); };
    const put = (body) => askInTurn("/api/run", body, control.signal)
      .then((answer) => turn === last.current && show({answer: {...answer, asked}, busy: !body.fine, error: null}))
      .catch((error) => {
        if (turn === last.current && error.name !== "AbortError") setFound((old) => ({...old, busy: false, error: isTold(error) ? null : error}));
      });
    let timer;
    const start = setTimeout(async () => {
      const computed = shown.current && !shown.current.kept;
      const kept = computed ? null : await shippedAs(key);
      if (turn !== last.current) return;
      if (kept) show({answer: kept, busy: ready, error: null});
      else if (!ready && !computed) show({answer: null, busy: false, error: null});
      if (!ready) return;
      setFound((old) => ({...old, busy: true}));
      if (!kept) await put({...asked, chance: false, fine: false});
      if (turn === last.current) timer = setTimeout(() => put({...asked, fine: true}), kept ? 0 : SETTLED);
    }, 30);
    return () => { clearTimeout(start); clearTimeout(timer); control.abort(); };
  }, [key, ready, again]);
  return found;
}

/** The answer that ships, if it is the one asked for. */
async function shippedAs(key) {
  shipped ??= ask("/api/run/kept").catch(() => null);
  const answer = await shipped;
  return answer && JSON.stringify(answer.asked) === key ? answer : null;
}

/** What an answer is of, in words. */
export function described({women, fine, chance, asked, kept}) {
  const whose = `${women === 1 ? "the median woman" : `${women} women`}, ${fine ? (chance ? `chance, seed ${asked.seed}` : "mean field, no chance") : "quick"}`;
  return kept ? `${whose}; kept answer of milkway ${kept.version}${kept.stale ? ", of other numbers than now," : ""} until the model has answered` : whose;
}

/** Ask one thing once the state has been quiet for a while; the last answer stays meanwhile, and `fresh` says whether it is of what is asked now. */
export function useSettled(path, body, ready, pause = 900) {
  const [found, setFound] = useState({answer: null, busy: false, error: null});
  const key = JSON.stringify(body);
  useEffect(() => {
    if (!ready || body === null) return undefined;
    const control = new AbortController();
    setFound((old) => ({...old, busy: true}));
    const timer = setTimeout(() => askInTurn(path, body, control.signal)
      .then((answer) => setFound({answer, of: key, busy: false, error: null}))
      .catch((error) => error.name !== "AbortError" && !control.signal.aborted && setFound((old) => ({...old, busy: false, error: isTold(error) ? null : error}))), pause);
    return () => { clearTimeout(timer); control.abort(); };
  }, [path, key, ready]);
  return {...found, fresh: found.answer !== null && found.of === key};
}
