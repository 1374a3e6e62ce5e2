// Every number of the parameter tables: what it is, what it rests on, what is believed of it, and how women differ about it.

import {html, useMemo} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {between, inUnit, Waiting} from "../units.mjs";
import {number} from "../words.mjs";

const DECADES = 3; // on both sides of the value
const WIDTH = 200;
const KNOWN = [["believed", "believed of the median"], ["women", "women about it"], ["learned", "learned by the calibration"]];

export function Parameters({state, change, open, again}) {
  const {told, error} = useAnswer("/api/parameters", again);
  const {told: record} = useAnswer("/api/evidence", again);
  const sources = useMemo(() => [...new Set((told?.rows ?? []).flatMap((one) => [...one.sources, ...one.tuned_on]))].sort(), [told]);
  if (!told) return html`<${Waiting} what="The parameters" error=${error} />`;
  const mechanisms = [...new Set(told.rows.flatMap((one) => one.mechanisms))].sort();
  const routes = mechanisms.filter((name) => told.routes.includes(name));
  const shown = told.rows.filter((one) => (!state.kind || one.kind === state.kind) && (!state.used || one.mechanisms.includes(state.used))
    && (!state.from || one.sources.includes(state.from) || one.tuned_on.includes(state.from)));
  const choose = (key, words, groups) => html`<label>${words} <select value=${state[key]} onChange=${(event) => change({[key]: event.target.value})}>
    <option value="">all</option>${groups.map(([label, names]) => (label ? html`<optgroup label=${label}>${names.map(option)}</optgroup>` : names.map(option)))}</select></label>`;
  const option = (name) => html`<option value=${name}>${name.replaceAll("_", " ")}</option>`;
  return html`<div class="parameters">
    ${record && html`<${Kinds} kinds=${record.kinds} chosen=${state.kind} change=${change} />`}
    <div class="filters line">
      ${choose("used", "Used by", [["Routes", routes], ["Other mechanisms", mechanisms.filter((name) => !routes.includes(name))]])}
      ${choose("from", "Source", [["", sources]])}
      ${(state.kind || state.used || state.from) && html`<button type="button" class="quiet" onClick=${() => change({kind: "", used: "", from: ""})}>Show all</button>`}
    </div>
    <p class="soft" role="status">${shown.length} of ${told.rows.length} rows. A band is the middle 90 % of what is believed, or of women, as a multiple of the value;
      thick is the middle half. A row without a band says how uncertain it is in no number.</p>
    <table class="cards parameter-table"><caption class="seen-by-readers">Parameters</caption>
      <thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Kind</th><th scope="col">Distribution <${Axis} /></th><th scope="col">Rests on</th></tr></thead>
      <tbody>${shown.map((one) => html`<${Row} key=${one.key} one=${one} open=${open} />`)}</tbody></table>
  </div>`;
}

/** How many numbers there are of each kind, as buttons that leave the others out. */
function Kinds({kinds, chosen, change}) {
  const all = kinds.reduce((sum, one) => sum + one.count, 0);
  return html`<div><div class="kind-filter" role="group" aria-label="Kinds of numbers">${kinds.map((one) => html`<button type="button" aria-pressed=${chosen === one.kind}
      onClick=${() => change({kind: chosen === one.kind ? "" : one.kind})}><b>${one.count}</b> ${one.kind}<span class="soft">${one.means}</span>
      <span class="kind-share" aria-hidden="true"><i style=${{width: `${(100 * one.count) / all}%`}}></i></span></button>`)}</div>
    <p class="soft">A number that holds for several taxa is counted once and has a row for each.</p></div>`;
}

function Row({one, open}) {
  return html`<tr><th scope="row"><button type="button" class="link" onClick=${() => open(one.key)}>${one.key}</button><div class="soft">${one.meaning}</div></th>
    <td data-label="Value">${inUnit(one.value, one.unit)}</td>
    <td data-label="Kind"><span class=${`tag kind-${one.kind}`}>${one.kind}</span></td>
    <td data-label="Distribution"><${Bands} one=${one} /></td>
    <td data-label="Rests on">${[...one.sources, ...one.tuned_on.map((name) => `tuned on ${name}`)].join(", ") || "no source"}</td></tr>`;
}

/** What is believed of a row, how women differ, and what was learned, each as a band about the value and in words. */
export function Bands({one}) {
  const some = KNOWN.filter(([key]) => one[key]);
  if (!some.length) return html`<span class="soft">${one.kind === "off" ? "off" : "none stated"}</span>`;
  return html`<div class="bands">${some.map(([key, words]) => html`<div class="band-line">${drawn(one, key)}
    <span class="soft">${words}: ${between([one[key][0], one[key][4]], one.unit)}</span></div>`)}</div>`;
}

function drawn(one, key) {
  const values = one[key];
  if (!(one.value > 0) || values[0] <= 0) return null;
  const at = (value) => Math.max(2, Math.min(WIDTH - 2, (WIDTH / 2) * (1 + Math.log10(value / one.value) / DECADES)));
  const beyond = Math.log10(values[4] / one.value) > DECADES || Math.log10(values[0] / one.value) < -DECADES;
  return html`<svg class=${`mini band-${key}`} width=${WIDTH} height="14" viewBox=${`0 0 ${WIDTH} 14`} aria-hidden="true">
    ${[-2, 0, 2].map((decade) => html`<line x1=${(WIDTH / 2) * (1 + decade / DECADES)} x2=${(WIDTH / 2) * (1 + decade / DECADES)} y1="0" y2="14" stroke="var(--line)" />`)}
    <line x1=${at(values[0])} x2=${at(values[4])} y1="7" y2="7" stroke="currentColor" stroke-width="1.5" stroke-dasharray=${beyond ? "3 2" : undefined} />
    <line x1=${at(values[1])} x2=${at(values[3])} y1="7" y2="7" stroke="currentColor" stroke-width="6" />
    <circle cx=${at(values[2])} cy="7" r="3.5" fill="var(--paper)" stroke="currentColor" stroke-width="1.5" /></svg>`;
}

function Axis() {
  const says = ["÷ 100", "value", "× 100"];
  return html`<svg class="mini" width=${WIDTH} height="16" viewBox=${`0 0 ${WIDTH} 16`} role="img" aria-label=${`From a hundredth of the value to ${number(100)} times`}>
    ${says.map((words, place) => html`<text x=${(WIDTH / 2) * (1 + (2 * place - 2) / DECADES)} y="13" text-anchor="middle" font-size="13" fill="var(--soft)">${words}</text>`)}</svg>`;
}
