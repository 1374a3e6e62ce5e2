// What would decide between two explanations of the product: what to measure, in how many women, by which design, and what cannot.

import {html} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {Kept, listed, Waiting} from "../units.mjs";
import {overDraws} from "../chance.mjs";
import {number, percent} from "../words.mjs";
import {Chance, Dots, Ranked} from "./decide_measurements.mjs";
import {Cannot, Designs, Published} from "./decide_designs.mjs";

export function Decide({state, change, again}) {
  const {told, error} = useAnswer("/api/decide", again);
  if (!told) return html`<div class="decide"><h2>What would decide?</h2><${Waiting} what="What would decide" error=${error} /></div>`;
  const names = told.hypotheses.map((one) => one.name);
  const other = (name) => names.find((one) => one !== name);
  const choose = (key, rest) => (event) => {
    const name = event.target.value;
    change({[key]: name, measure: "", ...(state[rest] === name ? {[rest]: other(name)} : {})});
  };
  const first = state.first;
  const second = state.second === first ? other(first) : state.second; // a link may name one twice
  const pair = told.pairs.find((one) => [first, second].every((name) => one.pair.includes(name)));
  const some = pair.measurements.map((one) => (pair.pair[0] === first ? one : mirrored(one)));
  const tuned = told.hypotheses.filter((one) => pair.pair.includes(one.name) && one.tuned_on.length);
  const menu = (key, value, rest, words) => html`<label>${words} <select value=${value} onChange=${choose(key, rest)}>${told.hypotheses.map((one) => html`<option
    value=${one.name}>${one.label}</option>`)}</select></label>`;
  return html`<div class="decide">
    <h2>What would decide?</h2>
    <fieldset class="pair"><legend>Which of these two explanations of the product?</legend>${menu("first", first, "second", "This")}${menu("second", second, "first", "or this")}</fieldset>
    <p class="headline" role="status">${pair.says}</p>
    <p>${caution(pair, some, first, second, told)}</p>
    <${Kept} about=${told} run=${told.run} />
    ${tuned.length > 0 && html`<p class="soft">${tuned.map((one) => `What ${one.name} does is ${one.kind} on ${listed(one.tuned_on)}`).join("; ")}: its size is no evidence that the product works. ${told.rests_on}</p>`}
    <h3 class="step">1. Measurements, the most telling first</h3>
    <${Ranked} some=${some} state=${state} change=${change} told=${told} />
    <div class="charts">
      <${Dots} some=${some} first=${first} second=${second} />
      <${Chance} some=${some} state=${state} told=${told} />
    </div>
    <h3 class="step">2. Designs</h3><${Designs} told=${told} state=${state} />
    <h3 class="step">3. Already told?</h3><${Published} told=${told} pair=${pair} />
    <h3 class="step">4. What cannot be told</h3><${Cannot} told=${told} />
  </div>`;
}

/** How sure the headline is, what it does not tell, and which of the two is like nothing at all. */
function caution(pair, some, first, second, told) {
  const [best] = some;
  const band = best.women_per_arm === null ? null : overDraws(best, best.women_per_arm);
  const sized = best.women_per_arm === null ? "" : `So many give a chance of ${percent(told.power)} (two-sided ${number(100 * told.level)} %) at the middle of the numbers of the model`;
  const chance = sized && `${sized}${band ? `; over draws of them the chance is ${percent(band[0])} to ${percent(band[1])}` : ""}. `;
  const silent = [first, second].filter((name) => name !== "null" && told.pairs.some((one) => one.pair.includes("null") && one.pair.includes(name) && one.measurements[0].women_per_arm === null));
  const none = silent.length && !pair.pair.includes("null") ? ` Nothing here tells ${listed(silent)} from null, so that what speaks against the other does not speak for it.` : "";
  return `${chance}It tells explanations apart and says nothing of a benefit; both may be wrong.${none}`;
}

/** A measurement of the pair the other way round. */
const mirrored = (one) => ({...one, difference: -one.difference, dots: one.dots.map((value) => -value).reverse(),
  over_draws: one.over_draws && {low: -one.over_draws.high, high: -one.over_draws.low}});
