// A beside B: two worlds of the same women, read at one day, with the paired difference in words.

import {html} from "../vendor/htm-preact.mjs";
import {AcidChart, GutChart, GutLoadChart, InflammationChart, MilkChart, PainChart} from "../charts.mjs";
import {Figure, look} from "../figure.mjs";
import {described, useLives} from "../lives.mjs";
import {Panel, Women} from "../panel.mjs";
import {same} from "../state.mjs";
import {dayWords, number, percent, title} from "../words.mjs";
import {Skill} from "../skill.mjs";
import {Sweep} from "../sweep.mjs";
import {Mistakes} from "./pathway.mjs";

const SAME = 0.01; // log10, 2 %: less than any count tells
const READ = [["milk", "bacteria in milk"], ["milk_s_aureus", "S. aureus in milk"], ["gut", "bacteria in the infant's gut"], ["gut_bifidobacterium", "bifidobacteria in the infant's gut"], ["gut_bacteroides", "bacteroides in the infant's gut"]];

export function Compare({state, change, model, ready, again}) {
  const {answer, busy, error} = useLives(state, state.worlds, ready, again);
  const [first, second] = state.worlds;
  const alike = same(first, second);
  const lives = answer && answer.worlds.length === (alike ? 1 : 2) ? answer.worlds : [];
  const day = Math.min(Math.max(state.day, 1), state.days);
  const set = (place) => (next) => change({worlds: state.worlds.map((one, number_) => (number_ === place ? next : one))});
  return html`<h2>A beside B</h2>
  <p class="soft">The same women, with the same luck, in two worlds. Bands and shares say how women differ; the numbers of the model are held fixed.</p>
  <div class="two-worlds">
    ${[0, 1].map((place) => html`<${Panel} world=${state.worlds[place]} set=${set(place)} name=${"AB"[place]} model=${model} days=${state.days} setDays=${(days) => change({days})} />`)}
  </div>
  <div class="head-line">
    <button type="button" onClick=${() => change({worlds: [first, structuredClone(first)]})}>Copy A to B</button>
    <button type="button" onClick=${() => change({worlds: [second, first]})}>Swap</button>
    <${Women} women=${state.women} set=${(women) => change({women})} />
    <label class="line"><input type="checkbox" checked=${state.chance === "1"} onChange=${(event) => change({chance: event.target.checked ? "1" : "0"})} /> chance</label>
    ${state.chance === "1" && html`<button type="button" onClick=${() => change({seed: state.seed + 1})}>Another luck (seed ${state.seed})</button>`}
    <label class="line">Read at day <input type="range" min="1" max=${state.days} value=${day} onInput=${(event) => change({day: Number(event.target.value)})} /> <output>${day}</output></label>
    <span class="soft" role="status">${busy ? "computing" : answer ? described(answer) : ""}</span>
  </div>
  ${error && html`<${Mistakes} error=${error} />`}
  <section class="card" aria-label="What differs">${alike ? html`<p>A and B are the same; change something in B.</p>` : html`<${Sentences} answer=${answer} day=${day} />`}</section>
  <div class="charts wide">
    <${MilkChart} lives=${lives} model=${model} day=${day} />
    ${!alike && html`<${DifferenceChart} answer=${answer} day=${day} days=${state.days} />`}
    <${MilkChart} lives=${lives} model=${model} day=${day} taxa="s_aureus" />
    ${state.worlds.some((one) => one.dose) && html`<${MilkChart} lives=${lives} model=${model} day=${day} taxa="strain" />`}
    <${GutChart} lives=${lives} model=${model} day=${day} />
    <${GutLoadChart} lives=${lives} model=${model} day=${day} taxa="bifidobacterium" />
    <${AcidChart} lives=${lives} day=${day} />
    <${InflammationChart} lives=${lives} day=${day} side="left" />
    <${InflammationChart} lives=${lives} day=${day} side="right" />
    <${PainChart} lives=${lives} day=${day} />
  </div>
  <${Episodes} lives=${lives} />
  <${Sweep} state=${state} model=${model} ready=${ready && Boolean(answer?.fine)} day=${day} />
  <${Skill} model=${model} />`;
}

/** What B has more or less of, from rules alone: the women who have some in both worlds, then those who have some in one alone. */
export function differenceWords(paired, key, words, place, women) {
  const told = paired[key];
  const alone = [[told.lost[place], "A", "B"], [told.gained[place], "B", "A"]].filter(([share]) => share > 0)
    .map(([share, some, none]) => ` ${women > 1 ? `In ${percent(share)} of women ${some}` : some} has some and ${none} none.`).join("");
  const middle = told.p50[place];
  if (middle === null) return `${title(words)}: in no woman in both worlds on that day.${alone}`;
  const band = women > 1 ? ` (90 % of women: ${times(told.p5[place])} to ${times(told.p95[place])} times)` : "";
  if (Math.abs(told.p5[place]) < SAME && Math.abs(told.p95[place]) < SAME) return `${title(words)}: the same within 2 %${women > 1 ? " in 90 % of women" : ""}.${alone}`;
  if (Math.abs(middle) < SAME) return `${title(words)}: in the middle of women the same${band}.${alone}`;
  const shares = women > 1 ? `; fewer in ${percent(told.less[place])}, more in ${percent(told.more[place])} of them` : "";
  return `${title(words)}: B has ${times(middle)} times as many as A in the middle of women${band}${shares}.${alone}`;
}

const times = (decades) => number(10 ** decades, 2);

function Sentences({answer, day}) {
  if (!answer?.paired) return html`<p class="soft">Waiting for both worlds.</p>`;
  const place = answer.worlds[0].days.indexOf(day);
  if (place < 0) return html`<p class="soft">Computing the lives up to ${dayWords(day)}.</p>`;
  return html`<p>On ${dayWords(day)}, of the same ${answer.women === 1 ? "median woman" : `${answer.women} women`}:</p>
    <ul>${READ.map(([key, words]) => html`<li>${differenceWords(answer.paired, key, words, place, answer.women)}</li>`)}</ul>`;
}

function DifferenceChart({answer, day}) {
  const told = answer?.paired?.milk;
  const days = answer?.worlds[0].days ?? [];
  const rows = told ? days.map((at, place) => ({day: at, low: told.p5[place], middle: told.p50[place], high: told.p95[place]})).filter((one) => one.middle !== null) : [];
  const {Plot} = globalThis;
  const plot = (width, height) => Plot.plot(look(width, height, {x: {label: "days since birth"}, y: {label: "log10, B less A", grid: true}, marks: [Plot.ruleY([0], {stroke: "currentColor"}), Plot.ruleX([day], {strokeDasharray: "2 2"}),
    Plot.areaY(rows, {x: "day", y1: "low", y2: "high", fill: "var(--disputed)", fillOpacity: 0.2}), Plot.lineY(rows, {x: "day", y: "middle", stroke: "var(--disputed)", strokeWidth: 2})]}));
  return html`<${Figure} title="Bacteria in milk, B less A" note="log10 of cells per mL in the same women; line: middle; band: 90 % of them" plot=${rows.length ? plot : null}
    columns=${["Day", "Middle", "90 % of women"]} rows=${rows.filter((one) => one.day >= 0 && one.day % 14 === 0).map((one) => [`day ${one.day}`, number(one.middle), `${number(one.low)} to ${number(one.high)}`])} />`;
}

function Episodes({lives}) {
  if (lives.length === 0) return null;
  return html`<section class="card" aria-label="Mastitis"><h3>Clinical mastitis in the simulation, told to a doctor or not</h3>${lives.map((life, place) => {
    const ill = life.episodes.filter((days) => days.length > 0).length;
    return html`<p>${lives.length > 1 ? `${"AB"[place]}: ` : ""}${ill} of ${life.episodes.length} women${ill ? `; episodes began on days ${life.episodes.flat().sort((one, two) => one - two).join(", ")}` : ""}.</p>`;
  })}<p class="soft">A few women under one luck: too few to compare. Power in Trial says how many it takes.</p></section>`;
}
