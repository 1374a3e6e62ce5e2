// Designs that could tell explanations apart, what published intervals tell already, and which pairs nothing tells apart.

import {html} from "../vendor/htm-preact.mjs";
import {Figure, look} from "../figure.mjs";
import {writeLink} from "../state.mjs";
import {number} from "../words.mjs";

export function Designs({told, state}) {
  return html`<div class="designs">${told.designs.map((one) => html`<section class="card"><h4>${one.title}</h4>
    <p>${one.compares}</p><p>${one.tells}</p>
    ${one.says.map((words) => html`<p class="soft">Simulated: ${words}</p>`)}
    ${one.protocol
      ? html`<p><a href=${writeLink({...state, view: "trial", step: "design", protocol: one.protocol})}>Open ${one.protocol} in Trial</a>${one.differs ? html` <span class="soft">${one.differs}</span>` : ""}</p>`
      : html`<p class="soft">No protocol of it ships. ${one.without}</p>`}</section>`)}</div>
    <p class="soft">What a design tells is reasoned from the mechanisms; where nothing says simulated, nothing was.</p>`;
}

export function Published({told, pair}) {
  const parted = pair.told.length ? `${pair.told.join(" and ")} holds one of the two and not the other.` : "No published interval parts these two.";
  return html`<p>${parted}</p>${told.published.map((one) => html`<p>${one.says}</p><${Interval} one=${one} />`)}`;
}

function Interval({one}) {
  const simulated = Object.entries(one.simulated).map(([name, ratio]) => ({name, ratio, inside: one.within.includes(name)}));
  const known = simulated.filter((each) => each.ratio !== null);
  const lines = ["published", ...known.map((each) => each.name)];
  const height = 70 + 34 * lines.length;
  const ends = [one.low, one.high, ...known.map((each) => each.ratio)].filter((value) => value > 0);
  return html`<${Figure} title=${`Risk ratio of clinical mastitis in ${one.study}, beside what each explanation makes`} height=${height}
    note="Shaded: the published interval. A dot inside it agrees with the result, whatever the truth is. Dots are of many simulated women, without the chance of a trial of its size."
    columns=${["What", "Risk ratio", "In the published interval"]}
    rows=${[["published", `${number(one.estimate)} (${number(one.low)} to ${number(one.high)})`, ""],
      ...simulated.map((each) => [each.name, each.ratio === null ? one.simulated_note : number(each.ratio), each.inside ? "inside" : "outside"])]}
    command="milkway claims --json" python=${"import milkway\n\nmilkway.claims().summary"}
    plot=${(width) => Plot.plot(look(width, height, {
      marginLeft: 96, marginRight: 70,
      x: {type: "log", domain: [Math.min(...ends) / 1.15, Math.max(...ends) * 1.15], label: "risk ratio, product against placebo", ticks: width < 560 ? 3 : 6, tickFormat: (ratio) => number(ratio, 2)},
      y: {domain: lines, label: null, tickSize: 0},
      marks: [
        Plot.rect([one], {x1: "low", x2: "high", fill: "var(--line)", fillOpacity: 0.5}),
        Plot.ruleX([1], {stroke: "var(--soft)", strokeDasharray: "3 3"}),
        Plot.ruleY([one], {y: () => "published", x1: "low", x2: "high", stroke: "var(--ink)", strokeWidth: 2}),
        Plot.dot([one], {y: () => "published", x: "estimate", fill: "var(--ink)", symbol: "square", r: 5}),
        Plot.dot(known, {y: "name", x: "ratio", r: 5, fill: (each) => (each.inside ? "var(--a)" : "var(--panel)"), stroke: "var(--a)", strokeWidth: 2}),
        Plot.text([{name: "published", ratio: one.high, words: number(one.estimate, 2)}, ...known.map((each) => ({...each, words: `${number(each.ratio, 2)} ${each.inside ? "(inside)" : "(outside)"}`}))],
          {y: "name", x: "ratio", text: "words", textAnchor: "start", dx: 9, fill: "var(--ink)"}),
      ],
    }))} />`;
}

export function Cannot({told}) {
  const none = told.pairs.filter((one) => one.measurements.every((each) => each.women_per_arm === null));
  return html`${none.length > 0 ? html`<p>No measurement here tells apart: ${none.map((one, place) => html`${place ? "; " : ""}<b>${one.pair[0]}</b> and <b>${one.pair[1]}</b>`)}.</p>`
    : html`<p>Every pair has a measurement that tells it apart.</p>`}
    <ul>${told.why_not.map((words) => html`<li>${words}</li>`)}</ul>`;
}
