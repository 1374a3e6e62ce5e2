// The pathway: what flows where on a day, what each way means, where today's cells come from, and what each route matters for.

import {html, useEffect, useRef, useState} from "../vendor/htm-preact.mjs";
import {MilkChart, GutChart, PainChart} from "../charts.mjs";
import {Inside} from "../inside.mjs";
import {Card} from "../cards.mjs";
import {described, useLives} from "../lives.mjs";
import {Panel, Pick, Women} from "../panel.mjs";
import {Skill} from "../skill.mjs";
import {Picture, useGeometry} from "../picture.mjs";
import {dose, writeLink} from "../state.mjs";
import {cells, count, dayWords} from "../words.mjs";

const SPEED = 8; // days a second
const WIDTHS = [1, 1e3, 1e6, 1e9];

export function Pathway({state, change, model, ready, again, say}) {
  const geometry = useGeometry();
  const narrow = geometry?.narrow ?? matchMedia("(max-width: 759px)").matches;
  const [held, setHeld] = useState(false);
  const world = state.worlds[0];
  const supposed = world.dose !== null && world.hypothesis !== "null";
  const {answer, busy, error} = useLives(state, supposed ? [world, {...world, hypothesis: "null"}] : [world], ready && !held, again);
  const life = answer?.worlds[0];
  const lives = !answer ? [] : answer.worlds.length > 1 ? [{...life, called: "supposed"}, {...answer.worlds[1], called: "null"}] : [life];
  const set = (next) => change({worlds: [next, state.worlds[1]]});
  const day = life ? Math.max(life.diary_days[0] + 1, Math.min(state.day, life.days[life.days.length - 1])) : state.day;
  const named = taxaName(model, state.taxa);
  const missing = (model?.disputed ?? []).filter((one) => !world.routes.includes(one));
  useSpoken(life, day, world, say);
  const turn = (name) => (model?.disputed.includes(name)
    ? set({...world, routes: toggled(world.routes, name), off: world.off.filter((one) => one !== name)})
    : set({...world, off: toggled(world.off, name)}));
  const evidence = ({claim, name}) => (claim ? writeLink({...state, view: "evidence", see: "statements", entry: claim, word: "", find: ""})
    : writeLink({...state, view: "evidence", see: "parameters", used: name, entry: "", kind: "", from: "", find: ""}));
  return html`<h2 class="seen-by-readers">Pathway</h2>
  <div class="pathway-view">
    <details class="side" open=${!narrow}><summary>Change: ${chips(world)}</summary>
      <${Panel} world=${world} set=${set} model=${model} days=${state.days} setDays=${(days) => change({days})} />
      <section class="card routes" aria-label="Routes"><h3>Routes</h3>
        ${(model?.routes ?? []).map((name) => html`<label class=${`line ${model.disputed.includes(name) ? "disputed" : ""}`}>
          <input type="checkbox" checked=${model.disputed.includes(name) ? world.routes.includes(name) : !world.off.includes(name)} onChange=${() => turn(name)} />
          <span>${model.processes[name].label}</span>${model.disputed.includes(name) && html` <span class="tag">disputed</span>`}</label>`)}
        ${world.routes.length > 0 && html`<p class="soft">Whether a disputed route happens in women is open; a run has the values of its numbers, which its card shows. The first run with one compiles the model again.</p>`}
      </section>
    </details>
    <div class="picture">
      <div class="head-line">
        <${Pick} label="Show" value=${state.taxa} options=${[["residents", "all residents"], ...(model?.taxa ?? []).map((one) => [one.name, one.label])]} set=${(taxa) => change({taxa})} />
        <${Women} women=${state.women} set=${(women) => change({women})} />
        <label class="line"><input type="checkbox" checked=${state.chance === "1"} onChange=${(event) => change({chance: event.target.checked ? "1" : "0"})} /> chance</label>
        <button type="button" aria-pressed=${held ? "true" : "false"} onClick=${() => setHeld(!held)}>${held ? "Ask now" : "Hold"}</button>
        <button type="button" class="quiet" onClick=${() => navigator.clipboard?.writeText(`milkway explore '${location.hash}'`)}>Copy link</button>
        <span class="soft">${answer ? described(answer) : ""}${busy ? ", computing" : ""}</span>
      </div>
      ${error && html`<${Mistakes} error=${error} />`}
      ${life?.failed > 0 && html`<p class="mistakes">${life.failed} of ${answer.women} women could not be computed.</p>`}
      <div class="card drawn-pathway">
        ${geometry && html`<${Picture} geometry=${geometry} life=${life} day=${day} taxaName=${named} off=${world.off} disputed=${model?.disputed ?? []} missing=${missing}
          picked=${state.pick} pick=${(id) => change({pick: state.pick === id ? "" : id})} quick=${!answer?.fine} women=${answer?.women ?? 1} />`}
        <${Key} women=${answer?.women ?? 1} />
        <${Scrubber} day=${day} days=${state.days} world=${world} set=${(next) => change({day: next})} />
      </div>
      <${Card} pick=${state.pick} geometry=${geometry} model=${model} world=${world} life=${life} day=${day} turn=${turn} evidence=${evidence} />
      <div class="charts">
        <${MilkChart} lives=${lives} model=${model} day=${day} />
        <${GutChart} lives=${lives} model=${model} day=${day} />
        <${PainChart} lives=${lives} day=${day} />
      </div>
      ${supposed && html`<p class="card">What is supposed of the product stands beside the run without it (null). Its strength was tuned by hand on trials of products, which is no evidence that it works.</p>`}
      <${Skill} model=${model} />
      <${Inside} state=${state} world=${world} model=${model} ready=${ready && Boolean(answer?.fine)} day=${day} named=${named} />
    </div>
  </div>`;
}

/** What is done, in a line. */
const chips = (world) => [world.birth, world.feeding, world.dose === null ? "" : `product ${dose(world.dose)}`, world.antibiotics.length ? "antibiotic" : "",
  world.off.length + world.routes.length ? "routes changed" : ""].filter(Boolean).join(", ");

const toggled = (list, name) => (list.includes(name) ? list.filter((one) => one !== name) : [...list, name].sort());

export const taxaName = (model, taxa) => (taxa === "residents" ? "all residents" : model?.taxa.find((one) => one.name === taxa)?.label ?? taxa);

/** Everything that is wrong with a question, told aloud; focus stays where somebody types. */
export function Mistakes({error}) {
  return html`<div class="mistakes" role="alert"><strong>${error.mistakes.length ? "This cannot be run:" : error.message}</strong>
    ${error.mistakes.length > 0 && html`<ul>${error.mistakes.map((one) => html`<li>${one.where}: found ${one.found}; allowed: ${one.allowed}</li>`)}</ul>`}</div>`;
}

function Key({women}) {
  return html`<div class="key"><span>An arrow is cells moved in the day before, the middle of women; ten times as many is a step wider:</span>
    ${WIDTHS.map((cells_) => html`<span><svg width="34" height="14" aria-hidden="true"><line x1="0" x2="34" y1="7" y2="7" stroke="currentColor" stroke-width=${1.15 * (Math.log10(cells_) + 1) + 1} /></svg> ${count(cells_)}</span>`)}
    ${women > 1 && html`<span>pale: 95 % of women are below</span><span>striped: some women have none</span>`}<span>dashed violet: disputed</span><span>dotted: off, as disputed routes are unless you switch them on</span>
    <span>arrows of the product have a number when Show is its strain</span>
    <span>in an organ: − lost and + born in the day. A flow is no contribution: growth dwarfs it.</span>
    ${women > 1 && html`<span>widths and bands: women differ; the numbers of the model are held fixed</span>`}</div>`;
}

function Scrubber({day, days, world, set}) {
  const [playing, setPlaying] = useState(false);
  const now = useRef(day);
  now.current = day;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => (now.current >= days ? setPlaying(false) : set(now.current + 1)), 1000 / SPEED);
    return () => clearInterval(timer);
  }, [playing, days]);
  const x = (at) => (100 * (at + 59)) / (days + 59);
  const spells = world.dose === null ? [] : world.spells.length ? world.spells : [[0, days]];
  return html`<div class="scrubber"><div><output>${dayWords(day)}</output> <button type="button" onClick=${() => setPlaying(!playing)}>${playing ? "Stop" : "Play"}</button></div>
    <div class="track"><input type="range" min="-59" max=${days} value=${day} aria-label="Day" aria-valuetext=${dayWords(day)} onInput=${(event) => set(Number(event.target.value))} />
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><line x1=${x(0)} x2=${x(0)} y1="0" y2="12" stroke="currentColor" stroke-width=".4" />
        ${spells.map(([from, to]) => html`<rect x=${x(from)} width=${Math.max(0, x(to) - x(from))} y="4" height="4" class="bar product" />`)}</svg></div></div>`;
}

/** Say one sentence when an answer has settled, for those who do not see the picture. */
function useSpoken(life, day, world, say) {
  const before = useRef(null);
  useEffect(() => {
    const place = life ? life.days.indexOf(day) : -1;
    if (place < 0) return;
    const milk = cells(life.milk.residents.p50[place]);
    const words = JSON.stringify(world);
    if (before.current && before.current.words !== words) say(`On ${dayWords(day)}: milk ${count(before.current.milk)} before, now ${count(milk)} cells per mL.`);
    before.current = {words, milk};
  }, [life]);
}
