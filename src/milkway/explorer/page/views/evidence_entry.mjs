// All that is on record of one study, number, quantity, statement or source, beside the list that it was opened from.

import {html} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {writeLink} from "../state.mjs";
import {between, inUnit, Waiting, Where} from "../units.mjs";

const NAMES = {study: "Study", parameter: "Parameter", quantity: "Quantity read", claim: "Statement", source: "Source"};
const RESTS = [["parameters_read", "Parameters read from it"], ["parameters_tuned", "Parameters tuned on it"], ["quantities", "Quantities read in it"],
  ["mechanisms", "Mechanisms that cite it"], ["protocol_parts", "Parts of protocols"]];

export function Entry({name, open, close, state, again}) {
  const {told, error} = useAnswer(`/api/evidence/entry?id=${encodeURIComponent(name)}`, again);
  const Shown = told && {study: Study, parameter: Parameter, quantity: Quantity, claim: Statement, source: Source}[told.kind];
  return html`<aside id="entry" class="card entry" tabindex="-1" aria-label="What is on record" onKeyDown=${(event) => { if (event.key === "Escape") close(); }}>
    <div class="entry-head"><div><div class="soft">${told ? NAMES[told.kind] : "On record"}</div><h3>${name}</h3></div>
      <button type="button" onClick=${close}>Close</button></div>
    ${told ? html`<${Shown} told=${told} open=${open} state=${state} />` : error?.mistakes?.length
      ? html`<p>Nothing is called so. The nearest: ${error.mistakes[0].allowed}.</p>` : html`<${Waiting} what="The entry" error=${error} />`}
  </aside>`;
}

/** Pairs of a name and what it is; what is empty is left out. */
function Facts({of}) {
  const some = of.filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false);
  return html`<dl class="facts">${some.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function Rests({on, open}) {
  const claims = Object.entries(on.claims ?? {});
  return html`${RESTS.filter(([key]) => on[key]?.length).map(([key, words]) => html`<h4>${words}</h4><p>${on[key].map((name, place) => html`${place ? ", " : ""}${["mechanisms", "protocol_parts"].includes(key)
    ? name.replaceAll("_", " ") : html`<button type="button" class="link" onClick=${() => open(name)}>${name}</button>`}`)}</p>`)}
    ${claims.length > 0 && html`<h4>Statements that it bears on</h4><ul class="plain">${claims.map(([name, side]) => html`<li><button type="button" class="link" onClick=${() => open(name)}>${name.replaceAll("_", " ")}</button>: ${side}</li>`)}</ul>`}`;
}

function Study({told, open}) {
  const one = told.study;
  return html`<p>${one.citation}</p>
    <${Facts} of=${[["Who", one.who], ["Design", one.design], ["Registry", one.registry], ["Blinding", one.blinding], ["People", one.participants],
      ["Who paid", html`<span class=${one.sponsor === "producer" ? "tag staked" : "tag"}>${one.sponsor}</span>`], ["Words that say so", one.sponsor_words],
      ["Funding", one.funding], ["Population", one.population], ["Attrition", one.attrition], ["What was read", one.text_read],
      ["Same people as", one.same_participants_as.join(", ")], ["Not reported", one.not_reported.join("; ")]]} />
    ${one.arms.length > 0 && html`<h4>Arms</h4><ul class="plain">${one.arms.map((arm) => html`<li><b>${arm.id}</b>: ${[arm.given, arm.dose, arm.start, arm.duration].filter(Boolean).join(", ")}${arm.randomised === null ? "" : `; ${arm.randomised} randomised`}${arm.analysed === null ? "" : `, ${arm.analysed} analysed`}</li>`)}</ul>`}
    ${one.risk_of_bias && html`<h4>Risk of bias</h4><ul class="plain">${Object.entries(one.risk_of_bias).map(([domain, judged]) => html`<li><b>${domain.replaceAll("_", " ")}</b>: ${judged.level}. <span class="soft">${judged.reason}</span></li>`)}</ul>`}
    ${one.concerns.length > 0 && html`<h4>Concerns</h4><ul class="plain">${one.concerns.map((words) => html`<li>${words}</li>`)}</ul>`}
    <h4>Findings</h4>${one.findings.map((found) => html`<div class="finding"><b>${found.name}</b>${found.arm ? ` (${found.arm})` : ""}: ${found.said || inUnit(found.value, found.unit)}${found.low === null ? "" : ` (${between([found.low, found.high], found.unit)})`}${found.time ? `, ${found.time}` : ""}
      ${found.quote && html`<blockquote>${found.quote}</blockquote>`}<p class="soft">${found.use}; ${found.provenance}${found.why ? `; ${found.why}` : ""}. <${Where} text=${found.locator || found.derived_from} /></p></div>`)}
    <${Rests} on=${{...one.rests_on_it, quantities: one.quantities}} open=${open} />`;
}

function Parameter({told, open}) {
  return html`<p>${told.meaning}</p>
    ${told.parameters.map((one) => html`<${Number_} one=${one} open=${open} />`)}
    ${told.used.length > 0 && html`<h4>Where it is used</h4>${told.used.map((one) => html`<details><summary>${one.mechanism.replaceAll("_", " ")}</summary><p class="soft">${one.about}</p>
      ${one.equations.map(({form, names}) => html`<pre><code>${form}</code></pre>${names.length > 0 && html`<p class="soft">for ${names.join("; ")}</p>`}`)}</details>`)}`}`;
}

function Number_({one, open}) {
  const link = (name) => html`<button type="button" class="link" onClick=${() => open(name)}>${name}</button>`;
  return html`<div class="finding"><b>${one.key}</b> = ${inUnit(one.value, one.unit)} <span class="tag">${one.kind}</span>
    <p class="soft">${one.kind}: ${one.kind_means}.</p>${one.note && html`<p>${one.note}</p>`}
    <p class="soft">${one.distribution === "fixed" ? "Stated without a distribution." : `${one.distribution}; uncertainty of the median: ${spread(one, one.spread)}; between women: ${spread(one, one.variation)}.`}</p>
    ${Object.entries({...one.sources, ...one.tuned_on}).map(([key, reference]) => html`<p class="soft">${key in one.tuned_on ? "Tuned on " : ""}${link(key)}: ${reference}</p>`)}
    ${one.read_from.map((read) => html`<${Read} one=${read} />`)}</div>`;
}

const spread = (one, value) => (value === null ? "none stated" : one.distribution === "lognormal" ? `geometric sd ${inUnit(value, "")}` : `sd ${inUnit(value, one.unit)}`);

function Read({one}) {
  return html`<div class="read"><p>${one.quantity}: ${inUnit(one.value, one.unit)}${one.low === null && one.high === null ? "" : ` (${between([one.low, one.high], one.unit)})`}; ${one.population || one.who}. ${one.status}.</p>
    ${one.quote && html`<blockquote>${one.quote}</blockquote>`}<p class="soft"><${Where} text=${one.url} /></p></div>`;
}

function Quantity({told, open}) {
  const one = told.quantity;
  return html`<${Read} one=${one} />${one.note && html`<p class="soft">${one.note}</p>`}${one.reference && html`<p class="soft">${one.reference}</p>`}<${Rests} on=${one.rests_on_it} open=${open} />`;
}

function Source({told, open}) {
  return html`<p>${told.source.reference}</p><${Rests} on=${{...told.source.rests_on_it, quantities: told.source.quantities}} open=${open} />`;
}

function Statement({told, state}) {
  const one = told.claim;
  return html`<p><q>${one.statement}</q></p><p><a href=${writeLink({...state, see: "statements", entry: "", word: "", part: ""})}>All statements with their words</a></p>
    ${Object.entries(one.parts).map(([says, ways]) => html`<h4>${says}</h4><ul class="plain">${Object.entries(ways).flatMap(([way, some]) => some.map((words) => html`<li><b>${way}</b>: ${words}</li>`))}</ul>`)}`;
}
