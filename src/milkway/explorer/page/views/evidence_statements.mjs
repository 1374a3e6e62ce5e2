// Statements of the source article, each part with its word, how steady it is, and chips of the findings that it follows from.

import {html} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {Waiting} from "../units.mjs";
import {percent} from "../words.mjs";
import {Part} from "./evidence_part.mjs";

const SIDES = [["for", "For"], ["against", "Against"], ["none", "Neither"]];
const MARKS = {"supported": "●", "suggestive": "◐", "not established": "○", "disputed": "◇", "contradicted": "✕",
  "no finding after a search": "–", "not reviewed": "·"};

export function Statements({state, change, open, again, say}) {
  const {told, error} = useAnswer("/api/claims", again);
  if (!told) return html`<${Waiting} what="The statements" error=${error} />`;
  const out = state.stake === "out";
  const every = told.statements.flatMap((one) => one.parts);
  const counted = (word) => every.filter((part) => seenAs(part, out).verdict === word).length;
  const moved = every.filter((part) => part.independent.verdict !== part.verdict).length;
  const shown = told.statements
    .map((one) => ({...one, parts: one.parts.filter((part) => !state.word || seenAs(part, out).verdict === state.word)}))
    .filter((one) => one.parts.length);
  const leave = (event) => {
    change({stake: event.target.checked ? "out" : "in"});
    say(event.target.checked ? `Without trials with a stake ${moved} words change` : "All findings count");
  };
  return html`<div class="statements">
    <div class="filters">
      <div role="group" aria-label="Words" class="word-filter">${Object.keys(told.words).map((word) => html`<button type="button"
        aria-pressed=${state.word === word} onClick=${() => change({word: state.word === word ? "" : word})}><${Word} word=${word} /> <b>${counted(word)}</b></button>`)}</div>
      <label class="line"><input type="checkbox" checked=${out} onChange=${leave} /> Leave out what producers and others with a stake ran</label>
      <p class="soft">${every.length} parts of ${told.statements.length} statements. <span class="chip staked">Hatched</span> is run by somebody with a stake.${out
        ? ` ${moved} words are others without such findings.` : ""}</p>
      <details class="soft"><summary>How words are made</summary><p>${told.rule}</p><p>${told.raters}</p>
        <ul class="plain">${Object.entries(told.words).map(([word, means]) => html`<li><b>${word}</b>: ${means}</li>`)}</ul></details>
    </div>
    ${shown.map((one) => html`<article class="statement" key=${one.id} id=${`statement-${one.id}`}>
      <h3><q>${one.statement}</q></h3>
      ${one.parts.map((part) => html`<${Line} key=${part.id} claim=${one} part=${part} out=${out} told=${told} state=${state} change=${change} open=${open} />`)}
    </article>`)}
  </div>`;
}

/** The word of a part and what follows from it, of all findings or without those with a stake. */
export const seenAs = (part, out) => (out ? part.independent : part);

/** A word with its mark: the mark is never alone. */
export function Word({word}) {
  return html`<span class=${`word ${word.replaceAll(" ", "-")}`}><span aria-hidden="true">${MARKS[word]}</span> ${word}</span>`;
}

function Line({claim, part, out, told, state, change, open}) {
  const name = `${claim.id}.${part.id}`;
  const opened = state.part === name;
  const seen = seenAs(part, out);
  return html`<div class="statement-part">
    <div class="statement-word"><${Word} word=${seen.verdict} />
      ${out && part.verdict !== part.independent.verdict && html`<div class="soft">all findings: ${part.verdict}</div>`}
      <${Steady} of=${seen} /></div>
    <div class="statement-says">
      <button type="button" class="opens" aria-expanded=${opened} aria-controls=${`part-${name}`}
        onClick=${() => change({part: opened ? "" : name})}>${part.says}</button>
      <${Chips} part=${part} out=${out} />
      <div id=${`part-${name}`}>${opened && html`<${Part} claim=${claim} part=${part} seen=${seen} told=${told} out=${out} open=${open} state=${state} />`}</div>
    </div>
  </div>`;
}

function Steady({of}) {
  if (of.steadiness === null) return html`<div class="soft">no finding to rate</div>`;
  return html`<div class="soft steady"><span class="steady-bar" aria-hidden="true"><i style=${{width: `${100 * of.steadiness}%`}}></i></span>
    the word stays in ${percent(of.steadiness)} of re-ratings${of.settled === false ? ", not settled between raters" : ""}${of.dissent ? ", with dissent" : ""}</div>`;
}

function Chips({part, out}) {
  const sides = SIDES.map(([side, words]) => [words, part[side].filter((one) => !(out && one.stake))]).filter(([, some]) => some.length);
  if (!sides.length) return html`<p class="soft chips">No finding.</p>`;
  return html`<ul class="chips" aria-label="Findings">${sides.map(([words, some]) => html`<li><b>${words}</b> ${some.map((one) => html`<span
    class=${one.stake ? "chip staked" : "chip"}>${one.id}${one.stake ? html`<span class="seen-by-readers">, run by somebody with a stake</span>` : ""}</span> `)}</li>`)}</ul>`;
}
