// What is done to a dyad: presets, controls with their numbers and units, and one timeline of everything.

import {html, useEffect, useState} from "./vendor/htm-preact.mjs";
import {dose, inWords, usualWorld} from "./state.mjs";
import {Timeline} from "./timeline.mjs";

const PRESETS = [
  ["Usual", {}],
  ["Caesarean and antibiotics", {birth: "caesarean", antibiotics: "peripartum"}],
  ["Formula", {feeding: "formula"}],
  ["Early weaning, day 30", {until: 30}],
  ["A trial's product, 3e9 from day 4", {dose: 3e9, spells: [[4, 112]]}],
  ["Product before birth, from day -28", {dose: 3e9, spells: [[-28, 112]]}],
  ["Fewer, incomplete feeds", {feeds: 4, fraction: 0.4}],
  ["Infant on an antibiotic", {infantAntibiotics: [[2, 7]]}],
];

/** @param world, set(world), name ("" or "A"/"B"), colour class, model, days */
export function Panel({world, set, name, model, days, setDays}) {
  const put = (more) => set({...world, ...more});
  const named = PRESETS.find(([, more]) => JSON.stringify(inWords({...usualWorld(), ...more})) === JSON.stringify(inWords(world)));
  return html`<section class=${`panel card ${name ? `of-${name.toLowerCase()}` : ""}`} aria-label=${name ? `What is done in ${name}` : "What is done"}>
    <${Pick} label=${name ? `World ${name}` : "Start from"} value=${named ? named[0] : ""} options=${[["", "Own choice"], ...PRESETS.map(([words]) => [words, words])]}
      set=${(words) => words && set({...usualWorld(), ...PRESETS.find(([one]) => one === words)[1]})} />
    <${Timeline} world=${world} put=${put} days=${days} />
    <div class="controls">
      <${Pick} label="Birth" value=${world.birth} options=${[["vaginal", "vaginal"], ["caesarean", "caesarean"]]} set=${(birth) => put({birth})} />
      <${Pick} label="Feeding" value=${world.feeding} options=${[["breast", "breast"], ["mixed", "mixed, half formula"], ["formula", "formula"]]} set=${(feeding) => put({feeding})} />
      ${world.feeding !== "formula" && html`<${Number_} label="Weaned on day" unit="" value=${world.until} least=1 most=${days} whole empty="not within the run" set=${(until) => put({until})} />`}
      <${Number_} label="Product, a day" unit="CFU" value=${world.dose} shown=${world.dose === null ? "" : dose(world.dose)} least=1 most=1e12 empty="none" set=${(value) => put({dose: value, spells: value === null ? [] : world.spells})} />
      ${world.dose !== null && html`<${Spells} label="Product taken" list=${world.spells} days=${days} usual=${[4, days]} empty="from birth to the end" set=${(spells) => put({spells})} />
        <${Pick} label="The product is supposed" value=${world.hypothesis} options=${hypotheses(model)} set=${(hypothesis) => put({hypothesis})} />
        ${world.hypothesis !== "null" && html`<p class="soft">Its strength is tuned by hand on trials of products; that is no evidence that it works. Compare with the null.</p>`}`}
      ${world.antibiotics === "peripartum"
        ? html`<div class="line"><span>Mother's antibiotic: one dose at birth</span> <button type="button" class="quiet" onClick=${() => put({antibiotics: []})}>remove</button></div>`
        : html`<${Spells} label="Mother's antibiotic" list=${world.antibiotics} days=${days} usual=${[10, 17]} empty="none" set=${(antibiotics) => put({antibiotics})} />`}
      <${Spells} label="Infant's antibiotic" list=${world.infantAntibiotics} days=${days} usual=${[2, 7]} empty="none" set=${(infantAntibiotics) => put({infantAntibiotics})} />
      <details><summary>Emptying of the breasts, length of the run</summary>
        <${Number_} label="Feeds a day, both breasts" unit="1/day" value=${world.feeds} least=0 most=48 empty="as usual for her" set=${(feeds) => put({feeds})} />
        <${Number_} label="Share of the milk removed" unit="of 1" value=${world.fraction} least=0.05 most=1 empty="as usual for her" set=${(fraction) => put({fraction})} />
        <${Number_} label="Last day" unit="day" value=${days} least=30 most=730 whole set=${setDays} />
      </details>
    </div>
  </section>`;
}

const hypotheses = (model) => (model ? model.hypotheses.map((one) => [one.name, one.label]) : [["null", "Null: the strain does nothing"]]);

/** How many women: the usual numbers, and the one that the address asks for. */
export function Women({women, set}) {
  const some = [...new Set([1, 8, 32, women])].sort((one, two) => one - two);
  return html`<${Pick} label="Women" value=${String(women)} options=${some.map((one) => [String(one), one === 1 ? "the median woman" : `${one} women`])} set=${(chosen) => set(Number(chosen))} />`;
}

/** A menu; a value that it does not offer, which a link may have, stands in it as it is. */
export function Pick({label, value, options: offered, set}) {
  const options = offered.some(([one]) => one === value) ? offered : [...offered, [value, value]];
  return html`<label class="field"><span aria-hidden="true">${label}</span><select aria-label=${label} onChange=${(event) => set(event.target.value)}>
    ${options.map(([one, words]) => html`<option value=${one} selected=${one === value}>${words}</option>`)}</select></label>`;
}

/**
 * A number with its unit. What is typed stays as long as it is not in force, with why beside it, and comes into force once it may.
 * @param whole whether decimals are refused
 * @param empty words for no number, where that is a choice
 * @param amiss(found) what else is wrong with a number
 */
export function Number_({label, unit, value, shown, least, most, whole, empty, amiss, set}) {
  const [typed, setTyped] = useState(null); // {words, of: the value that they are to change, left: whether the field was left}
  const waits = typed !== null && typed.of === value;
  const wrong = waits && typed.left ? wrongWith(typed.words, {least, most, whole, empty, amiss}) : "";
  useEffect(() => {
    if (typed === null || wrong || (waits && !typed.left)) return;
    setTyped(null);
    if (waits) set(typed.words === "" ? null : Number(typed.words));
  }, [typed, wrong, waits]);
  const take = (left) => (event) => setTyped({words: left ? event.target.value.trim() : event.target.value, of: value, left});
  return html`<label class="field"><span>${label}</span><span class="with-unit"><input type="text" inputmode="decimal" autocomplete="off" value=${waits ? typed.words : shown ?? value ?? ""} placeholder=${empty ?? ""}
    aria-invalid=${wrong ? "true" : undefined} onInput=${take(false)} onChange=${take(true)} />${unit && html`<span class="soft">${unit}</span>`}</span>
    ${wrong && html`<span class="soft" role="alert">${wrong}</span>`}</label>`;
}

/** What is wrong with the words for a number; nothing if they may be taken. */
function wrongWith(words, {least, most, whole, empty, amiss}) {
  if (words === "" && empty) return "";
  const found = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(words) ? Number(words) : NaN;
  if (!(found >= least && found <= most)) return `${least} to ${most}`;
  if (whole && !Number.isInteger(found)) return "whole days alone";
  return amiss?.(found) ?? "";
}

function Spells({label, list, days, usual, empty, set}) {
  const put = (place, end, value) => {
    const next = list.map((one, number) => (number === place ? one.map((day, which) => (which === end ? value : day)) : one));
    set(next.sort((first, second) => first[0] - second[0]));
  };
  const last = list.length ? list[list.length - 1][1] : null;
  const from = last === null ? usual[0] : last + 3;
  return html`<fieldset class="field"><legend>${label}</legend>
    ${list.length === 0 && html`<span class="soft">${empty}</span>`}
    ${list.map(([first, until], place) => html`<div class="spell">
      <${Number_} label="from day" value=${first} least=-60 most=${days - 1} whole amiss=${(found) => (found < until ? "" : `before day ${until}, the last`)} set=${(value) => put(place, 0, value)} />
      <${Number_} label="to day" value=${until} least=-59 most=${days} whole amiss=${(found) => (found > first ? "" : `after day ${first}, the first`)} set=${(value) => put(place, 1, value)} />
      <button type="button" class="quiet" aria-label=${`Remove ${label}, days ${first} to ${until}`} onClick=${() => set(list.filter((_, number) => number !== place))}>remove</button></div>`)}
    ${list.length < 3 && from + 1 < days && html`<button type="button" class="quiet" onClick=${() => set([...list, [from, Math.min(days, from + usual[1] - usual[0])]])}>add days</button>`}
  </fieldset>`;
}
