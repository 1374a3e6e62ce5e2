// One box that searches studies, findings, quantities, parameters, statements and sources; what it finds is shown as text.

import {html, useEffect, useState} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";

const LONGEST = 80;
const QUIET = 300; // ms after the last key
const SHOWN = 8; // of a kind, until more are asked for
const KINDS = [["claim", "Statements"], ["study", "Studies"], ["finding", "Findings of studies"], ["parameter", "Parameters"],
  ["quantity", "Quantities read"], ["source", "Sources"]];

export function Search({state, change}) {
  const [typed, type] = useState(state.find);
  useEffect(() => type(state.find), [state.find]);
  useEffect(() => {
    const timer = setTimeout(() => { if (typed.trim() !== state.find) change({find: typed.trim()}); }, QUIET);
    return () => clearTimeout(timer);
  }, [typed]);
  return html`<search class="evidence-search">
    <label for="find">Search everything on record</label>
    <input id="find" type="search" maxlength=${LONGEST} value=${typed} autocomplete="off" spellcheck="false"
      placeholder="a study, a number, a word" onInput=${(event) => type(event.target.value)} />
  </search>`;
}

export function Found({state, change, open, again, say}) {
  const [all, showAll] = useState("");
  const {told, error} = useAnswer(state.find ? `/api/evidence/search?q=${encodeURIComponent(state.find)}` : "", again);
  useEffect(() => { if (told) say(told.of ? `${told.of} entries hold ${told.word}` : `Nothing holds ${told.word}`); }, [told]);
  if (error) return html`<p class="soft">${error.message}</p>`;
  if (!told || !state.find) return null;
  if (!told.of) {
    return html`<div class="found"><p>Nothing holds <q>${told.word}</q>. ${told.nearest.length > 0 && "The nearest names:"}</p>
      <ul>${told.nearest.map((name) => html`<li><button type="button" class="link" onClick=${() => open(name)}>${name}</button></li>`)}</ul></div>`;
  }
  const groups = KINDS.map(([kind, words]) => [kind, words, told.matches.filter((one) => one.kind === kind)]).filter(([, , some]) => some.length);
  return html`<div class="found">
    <p>${told.of} ${told.of === 1 ? "entry holds" : "entries hold"} <q>${told.word}</q>${told.of > told.matches.length
      ? `; the first ${told.matches.length} are shown` : ""}. <button type="button" class="quiet" onClick=${() => change({find: ""})}>Clear</button></p>
    <div class="found-groups">${groups.map(([kind, words, some]) => html`<div><h3>${words} <span class="soft">${some.length}</span></h3>
      <ul>${some.slice(0, all === kind ? undefined : SHOWN).map((one) => html`<li><button type="button" class="link"
        onClick=${() => open(one.id)}>${one.id}</button> <span>${one.says}</span></li>`)}</ul>
      ${some.length > SHOWN && all !== kind && html`<button type="button" class="quiet" onClick=${() => showAll(kind)}>All ${some.length}</button>`}</div>`)}</div>
  </div>`;
}
