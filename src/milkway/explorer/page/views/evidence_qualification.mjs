// Every published result in its predicted interval, those missed most first; a result that was fitted has a dagger.

import {html, useState} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {between, inUnit, Kept, Waiting} from "../units.mjs";
import {Skill} from "../skill.mjs";
import {number} from "../words.mjs";

const EDGE = 3; // half-intervals from the median; what is further off stands at the edge
const WIDTH = 220;
const CHOICES = [["", "all"], ["outside", "outside 90 %"], ["free", "not fitted"]];

export function Qualification({again, model}) {
  const [choice, choose] = useState("");
  const {told, error} = useAnswer("/api/qualification", again);
  if (!told) return html`<${Waiting} what="The predictions" error=${error} />`;
  const shown = told.results.filter((one) => (choice === "outside" ? !one.inside_90 : choice === "free" ? !one.fitted : true));
  return html`<div class="qualification">
    <p>A prediction is what a study like the published one would print if the model were true. Nothing here is evidence that a product works.</p>
    <ul class="plain">${Object.entries(told.coverage).map(([name, one]) => html`<li><b>${name}</b>: ${one.inside_90} of ${one.results} inside their 90 % interval, ${one.inside_50} inside their 50 % interval.</li>`)}</ul>
    <p class="soft">${told.varied} ${told.parameter_sets} parameter sets, each with ${number(told.size)} of the usual number of dyads; seed ${told.seed}.
      † is fitted: agreement is no evidence for the model. ° was printed without the number of women: its interval is too narrow and it is not counted; * is shown for context alone and not counted.</p>
    <${Kept} about=${told} />
    <${Skill} model=${model} />
    <div class="filters word-filter" role="group" aria-label="Which results">${CHOICES.map(([key, words]) => html`<button type="button" aria-pressed=${choice === key} onClick=${() => choose(key)}>${words}</button>`)}
      <span class="soft" role="status">${shown.length} lines</span></div>
    <table class="cards"><caption class="seen-by-readers">Published results beside predictions</caption>
      <thead><tr>${["Result", "In its prediction", "Published", "Predicted, middle (90 %)", "Inside"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${shown.map((one) => html`<${Line} key=${`${one.result} ${one.under}`} one=${one} />`)}</tbody></table>
  </div>`;
}

function Line({one}) {
  const marks = `${one.fitted ? " †" : ""}${one.sampling_error_known ? "" : " °"}${one.use === "context" ? " *" : ""}`;
  const inside = one.inside_50 ? "inside 50 %" : one.inside_90 ? "inside 90 %" : "outside";
  return html`<tr><th scope="row">${one.says}${marks}<div class="soft">${one.study}${one.under ? `; product: ${one.under}` : ""}${one.why ? `. ${one.why}` : ""}</div></th>
    <td data-label="In its prediction"><${Place} one=${one} /></td>
    <td data-label="Published">${inUnit(one.published, one.unit)}</td>
    <td data-label="Predicted, middle (90 %)">${inUnit(one.predicted.q50, one.unit, false)} ${one.predicted.q05 === one.predicted.q95 ? "in every set" : `(${between([one.predicted.q05, one.predicted.q95], one.unit, false)})`}</td>
    <td data-label="Inside">${one.inside_90 ? inside : html`<b>${inside}</b>`}</td></tr>`;
}

/** The published value on the scale of its own prediction: the median is the middle, the ends of the band are one from it. */
function Place({one}) {
  const half = (value) => { // in halves of the 90 % interval from the median
    const off = value - one.predicted.q50;
    const width = off > 0 ? one.predicted.q95 - one.predicted.q50 : one.predicted.q50 - one.predicted.q05;
    return off === 0 ? 0 : width > 0 ? off / width : Math.sign(off) * EDGE;
  };
  const at = (place) => (WIDTH / 2) * (1 + Math.max(-EDGE, Math.min(EDGE, place)) / (EDGE + 0.6));
  const place = at(one.place ?? Math.sign(one.published - one.predicted.q50) * EDGE);
  const far = Math.abs(one.place ?? EDGE) >= EDGE;
  return html`<svg class="mini" width=${WIDTH} height="22" viewBox=${`0 0 ${WIDTH} 22`} aria-hidden="true">
    <line x1=${at(0)} x2=${at(0)} y1="3" y2="19" stroke="var(--soft)" />
    <line x1=${at(-1)} x2=${at(1)} y1="11" y2="11" stroke="var(--soft)" stroke-width="2" />
    <line x1=${at(half(one.predicted.q25))} x2=${at(half(one.predicted.q75))} y1="11" y2="11" stroke="var(--soft)" stroke-width="8" />
    ${one.inside_90 ? html`<circle cx=${place} cy="11" r="5" fill="var(--a)" stroke="var(--ink)" />`
      : html`<path d=${`M${place - 5} 6 l10 10 m0 -10 l-10 10`} stroke="var(--b)" stroke-width="3" />`}
    ${far && !one.inside_90 && html`<path d=${one.published > one.predicted.q50 ? `M${WIDTH - 7} 7 l6 4 l-6 4 z` : "M7 7 l-6 4 l6 4 z"} fill="var(--b)" />`}</svg>`;
}
