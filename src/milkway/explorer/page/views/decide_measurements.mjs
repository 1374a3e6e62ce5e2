// Measurements of a pair of explanations: ranked, with a slider of women an arm; as dots of women; as curves of chance.

import {html} from "../vendor/htm-preact.mjs";
import {Figure, look} from "../figure.mjs";
import {apart, between, inUnit} from "../units.mjs";
import {number, percent} from "../words.mjs";
import {chanceToTell, overDraws} from "../chance.mjs";

const MOST = 10000; // women in an arm
const STEPS = 100; // of the slider, which is logarithmic
const FAR = 4; // standard deviations at the edge of the dots
const NARROW = 560;
const BIN = 0.2; // standard deviations that one stack of dots covers
const STACK = 5; // dots on top of each other; more stand beside
const STEP = 6; // px from dot to dot
const COMMAND = "milkway claims --json";
const PYTHON = "import milkway\n\nmilkway.claims().summary[\"telling\"]";

const stepOf = (women) => Math.round((STEPS * Math.log(women / 2)) / Math.log(MOST / 2));
const womenOf = (step) => Math.round(2 * (MOST / 2) ** (step / STEPS));
const women = (one) => (one.women_per_arm === null ? "no difference seen beyond chance" : one.women_per_arm.toLocaleString("en-US"));
const chances = (one, arm) => (one.women_per_arm === null ? null : {at: chanceToTell(one.difference, one.noise, arm), band: overDraws(one, arm)});

/** The measurement that is looked at: the one chosen, else the most telling. */
const lookedAt = (some, state) => some.find((one) => one.quantity === state.measure) ?? some[0];

export function Ranked({some, state, change, told}) {
  const chosen = lookedAt(some, state);
  return html`<div class="ranked">
    <label class="arm" for="arm"><span>Women in each arm <output for="arm"><b>${state.arm.toLocaleString("en-US")}</b></output></span>
      <input id="arm" type="range" min="0" max=${STEPS} step="1" value=${stepOf(state.arm)} aria-valuetext=${`${state.arm} women in each arm`}
        onInput=${(event) => change({arm: womenOf(Number(event.target.value))})} /></label>
    <table class="cards"><caption class="seen-by-readers">Measurements, the most telling first</caption>
      <thead><tr>${["Measurement", "Difference", "Noise (SD)", `Women an arm for ${percent(told.power)}`, `Chance to tell with ${state.arm.toLocaleString("en-US")}`].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${some.map((one, place) => html`<tr key=${one.quantity} class=${one === chosen ? "chosen" : ""}>
        <th scope="row"><button type="button" class="link" aria-pressed=${one === chosen} onClick=${() => change({measure: one.quantity})}>${place + 1}. ${one.label}</button></th>
        <td data-label="Difference">${apart(one.difference, one.unit)}${one.over_draws ? html`<div class="soft">draws: ${between(one.over_draws, one.unit, false).replace(" %", "")}</div>` : ""}</td>
        <td data-label="Noise (SD)">${apart(one.noise, one.unit)}</td>
        <td data-label=${`Women an arm for ${percent(told.power)}`}>${women(one)}</td>
        <td data-label="Chance to tell"><${ChanceCell} found=${chances(one, state.arm)} /></td></tr>`)}</tbody></table>
    <p class="soft">Difference: mean of the second explanation less that of the first, in the same women with the same luck. Noise: how women differ, and the error of the assay. Two-sided ${number(100 * told.level)} %.
      Draws: holds 95 % of the means of draws of the parameters, each with the chance of its few women too.</p>
  </div>`;
}

function ChanceCell({found}) {
  if (!found) return "not seen";
  return html`<span class="chance"><span class="steady-bar" aria-hidden="true"><i style=${{width: `${100 * found.at}%`}}></i></span> <b>${percent(found.at)}</b>
    ${found.band && html`<span class="soft">draws: ${percent(found.band[0])} to ${percent(found.band[1])}</span>`}</span>`;
}

export function Dots({some, first, second}) {
  const shown = some.filter((one) => one.noise > 0);
  const row = 58;
  const height = 50 + row * shown.length;
  return html`<${Figure} title=${`The same woman, ${second} less ${first}`} height=${height}
    note="Each dot is one woman in twenty. In standard deviations of one woman's measurement, so that all share a scale."
    columns=${["Measurement", "Difference, 5th to 95th woman in 100", "Mean"]}
    rows=${shown.map((one) => [one.label, between([one.dots[0], one.dots.at(-1)], one.unit).replace(" %", " points"), apart(one.difference, one.unit)])}
    command=${COMMAND} python=${PYTHON}
    plot=${(width) => Plot.plot(look(width, height, {
      marginLeft: 14, marginRight: 14, marginTop: 6, marginBottom: 42,
      x: {domain: [-FAR - 0.4, FAR + 0.4], label: "standard deviations", ticks: width < NARROW ? 5 : 9},
      y: {axis: null, domain: [0, row]},
      fy: {axis: null, domain: shown.map((one) => one.label), padding: 0},
      marks: [
        Plot.ruleX([0], {stroke: "var(--soft)", strokeDasharray: "2 3"}),
        Plot.text(shown, {fy: "label", text: (one, place) => `${place + 1}. ${one.label}`, frameAnchor: "top-left", dy: 2, fill: "var(--ink)", stroke: "var(--panel)", strokeWidth: 5, lineWidth: (width - 28) / 13, textOverflow: "ellipsis"}),
        Plot.dot(shown.flatMap((one) => stacked(one, (2 * FAR + 0.8) / width)), {x: "x", y: "y", fy: "label", r: 2.4, fill: "var(--a)"}),
      ],
    }))} />`;
}

/** The dots of a measurement in stacks; `unit` is a pixel in standard deviations. */
function stacked(one, unit) {
  const bins = new Map();
  for (const value of one.dots) {
    const bin = Math.round(Math.max(-FAR, Math.min(FAR, value / one.noise)) / BIN);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return [...bins].flatMap(([bin, many]) => Array.from({length: many}, (_, place) => ({label: one.label,
    x: bin * BIN + STEP * unit * (Math.floor(place / STACK) - (Math.ceil(many / STACK) - 1) / 2), y: 5 + STEP * (place % STACK)})));
}

export function Chance({some, state, told}) {
  const shown = some.map((one, place) => ({...one, place: place + 1})).filter((one) => one.women_per_arm !== null);
  const chosen = lookedAt(shown, state) ?? null;
  const sizes = Array.from({length: 61}, (_, step) => 2 * (MOST / 2) ** (step / 60));
  const curve = shown.flatMap((one) => sizes.map((size) => ({one, size, at: chanceToTell(one.difference, one.noise, size)})));
  const band = chosen?.over_draws ? sizes.map((size) => ({size, ends: overDraws(chosen, size)})) : [];
  const numbers = shown.map((one, place) => ({...one, at: [0.35, 0.55, 0.7][place % 3]})).map((one) => ({...one, size: sizes.find((size) => chanceToTell(one.difference, one.noise, size) >= one.at) ?? MOST}));
  const title = "Chance to tell, against women in each arm";
  if (!shown.length) return html`<div class="card"><h3>${title}</h3><p>No difference of this pair was seen beyond chance among the simulated women: if there is one, it is too small for so few of them to show.</p></div>`;
  return html`<${Figure} title=${title} height=${360}
    note=${`Numbers are ranks of the table. ${chosen.label}, thick${band.length ? ", with the band of the draws" : ""}. Dashed: ${percent(told.power)}, and ${state.arm.toLocaleString("en-US")} women.`}
    columns=${["Measurement", ...[10, 30, 100, 300, 1000, 3000].map((size) => `${size} women`)]}
    rows=${shown.map((one) => [one.label, ...[10, 30, 100, 300, 1000, 3000].map((size) => percent(chanceToTell(one.difference, one.noise, size)))])}
    command=${COMMAND} python=${PYTHON}
    plot=${(width) => Plot.plot(look(width, 360, {
      x: {type: "log", domain: [2, MOST], label: "women in each arm", ticks: width < NARROW ? [10, 100, 1000, 10000] : [2, 5, 10, 30, 100, 300, 1000, 3000, 10000], tickFormat: (size) => number(size)},
      y: {domain: [0, 1], label: "chance to tell", tickFormat: (share) => `${Math.round(100 * share)} %`, grid: true},
      marginLeft: 52, marginRight: 26,
      marks: [
        Plot.areaY(band, {x: "size", y1: (one) => one.ends[0], y2: (one) => one.ends[1], fill: "var(--a)", fillOpacity: 0.16}),
        Plot.ruleY([told.power], {stroke: "var(--soft)", strokeDasharray: "4 3"}),
        Plot.ruleX([state.arm], {stroke: "var(--ink)", strokeDasharray: "4 3"}),
        Plot.line(curve, {x: "size", y: "at", z: (one) => one.one.quantity, stroke: (one) => (one.one.quantity === chosen.quantity ? "var(--a)" : "var(--soft)"), strokeWidth: (one) => (one.one.quantity === chosen.quantity ? 3 : 1.5)}),
        Plot.text(numbers, {x: "size", y: "at", text: (one) => String(one.place), fill: "var(--ink)", stroke: "var(--panel)", strokeWidth: 5, fontWeight: 600}),
      ],
    }))} />`;
}
