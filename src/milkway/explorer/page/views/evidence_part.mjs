// An opened part of a statement: why this word, its findings with quotes, imagined results, and what the model does.

import {html} from "../vendor/htm-preact.mjs";
import {useGeometry} from "../picture.mjs";
import {writeLink} from "../state.mjs";
import {apart, between, inUnit, Kept, listed, Where} from "../units.mjs";
import {number} from "../words.mjs";

const SIDES = [["for", "For it"], ["against", "Against it"], ["none", "Neither way"]];

export function Part({claim, part, seen, told, out, open, state}) {
  return html`<div class="opened">
    <p><strong>${seen.verdict}</strong>: ${told.words[seen.verdict]}.${seen.settled === false ? " Not settled between raters: under 60 % of redrawn ratings keep it." : ""}
      ${seen.steadiness_note ? ` ${sentenceOf(seen.steadiness_note)}` : ""}</p>
    ${part.independent.verdict !== part.verdict && html`<p>All findings: <strong>${part.verdict}</strong>. Without those that somebody with a stake ran: <strong>${part.independent.verdict}</strong>.</p>`}
    <dl class="facts"><div><dt>Who</dt><dd>${part.population}</dd></div><div><dt>What is done</dt><dd>${part.exposure}</dd></div><div><dt>What follows</dt><dd>${part.outcome}</dd></div></dl>
    ${SIDES.map(([side, words]) => {
      const some = part[side].filter((one) => !(out && one.stake));
      return some.length > 0 && html`<h4>${words}</h4>${some.map((one) => html`<${Finding} one=${one} open=${open} />`)}`;
    })}
    ${part.if_reported && html`<${Imagined} some=${part.if_reported} />`}
    <${InTheModel} part=${part} told=${told} claim=${claim} state=${state} />
  </div>`;
}

function Finding({one, open}) {
  return html`<div class=${one.stake ? "finding staked-edge" : "finding"}>
    <div class="finding-head">${one.entry ? html`<button type="button" class="link" onClick=${() => open(one.entry)}>${one.id}</button>` : html`<b>${one.id}</b>`}
      <span class="tag">${one.way}</span> <span class="tag">certainty ${one.sure}</span>
      <span class=${one.stake ? "tag staked" : "tag"}>run by: ${one.sponsor}${one.stake && one.sponsor === "unknown" ? ", a trial with a stake" : ""}</span></div>
    <blockquote>${one.said}</blockquote>
    <p class="soft">${one.because}.${one.counts_once_with.length ? ` Counts once with ${listed(one.counts_once_with)}.` : ""}${one.dose_response ? ` Dose-response: ${one.dose_response}.` : ""}
      ${` ${one.ratings} ${one.ratings === 1 ? "rating" : "ratings"}, in use that of ${one.rated_by}.`}</p>
    <p class="soft">${one.citation}${one.citation && one.locator ? ". " : ""}<${Where} text=${one.locator} /></p>
  </div>`;
}

function Imagined({some}) {
  return html`<h4>Had the unreported trial reported</h4><p class="soft">Imagined results, for what they would change; no such result was read.</p>
    <ul class="plain">${some.map((one) => html`<li>${one.name} (${one.registry}; ${one.affected[0]} of ${one.women[0]} against ${one.affected[1]} of ${one.women[1]},
      risk ratio ${number(one.ratio)}, ${number(one.low)} to ${number(one.high)}): <strong>${one.word}</strong></li>`)}</ul>`;
}

function InTheModel({part, told, claim, state}) {
  const found = part.counterfactual;
  const geometry = useGeometry();
  const named = (name) => {
    const arrow = geometry?.edges.find((one) => one.process === name);
    const words = name.replaceAll("_", " ");
    return arrow ? html`<a href=${writeLink({...state, view: "pathway", pick: arrow.id})}>${words}</a>` : words;
  };
  const where = html`<p class="soft">Mechanisms that it is about, those of the picture with a link to their arrow: ${claim.mechanism.map((name, place) => html`${place ? ", " : ""}${named(name)}`)}.</p>`;
  if (found.not_modelled) return html`<h4>In the model</h4><p>The model is not asked: ${found.not_modelled}.</p>${where}`;
  if (!found.simulated) return html`<h4>In the model</h4><p>No kept answer.</p>${where}`;
  return html`<h4>In the model</h4>
    <p class="soft">Simulated: no finding, and no part of the word. Same dyads with the same luck in two worlds.</p>
    ${part.skill_note && html`<p><strong>${sentenceOf(part.skill_note)}</strong></p>`}
    <ul class="plain contrasts">${found.contrasts.map((one) => html`<${Contrast} one=${one} />`)}</ul>
    ${found.tuned_on.length > 0 && html`<p class="soft">† sized on ${listed(found.tuned_on)}: its size is no evidence that the product works.</p>`}
    <${Kept} about=${told.model} run=${told.model.run} />${where}`;
}

function Contrast({one}) {
  const draws = one.over_draws ? between(one.over_draws, one.unit, false).replace(" %", "") : `no interval: ${one.over_draws_note}`;
  return html`<li><${Interval} one=${one} /><div><b>${one.label}</b>: ${one.difference === null ? `no estimate: ${one.difference_note}`
    : `${one.difference > 0 ? "+" : ""}${apart(one.difference, one.unit)}`}${one.over_dyads ? ` (${between(one.over_dyads, one.unit, false).replace(" %", "")})` : ""}; over draws ${draws}
    <div class="soft">${one.with}${one.rival ? " (rival)" : ""}${one.tuned_on.length ? " †" : ""} ${inUnit(one.value_with, one.unit)}; ${one.without} ${inUnit(one.value_without, one.unit)}</div></div></li>`;
}

/** The difference with its interval of dyads, thick, and of draws, thin, about a line of no difference. */
function Interval({one}) {
  const ends = [one.over_dyads, one.over_draws].filter(Boolean).flatMap((each) => [each.low, each.high]);
  const most = Math.max(...ends.map(Math.abs), Math.abs(one.difference ?? 0)) || 1;
  const at = (value) => 70 + (64 * value) / most;
  const line = (each, width) => each && html`<line x1=${at(each.low)} x2=${at(each.high)} y1="11" y2="11" stroke="currentColor" stroke-width=${width} />`;
  return html`<svg class="mini" width="140" height="22" viewBox="0 0 140 22" aria-hidden="true">
    <line x1="70" x2="70" y1="1" y2="21" stroke="var(--soft)" stroke-dasharray="2 2" />
    ${line(one.over_draws, 1.5)}${line(one.over_dyads, 5)}
    ${one.difference !== null && html`<circle cx=${at(one.difference)} cy="11" r="4" fill="var(--paper)" stroke="currentColor" stroke-width="1.5" />`}</svg>`;
}

const sentenceOf = (words) => `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
