// Inside one world on one day, in the mean field: where its cells come from, and what each route matters for.

import {html, useState} from "./vendor/htm-preact.mjs";
import {Table} from "./figure.mjs";
import {useSettled} from "./lives.mjs";
import {inWords} from "./state.mjs";
import {count, number, percent} from "./words.mjs";

const ORGANS = [["milk", "Milk"], ["infant_gut", "Infant's gut"], ["infant_mouth", "Infant's mouth"]];
const ASKED = [["milk_residents", "Milk, cells per mL"], ["milk_s_aureus", "S. aureus in milk, per mL"], ["milk_strain", "Product in milk, per mL"], ["infant_gut", "Infant's gut, all cells"]];
const SAME = 0.01;
const LEAST = 0.1; // cells: below, a ratio says nothing

export function Inside({state, world, model, ready, day, named}) {
  const [open, setOpen] = useState(false);
  const at = Math.max(1, Math.min(day, state.days));
  const body = {world: inWords(world), days: state.days, day: at, women: Math.min(state.women, 8), seed: state.seed};
  const parted = useSettled("/api/routes", body, ready);
  const traced = useSettled("/api/origins", open ? {...body, women: 1} : null, ready && open);
  const label = (name) => (model?.processes[name]?.label ?? name);
  const source = (name) => (model?.processes[name]?.brings ?? name);
  return html`<section class="card" aria-label="Where cells come from"><h3>Where the cells of day ${at} come from</h3>
    <p class="soft">Each cell inherits the way by which its forebears came: the median woman in the mean field, ${named}. Sources sum to one; what cells passed on their way may overlap.</p>
    ${!open && html`<button type="button" onClick=${() => setOpen(true)}>Trace them</button> <span class="soft">the first time on a machine, a model with labels is compiled for about a minute</span>`}
    ${open && traced.busy && html`<p class="soft" role="status">Tracing.</p>`}
    ${open && traced.error && html`<p class="mistakes">${traced.error.message}</p>`}
    ${open && traced.fresh && html`<div class="charts">${ORGANS.map(([organ, words]) => html`<${Shares} words=${words} told=${traced.answer.organs[organ]?.[state.taxa]} label=${label} source=${source} />`)}</div>
      <pre tabindex="0"><code>${traced.answer.command}</code></pre>`}
  </section>
  <section class="card" aria-label="What each route matters for"><h3>What each route matters for, day ${at}</h3>
    <p class="soft">The same ${body.women === 1 ? "median woman" : `${body.women} women`} in the mean field, each route off in turn: the middle of women, and how many times as much as with all open. Blank is within 1 %, or a route that brings nothing here; one species may stand in for another. What a route brings keeps others out, so that these may grow without it.</p>
    ${parted.error && html`<p class="mistakes">${parted.error.message}</p>`}
    ${parted.fresh ? html`<${Table} caption=${`Each route off, day ${parted.answer.day}`} columns=${["Route", ...ASKED.map(([, words]) => words)]} rows=${rowsOf(parted.answer, label)} />
      <pre tabindex="0"><code>${parted.answer.command}</code></pre>` : html`<p class="soft" role="status">${parted.busy ? "Computing." : parted.error ? "" : "Waiting for the model."}</p>`}
  </section>`;
}

function rowsOf(answer, label) {
  const all = answer.off[""].milestones[0];
  return Object.entries(answer.off).map(([route, told]) => [route === "" ? "all open" : label(route), ...ASKED.map(([key]) => {
    const value = told.milestones[0][key].median;
    if (route === "") return count(value);
    const usual = all[key].median;
    if (Math.max(value ?? 0, usual ?? 0) < LEAST) return "";
    if (value === null || !usual || Math.abs(value / usual - 1) <= SAME) return usual === 0 && value > 0 ? count(value) : "";
    return `${count(value)}, × ${number(value / usual, 2)}`;
  })]);
}

function Shares({words, told, label, source}) {
  const rows = (kind) => Object.entries(told?.[kind] ?? {}).filter(([, share]) => share !== null && share >= 0.0005).sort((first, second) => second[1] - first[1]);
  const list = (kind, say) => html`<div class="shares">${rows(kind).map(([name, share]) => html`<div class="share"><span>${say(name)}</span><span class="rail"><i style=${{width: `${Math.min(100, 100 * share)}%`}}></i></span><span>${percent(share)}</span></div>`)}</div>`;
  if (rows("sources").length === 0) return html`<div><h3>${words}</h3><p class="soft">no such cells there</p></div>`;
  return html`<div><h3>${words}</h3><p class="soft">came by</p>${list("sources", source)}
    ${rows("routes").length > 0 && html`<p class="soft">passed on the way</p>${list("routes", label)}`}</div>`;
}
