// The card of what is picked in the picture: its sentence, equations, numbers with kind and source, dispute, and what off means.

import {html} from "./vendor/htm-preact.mjs";
import {Table} from "./figure.mjs";
import {flowOf, ORGANS, turnover} from "./picture.mjs";
import {count, dayWords, number, title} from "./words.mjs";

const ABOUT = {
  maternal_ileum: "maternal_ileum", maternal_gut: "maternal_gut", carriers: "entero_mammary", wall: "wall_growth", milk: "milk_growth",
  areola: "areola", infant_mouth: "infant_mouth", infant_gut: "gut_growth",
};

export function Card({pick, geometry, model, world, life, day, turn, evidence}) {
  if (!pick || !model || !geometry) return html`<section class="card" aria-label="What is picked"><p class="soft">Pick an organ or an arrow to read what it does, its equations, its numbers and where they are from.</p></section>`;
  const organ = pick.startsWith("organ:") ? pick.slice(6) : "";
  const edge = geometry.edges.find((one) => one.id === pick);
  const process = model.processes[organ ? ABOUT[organ] : edge?.process];
  if (!process) return null;
  const heading = organ ? ORGANS[organ] : edge.label;
  return html`<section class="card" aria-label="What is picked"><h3>${title(heading)} <span class="soft">${process.label}</span></h3>
    <p>${process.about}</p>
    ${life && (organ ? html`<${Turnover} life=${life} organ=${organ} day=${day} />` : html`<${Flow} life=${life} edge=${edge} day=${day} />`)}
    ${process.disputed && html`<p><span class="tag">disputed</span> Whether it happens in women is disputed; it is off unless switched on, and a run then has the values of its numbers below. <a href=${evidence(process)}>What the evidence says</a></p>`}
    ${process.off && html`<p>Off means: ${process.off}. <button type="button" onClick=${() => turn(process.name)}>${isOpen(process, world) ? "Switch off" : "Switch on"}</button></p>`}
    <details><summary>Equations, ${process.equations.length + process.more_equations}</summary>
      <ul>${process.equations.map((one) => html`<li><code>${one.form}</code>${one.of.length > 0 && html` <span class="soft">${one.of.join("; ")}</span>`}</li>`)}</ul></details>
    <details open><summary>Numbers, ${process.parameters.length}</summary>
      <${Table} caption="Numbers of this mechanism" columns=${["Number", "Value", "Kind", "Source"]} rows=${process.parameters.slice(0, 40).map((one) => [
        `${one.means} (${one.key})`, `${number(one.value)} ${one.unit === "dimensionless" ? "" : one.unit}`, `${one.kind}${one.tuned_on.length ? ` on ${one.tuned_on.join(", ")}` : ""}`,
        one.source ? html`<${Source} source=${model.sources[one.source]} name=${one.source} locator=${one.locator} />` : "no source"])} />
      ${process.parameters.length > 40 && html`<p class="soft">and ${process.parameters.length - 40} more: <code>milkway evidence</code></p>`}</details>
    ${process.cites.length > 0 && html`<p class="soft">Read: ${process.cites.map((key, place) => html`${place ? "; " : ""}<${Source} source=${model.sources[key]} name=${key} />`)}</p>`}
  </section>`;
}

const isOpen = (process, world) => (process.disputed ? world.routes.includes(process.name) : !world.off.includes(process.name));

function Source({source, name, locator}) {
  const words = `${source?.title || name}${locator ? `, ${locator}` : ""}`;
  return source?.url ? html`<a href=${source.url} rel="noreferrer" target="_blank">${words}</a>` : words;
}

function Flow({life, edge, day}) {
  const {middle, low, high} = flowOf(life, edge, day);
  return html`<p>In the day before ${dayWords(day)}: <strong>${count(middle)}</strong> cells; 90 % of women ${count(low)} to ${count(high)}.</p>`;
}

function Turnover({life, organ, day}) {
  const {born, lost} = turnover(life, organ, day);
  return html`<p>In the day before ${dayWords(day)}: <strong>${count(born)}</strong> cells born, <strong>${count(lost)}</strong> lost.</p>`;
}
