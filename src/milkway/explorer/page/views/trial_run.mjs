// Run: how large, with which luck and which numbers; how far it is; and the runs there are.

import {html, useEffect, useState} from "../vendor/htm-preact.mjs";
import {ask} from "../ask.mjs";
import {writeLink} from "../state.mjs";
import {ENDED, NAMES, Progress, Refused} from "./trial_jobs.mjs";
import {costWords, duration, moment, sizeWords} from "./trial_words.mjs";

const QUIET = 300; // ms without a change after which the cost is asked for

export function Run({state, change, draft, jobs}) {
  const [asked, put] = useState({dyads: "", seed: 1, parameters: "best", missing: false, data: false, keep: false});
  const set = (key) => (event) => put({...asked, [key]: event.target.type === "checkbox" ? event.target.checked : event.target.value});
  const cost = useCost(draft, asked);
  const busy = jobs.jobs.some((one) => !ENDED.includes(one.state));
  const start = async (event) => {
    event.preventDefault();
    const job = await jobs.start({verb: "trial", protocol: draft.toml, dyads: asked.dyads === "" ? null : Number(asked.dyads), seed: Number(asked.seed),
      parameters: asked.parameters, missing: asked.missing, data: asked.data, keep: asked.keep});
    if (job) change({job: job.id});
  };
  const shown = jobs.active ?? jobs.jobs.find((one) => one.id === state.job);
  return html`
    <form class="card ask" onSubmit=${start}>
      <h3>A trial of ${draft.values?.name ?? "this protocol"}</h3>
      <div class="fields">
        <label for="run-dyads">Women randomised, all arms
          <input id="run-dyads" type="number" min=${draft.summary?.least ?? 1} max="5000" placeholder=${draft.summary?.size ?? ""} value=${asked.dyads} onInput=${set("dyads")} /></label>
        <label for="run-seed">Seed of all chance
          <input id="run-seed" type="number" min="0" required value=${asked.seed} onInput=${set("seed")} /></label>
        <label for="run-parameters">Numbers of the model
          <select id="run-parameters" value=${asked.parameters} onChange=${set("parameters")}>
            <option value="best">the better of tables and posterior</option><option value="tables">tables</option><option value="posterior">middle of the posterior</option></select></label>
      </div>
      <label class="line" for="run-missing"><input id="run-missing" type="checkbox" checked=${asked.missing} onChange=${set("missing")} /> Also study what leaving does to the result</label>
      <label class="line" for="run-data"><input id="run-data" type="checkbox" checked=${asked.data} onChange=${set("data")} /> Also write data sets (ADaM, CSV)</label>
      <label class="line" for="run-keep"><input id="run-keep" type="checkbox" checked=${asked.keep} onChange=${set("keep")} /> Keep running when the page's program ends</label>
      <p class="soft" role="status">${cost}</p>
      <button type="submit" class="main" disabled=${draft.summary === null}>${busy ? "Run after the others" : "Run"}</button>
    </form>
    <${Refused} error=${jobs.refused} />
    ${shown && html`<${Progress} job=${shown} jobs=${jobs} />`}
    <${Runs} jobs=${jobs} state=${state} />`;
}

/** What a run would cost, or why it cannot be asked for. */
function useCost(draft, asked) {
  const [said, say] = useState("");
  useEffect(() => {
    if (draft.summary === null) { say(draft.mistakes.length ? "The protocol has mistakes; see Design." : ""); return undefined; }
    const stop = new AbortController();
    const timer = setTimeout(() => ask("/api/protocol/check", {signal: stop.signal, body: {toml: draft.toml, missing: asked.missing,
      dyads: asked.dyads === "" ? null : Number(asked.dyads)}})
      .then((found) => say(found.summary ? costWords(found.summary) : found.mistakes.map((one) => `${one.where}: found ${one.found}; allowed: ${one.allowed}`).join(". ")))
      .catch(() => {}), QUIET);
    return () => { stop.abort(); clearTimeout(timer); };
  }, [draft.toml, draft.summary, asked.dyads, asked.missing]);
  return said;
}

function Runs({jobs, state}) {
  if (jobs.known && jobs.jobs.length === 0) return html`<p class="card">No run yet. The one that you start is listed here, and stays after the page closes.</p>`;
  const columns = ["Run", "Begun", "State", "Took", ""];
  return html`<section class="card">
    <table class="cards runs">
      <caption>Runs: ${(jobs.used / 1e6).toFixed(0)} of ${(jobs.quota / 1e6).toFixed(0)} MB</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${name || html`<span class="seen-by-readers">What to do</span>`}</th>`)}</tr></thead>
      <tbody>${jobs.jobs.map((job) => html`<tr key=${job.id}>
        <th scope="row">${NAMES[job.verb]} ${job.title}<div class="soft">${sizeWords(job)}</div></th>
        <td data-label="Begun">${moment(job.made)}</td>
        <td data-label="State">${job.state}${job.keep ? ", kept running" : ""}</td>
        <td data-label="Took">${job.seconds > 0 ? duration(job.seconds) : "-"}</td>
        <td data-label="What to do"><${Actions} job=${job} jobs=${jobs} state=${state} /></td>
      </tr>`)}</tbody>
    </table>
  </section>`;
}

function Actions({job, jobs, state}) {
  const step = {trial: "results", power: "power"}[job.verb];
  const remove = () => { if (confirm(`Remove this run of ${job.title || NAMES[job.verb]} and its files?`)) jobs.remove(job.id); };
  return html`<div class="actions">
    ${job.state === "done" && step && html`<a class="button" href=${writeLink({...state, step, job: job.id})}>Results</a>`}
    ${["stopped", "failed"].includes(job.state) && html`<button type="button" onClick=${() => jobs.goOn(job.id)}>Go on</button>`}
    ${ENDED.includes(job.state) ? html`<button type="button" class="quiet" onClick=${remove}>Remove</button>`
      : html`<button type="button" onClick=${() => jobs.stop(job.id)}>Stop</button>`}
  </div>`;
}
