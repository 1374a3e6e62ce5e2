// One thing in eight sizes, side by side in the mean field: how what is seen answers to a dose, to a start, to feeds.

import {html, useState} from "./vendor/htm-preact.mjs";
import {Figure, look} from "./figure.mjs";
import {useSettled} from "./lives.mjs";
import {Pick} from "./panel.mjs";
import {dose, inWords} from "./state.mjs";
import {count} from "./words.mjs";

const TAKEN = (world) => ({...world, dose: world.dose ?? 3e9});
const KINDS = {
  dose: {label: "dose of the product, CFU a day", values: [1e6, 1e7, 1e8, 1e9, 3e9, 1e10, 1e11, 1e12], log: true, put: (world, value) => ({...world, dose: value}), say: dose},
  start: {label: "first day of the product", values: [-56, -42, -28, -14, 0, 4, 8, 14], put: (world, value) => ({...TAKEN(world), spells: [[value, 30]]}), say: String},
  feeds: {label: "feeds a day, both breasts", values: [2, 4, 6, 8, 10, 12, 16, 20], put: (world, value) => ({...world, feeds: value}), say: String},
  fraction: {label: "share of the milk removed", values: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], put: (world, value) => ({...world, fraction: value}), say: String},
};
const SEEN = [["milk_residents", "Bacteria in milk", "cells per mL"], ["milk_s_aureus", "S. aureus in milk", "cells per mL"], ["milk_strain", "Product in milk", "cells per mL"], ["infant_gut", "Infant's gut", "cells"]];

export function Sweep({state, ready, day}) {
  const [kind, setKind] = useState("");
  const one = KINDS[kind];
  const body = one ? {worlds: one.values.map((value) => inWords(one.put(state.worlds[0], value))), days: state.days, day, women: 8, seed: state.seed} : null;
  const {answer, of, busy, error} = useSettled("/api/sweep", body, ready && Boolean(one), 200, kind);
  const fits = answer && one && of === kind;
  return html`<section class="card" aria-label="One thing in eight sizes"><h3>One thing of A in eight sizes</h3>
    <div class="head-line"><${Pick} label="Vary" value=${kind} options=${[["", "nothing"], ...Object.entries(KINDS).map(([name, found]) => [name, found.label])]} set=${setKind} />
      <span class="soft" role="status">${busy ? "computing" : one ? `8 women in the mean field, read on day ${day}` : ""}</span></div>
    ${error && html`<p class="mistakes">${error.mistakes.map((wrong) => `${wrong.where}: ${wrong.found}`).join("; ") || error.message}</p>`}
    ${fits && html`<div class="charts">${SEEN.map(([key, title, unit]) => html`<${Answer} one=${one} worlds=${answer.worlds} seen=${key} title=${title} unit=${unit} />`)}</div>`}
  </section>`;
}

function Answer({one, worlds, seen, title, unit}) {
  const rows = one.values.map((value, place) => ({value, ...worlds[place][seen]}));
  const floor = 0.1;
  const plot = (width, height) => globalThis.Plot.plot(look(width, height, {x: {label: one.label, type: one.log ? "log" : "linear", tickFormat: one.log ? (value) => `1e${Math.round(Math.log10(value))}` : undefined, ticks: 5},
    y: {type: "log", label: unit, domain: [floor, Math.max(10, ...rows.map((row) => row.p95 ?? 0))], clamp: true, grid: true, ticks: 5, tickFormat: (value) => (value >= 1000 ? `1e${Math.round(Math.log10(value))}` : String(value))},
    marks: [globalThis.Plot.ruleX(rows, {x: "value", y1: (row) => Math.max(row.p5, floor), y2: (row) => Math.max(row.p95, floor), stroke: "var(--a)", strokeWidth: 2, strokeOpacity: 0.5}),
      globalThis.Plot.dot(rows, {x: "value", y: (row) => Math.max(row.median, floor), fill: "var(--a)", r: 4})]}));
  return html`<${Figure} title=${title} note=${`${unit}; dots: middle of women; lines: 90 % of them`} height=${200} plot=${plot} columns=${[one.label, "Middle", "90 % of women"]}
    rows=${rows.map((row) => [one.say(row.value), count(row.median), `${count(row.p5)} to ${count(row.p95)}`])} />`;
}
