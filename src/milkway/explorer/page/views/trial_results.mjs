// Results of a trial: who took part, every endpoint beside the published one under all hypotheses together, harms, and its files.

import {html, useEffect, useState} from "../vendor/htm-preact.mjs";
import {ask} from "../ask.mjs";
import {Figure, Table} from "../figure.mjs";
import {writeLink} from "../state.mjs";
import {Files} from "./trial_files.mjs";
import {forest, forestHeight, sideWords} from "./trial_forest.mjs";
import {Progress, shownJob} from "./trial_jobs.mjs";
import {commandOf, pythonOf} from "./trial_words.mjs";

/** What a finished run came to; null while it is asked for. */
export function useResults(job) {
  const [found, put] = useState(null);
  const id = job?.state === "done" ? job.id : "";
  useEffect(() => {
    put(null);
    if (!id) return undefined;
    const stop = new AbortController();
    ask(`/api/jobs/${id}/results`, {signal: stop.signal}).then((told) => put({id, ...told})).catch((error) => put({id, wrong: error.message}));
    return () => stop.abort();
  }, [id]);
  return found?.id === id ? found : null;
}

export function Results({state, change, jobs}) {
  const job = shownJob(jobs.jobs, "trial", state.job);
  const found = useResults(job);
  if (!job) {
    return jobs.known ? html`<p class="card">No trial has been run here yet. <a href=${writeLink({...state, step: "run"})}>Run one</a>: 60 women take about a minute.</p>`
      : html`<p class="card" role="status">Asking for the runs.</p>`;
  }
  if (job.state !== "done") return html`<${Progress} job=${job} jobs=${jobs} />`;
  if (found === null) return html`<p class="card waiting-form" role="status">Reading the results.</p>`;
  if (found.wrong) return html`<p class="card" role="alert">${found.wrong}</p>`;
  const endpoint = found.endpoints.find((one) => one.name === state.endpoint) ?? found.endpoints[0];
  return html`
    <div class="beside"><${Head} found=${found} job=${job} /><${Flow} found=${found} /></div>
    <div class="endpoint-choice"><label for="endpoint">Endpoint</label>
      <select id="endpoint" value=${endpoint.name} onChange=${(event) => change({endpoint: event.target.value})}>
        ${found.endpoints.map((one) => html`<option value=${one.name}>${one.label}${one.tuned ? " †" : ""}</option>`)}</select></div>
    <${Forest} found=${found} endpoint=${endpoint} job=${job} />
    <${Overview} found=${found} />
    <${Harms} found=${found} />
    <${Oracle} found=${found} />
    <${Basis} found=${found} />`;
}

function Head({found, job}) {
  return html`<section class="card">
    <h3>${found.title}</h3>
    <p>Simulated, no human took part: ${found.size} virtual women, seed ${found.seed}. ${found.failed === 0 ? `All ${found.simulated} lives were computed, a woman counting once under each hypothesis and setting.` : `${found.failed} of ${found.simulated} lives could not be computed.`}</p>
    ${found.sentences.map((one) => html`<p class="soft">${one}</p>`)}
    <p class="skill"><strong>Skill.</strong> ${found.skill.join(" ").replace(/^Skill: /, "").replace(/^./, (letter) => letter.toUpperCase())}</p>
    <${Files} job=${job} />
  </section>`;
}

/** The flow of women as CONSORT has it. */
function Flow({found}) {
  const {flow} = found;
  return html`<section class="card consort" aria-labelledby="flow-head">
    <h3 id="flow-head">Flow of participants</h3>
    <div class="box"><strong>${flow.screened} candidates screened</strong><span>Excluded: ${flow.excluded.join("; ") || "none"}</span></div>
    <div class="box"><strong>${found.size} ${found.single ? "enrolled" : "randomised"}</strong></div>
    <div class="arms">${flow.arms.map(({label, steps}) => html`<div class="arm-boxes">
      <div class="box"><strong>${label}</strong><span>${steps.randomised} ${found.single ? "in the single arm" : "allocated"}</span></div>
      <div class="box"><span>${steps.withdrew} left the trial</span><span>${steps["stopped breastfeeding"]} stopped breastfeeding, then or later</span>
        ${steps.failed !== "0" && html`<span>${steps.failed} lost to a failed simulation</span>`}</div>
      <div class="box"><strong>${steps.completed} completed</strong><span>${steps["completed, still breastfeeding"]} of them still breastfeeding</span></div>
    </div>`)}</div>
    <p class="soft">A range is over hypotheses and settings of the disputed routes.</p>
  </section>`;
}

/** A row's name: hypothesis, routes, arm. */
export const rowName = (row) => `${row.hypothesis}${row.routes ? `, ${row.routes === "averaged" ? "averaged over routes" : `routes ${row.routes}`}` : ""}${row.arm ? `, ${row.arm}` : ""}`;

function Forest({found, endpoint, job}) {
  const {measure} = endpoint;
  const tuned = endpoint.tuned ? " † The published result shaped the model's numbers, so likeness to it is no evidence." : "";
  const rows = endpoint.rows.map((row) => [rowName(row), ...row.arms, row.text]);
  const note = `${measure.label}${measure.alone ? "" : ", product against reference"}, with 95 % intervals${sideWords(endpoint)}. Unit: ${endpoint.unit}. One virtual trial: chance moves it as it moves a real one, and alone moves null, under which the product does nothing.${tuned}`;
  return html`<${Figure} title=${`${endpoint.label}${endpoint.tuned ? " †" : ""}`} note=${note} height=${forestHeight(endpoint)}
    plot=${(width) => forest(endpoint, found.hypotheses, width)} columns=${["", ...endpoint.arms.map((arm) => arm.label), measure.label]} rows=${rows}
    label=${`${endpoint.label}: ${rows.map((row) => `${row[0]} ${row[row.length - 1]}`).join("; ")}`} command=${commandOf(job)} python=${pythonOf(job)} />`;
}

/** The first row of a hypothesis, which is that averaged over routes, or of the published trial. */
const leading = (endpoint, key, who) => endpoint[key].find((row) => row.hypothesis === who)?.text ?? "not reported";

function Overview({found}) {
  const names = found.hypotheses.map((one) => one.name);
  const rows = found.endpoints.filter((one) => !one.harm).map((one) => [`${one.label}${one.tuned ? " †" : ""}`, one.measure.label, leading(one, "rows", "published"),
    ...names.map((name) => leading(one, "rows", name)), one.skill]);
  return html`<section class="card">
    <${Table} caption="All endpoints, averaged over the disputed routes, beside the published" columns=${["Endpoint", "Measure", "Published", ...names, "Skill"]} rows=${rows} />
    <p class="soft">† used in tuning: agreement with the published result is no evidence.</p></section>`;
}

function Harms({found}) {
  const names = found.hypotheses.map((one) => one.name);
  const harms = found.endpoints.filter((one) => one.harm);
  if (harms.length === 0) return html`<section class="card"><h3>Harms</h3><p>This protocol has no endpoint that counts harm. That is not a finding of no harm.</p></section>`;
  return html`<section class="card">
    <${Table} caption="Harms" columns=${["Harm", "Measure", "Published", ...names]} rows=${harms.map((one) => [one.label, one.measure.label,
      leading(one, "rows", "published"), ...names.map((name) => leading(one, "rows", name))])} /></section>`;
}

/** What was true of every woman, folded away: no trial sees it. */
function Oracle({found}) {
  const [open, setOpen] = useState(false);
  const names = found.hypotheses.map((one) => one.name);
  return html`<details class="card oracle" open=${open} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>What no trial sees</summary>
    ${open && html`<p>What was true of every woman randomised, whether or not she left or reported it. It is known here because the women are simulated.</p>
      <${Table} caption="True of every woman, averaged over the disputed routes" columns=${["Endpoint", "Measure", ...names]}
        rows=${found.endpoints.map((one) => [one.label, one.measure.label, ...names.map((name) => leading(one, "oracle", name))])} />`}
  </details>`;
}

function Basis({found}) {
  const kinds = Object.entries(found.kinds).map(([kind, many]) => `${many} ${kind}`).join(", ");
  return html`<section class="card"><h3>What these numbers rest on</h3>
    <p>Parameters in use: ${kinds}. Placeholder: a value that nothing supports. Tuned: set so that the model meets published results.</p>
    <ul>${found.hypotheses.map((one) => html`<li><strong>${one.name}</strong>: ${one.label.replace(/^[^:]*: /, "")}</li>`)}</ul>
    <p class="soft">For research and teaching; not medical advice.</p></section>`;
}
