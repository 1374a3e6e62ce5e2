// Power: how large a trial must be under every hypothesis, the null's false claims in grey, and a line to read any size.

import {html, useState} from "../vendor/htm-preact.mjs";
import {Figure, Table} from "../figure.mjs";
import {percent} from "../words.mjs";
import {Files} from "./trial_files.mjs";
import {Progress, Refused, shownJob} from "./trial_jobs.mjs";
import {between, curve, sizesOf} from "./trial_curve.mjs";
import {useResults} from "./trial_results.mjs";
import {commandOf, pythonOf} from "./trial_words.mjs";

const HEIGHT = 380;

export function Power({state, change, draft, jobs}) {
  const job = shownJob(jobs.jobs, "power", state.job);
  const found = useResults(job);
  const running = jobs.active?.verb === "power" ? jobs.active : job && job.state !== "done" ? job : null;
  return html`
    <${Ask} change=${change} draft=${draft} jobs=${jobs} />
    <${Refused} error=${jobs.refused} />
    ${running && html`<${Progress} job=${running} jobs=${jobs} />`}
    ${found && (found.wrong ? html`<p class="card" role="alert">${found.wrong}</p>` : html`<${Curve} key=${found.id} found=${found} job=${job} />`)}
    ${!found && !running && html`<p class="card">${job ? "Reading the study." : "No study of power yet. It simulates a pool of women once under every arm, and draws trials of every size from it."}</p>`}`;
}

function Ask({change, draft, jobs}) {
  const [asked, put] = useState({from: 100, to: 800, step: 100, reps: 1000, target: 80, truth: "", endpoint: "", pool: 600, seed: 1});
  const set = (key) => (event) => put({...asked, [key]: event.target.value});
  const start = async (event) => {
    event.preventDefault();
    const job = await jobs.start({verb: "power", protocol: draft.toml, n: `${asked.from}:${asked.to}:${asked.step}`, reps: Number(asked.reps),
      target: Number(asked.target) / 100, truth: asked.truth === "" ? null : Number(asked.truth), endpoint: asked.endpoint, pool: Number(asked.pool), seed: Number(asked.seed)});
    if (job) change({job: job.id});
  };
  const field = (key, words, more) => html`<label for=${`power-${key}`}>${words}<input id=${`power-${key}`} type="number" required value=${asked[key]} onInput=${set(key)} ...${more} /></label>`;
  return html`<form class="card ask" onSubmit=${start}>
    <h3>How large must ${draft.values?.name ?? "this trial"} be?</h3>
    <div class="fields">
      ${field("from", "Women, from", {min: draft.summary?.least ?? 2, max: 5000})}
      ${field("to", "to", {min: 2, max: 5000})}
      ${field("step", "in steps of", {min: 1, max: 5000})}
      ${field("target", "Power sought, %", {min: 1, max: 99})}
      <label for="power-truth">True ratio (for loads and pain the true difference)
        <input id="power-truth" type="number" step="any" placeholder="0.7" value=${asked.truth} onInput=${set("truth")} /></label>
      <label for="power-endpoint">Endpoint
        <select id="power-endpoint" value=${asked.endpoint} onChange=${set("endpoint")}>
          <option value="">the protocol's first</option>
          ${(draft.summary?.endpoints ?? []).map((one) => html`<option value=${one.name}>${one.label}</option>`)}</select></label>
      ${field("pool", "Women in the pool", {min: 20, max: 5000})}
      ${field("reps", "Trials of each size", {min: 1, max: 5000})}
      ${field("seed", "Seed of all chance", {min: 0})}
    </div>
    <p class="soft">The truth is stated, not found: the product is made as strong as it asks for under each hypothesis. Larger pools have narrower bands.</p>
    <button type="submit" class="main" disabled=${draft.summary === null}>Find the size</button>
  </form>`;
}

function Curve({found, job}) {
  const sizes = sizesOf(found);
  const [least, most] = [sizes[0], sizes[sizes.length - 1]];
  const [n, setN] = useState(sizes[Math.floor(sizes.length / 2)]);
  const read = found.curves.map((one) => ({...one, at: between(one.points, n)}));
  const said = read.map((one) => `${one.hypothesis}${one.null ? " (false claims)" : ""} ${percent(one.at.value)} (${percent(one.at.low)} to ${percent(one.at.high)})`);
  const columns = ["Women", ...found.curves.map((one) => (one.null ? `${one.hypothesis}: false claims` : `${one.hypothesis}: power`))];
  const rows = sizes.map((size, place) => [size, ...found.curves.map((one) => said1(one.points[place]))]);
  return html`
    <${Figure} title=${`Trials with a claim: ${found.endpoint}`} height=${HEIGHT} columns=${columns} rows=${rows}
      note=${`Bands are 95 % Monte-Carlo error of ${found.reps} trials of each size and of the pool's ${found.women} women. Thin lines: a formula. Drag the line to read a size.`}
      plot=${(width) => curve(found, n, setN, width, HEIGHT)} command=${commandOf(job)} python=${pythonOf(job)} label=${`Power by women randomised. ${said.join("; ")}`}>
      ${most > least && html`<label class="line size" for="power-size">Women randomised
        <input id="power-size" type="range" min=${least} max=${most} step="1" value=${n} onInput=${(event) => setN(Number(event.target.value))} /><strong>${n.toLocaleString("en-US")}</strong></label>`}
    <//>
    <section class="card" aria-live="polite"><h3>At ${n.toLocaleString("en-US")} women</h3>
      <ul class="read">${read.map((one, place) => html`<li><strong>${one.hypothesis}</strong>: ${one.null ? "claims although nothing works" : "power"} ${said[place].replace(/^.*? (?=[0-9])/, "")}</li>`)}</ul></section>
    <section class="card"><${Table} caption=${`Women needed for ${percent(found.target)} power`} columns=${["Hypothesis", "Arm", "Women", "95 % Monte-Carlo interval"]}
      rows=${found.smallest.map((one) => [one.hypothesis, one.arm, one.note || `about ${Math.round(one.n).toLocaleString("en-US")}`, interval(one, most)])} /></section>
    <section class="card"><h3>${found.title}</h3><p>${found.sentences[0]} ${found.sentences[1] ?? ""}</p><${Files} job=${job} />
      <details><summary>All that the study says</summary>${found.sentences.slice(2).map((one) => html`<p>${one}</p>`)}</details>
      <p class="soft">For research and teaching; not medical advice.</p></section>`;
}

const said1 = (point) => `${percent(point.value)} (${percent(point.low)} to ${percent(point.high)})`;
const bound = (value) => Math.round(value).toLocaleString("en-US");

function interval({low, high}, most) {
  if (low === null && high === null) return `above ${bound(most)}`;
  return `${low === null ? "below the smallest" : bound(low)} to ${high === null ? `above ${bound(most)}` : bound(high)}`;
}
