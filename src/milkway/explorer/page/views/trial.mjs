// The Trial view: a protocol as form and text, its runs, what they came to, and how large a trial must be.

import {html, useCallback, useEffect, useRef, useState} from "../vendor/htm-preact.mjs";
import {ask} from "../ask.mjs";
import {writeLink} from "../state.mjs";
import {Design} from "./trial_design.mjs";
import {useJobs} from "./trial_jobs.mjs";
import {Power} from "./trial_power.mjs";
import {Results} from "./trial_results.mjs";
import {Run} from "./trial_run.mjs";

const STEPS = [["design", "Design"], ["run", "Run"], ["results", "Results"], ["power", "Power"]];
const QUIET = 500; // ms without typing after which a text is checked
const EMPTY = {toml: "", mistakes: [], summary: null, values: null, lines: {}};

export function Trial({state, change, again, say}) {
  const draft = useDraft(state.protocol, again);
  const jobs = useJobs(again, say);
  const shared = {state, change, draft, jobs, say};
  return html`<div class="trial">
    <div class="trial-head">
      <h2>Trial</h2>
      <nav class="parts" aria-label="Steps of the trial">${STEPS.map(([step, name]) => html`<a href=${writeLink({...state, step})}
        aria-current=${state.step === step ? "page" : undefined}>${name}</a>`)}</nav>
    </div>
    <div hidden=${state.step !== "design"}><${Design} ...${shared} /></div>
    ${state.step === "run" && html`<${Run} ...${shared} />`}
    ${state.step === "results" && html`<${Results} ...${shared} />`}
    ${state.step === "power" && html`<${Power} ...${shared} />`}
  </div>`;
}

/** The protocol that is worked on: its text is the master; the last question wins, and edits of the form keep their order. */
function useDraft(name, again) {
  const [draft, put] = useState({...EMPTY, name: "", edited: false, wrong: "", good: null});
  const text = useRef("");
  const latest = useRef(0);
  const timer = useRef(0);
  const chain = useRef(Promise.resolve());

  const settle = useCallback((found, edited) => {
    text.current = found.toml;
    put((old) => ({...old, ...found, edited, wrong: "", good: found.values ?? old.good}));
  }, []);
  const question = useCallback(async (asked, edited) => {
    const mine = ++latest.current;
    try {
      const found = await asked();
      if (mine === latest.current) settle(found, edited);
    } catch (error) {
      if (mine === latest.current) put((old) => ({...old, wrong: error.mistakes?.length ? error.mistakes.map(inWords).join(". ") : error.message}));
    }
  }, []);

  useEffect(() => {
    if (draft.edited && draft.name === name) return;
    question(() => ask(`/api/protocols/${encodeURIComponent(name)}`), false).then(() => put((old) => ({...old, name})));
  }, [name, again]);
  useEffect(() => {
    if (!draft.edited) return undefined;
    const keep = (event) => event.preventDefault();
    addEventListener("beforeunload", keep);
    return () => removeEventListener("beforeunload", keep);
  }, [draft.edited]);

  const check = useCallback((toml) => question(() => ask("/api/protocol/check", {body: {toml}}), true), []);
  const type = useCallback((toml) => {
    text.current = toml;
    latest.current += 1; // an answer under way is of an older text
    put((old) => ({...old, toml, edited: true}));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => check(toml), QUIET);
  }, []);
  const edit = useCallback((path, value) => {
    chain.current = chain.current.then(() => question(() => ask("/api/protocol/edit", {body: {toml: text.current, path, value}}), true));
    return chain.current;
  }, []);
  const open = useCallback((toml) => {
    text.current = toml;
    put((old) => ({...old, ...EMPTY, toml, edited: true, wrong: "", good: null}));
    return check(toml);
  }, []);
  const saved = useCallback(() => put((old) => ({...old, edited: false})), []);
  return {...draft, type, edit, open, saved};
}

/** A mistake as a sentence. */
export const inWords = (one) => `${one.where}: found ${one.found}; allowed: ${one.allowed}`;
