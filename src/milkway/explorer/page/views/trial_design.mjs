// Design: the protocol as a form beside its text, what is wrong with it, and what a run of it costs.

import {html, useEffect, useRef, useState} from "../vendor/htm-preact.mjs";
import {ask} from "../ask.mjs";
import {save} from "../figure.mjs";
import {Form} from "./trial_form.mjs";
import {costWords} from "./trial_words.mjs";

const LARGEST = 64000; // bytes of a text, as the server has it

export function Design({state, change, draft, say}) {
  const [known, setKnown] = useState(null);
  const [schema, setSchema] = useState(null);
  const [at, setAt] = useState("");
  const text = useRef(null);
  useEffect(() => {
    ask("/api/protocols").then(setKnown).catch(() => {});
    ask("/api/protocol/schema").then(setSchema).catch(() => {});
  }, []);
  const toLine = (line, focus = true) => showLine(text.current, line, focus);
  return html`
    <${Source} known=${known} state=${state} change=${change} draft=${draft} say=${say} />
    <${Verdict} draft=${draft} toLine=${toLine} />
    <div class="design">
      <section aria-labelledby="form-head" class="card">
        <h3 id="form-head">Form</h3>
        <p class="soft">Made from the schema of protocols. A change here rewrites its key in the text and nothing else.</p>
        ${schema && draft.good
          ? html`<${Form} schema=${schema} values=${draft.good} mistakes=${draft.mistakes} locked=${draft.values === null} edit=${draft.edit}
              at=${at} follow=${(place) => draft.lines[place] && toLine(draft.lines[place], false)} />`
          : html`<p class="waiting-form">The form comes with the text.</p>`}
      </section>
      <section aria-labelledby="text-head" class="card text">
        <h3 id="text-head">Text</h3>
        <p class="soft">TOML, what <code>milkway trial</code> reads. The text is the master.</p>
        <textarea ref=${text} aria-labelledby="text-head" spellcheck=${false} autocomplete="off" wrap="off" value=${draft.toml}
          onInput=${(event) => draft.type(event.target.value)} onSelect=${(event) => setAt(placeAt(event.target, draft.lines))}></textarea>
        <p class="soft place">${at ? html`Here: <code>${at}</code>` : "Put the caret on a line to learn its place."}</p>
      </section>
    </div>`;
}

function Source({known, state, change, draft, say}) {
  const file = useRef(null);
  const [refused, setRefused] = useState("");
  const choose = (name) => {
    if (draft.edited && !confirm("Your changes are not saved. Go on without them?")) return;
    draft.saved();
    change({protocol: name});
  };
  const open = async (event) => {
    const chosen = event.target.files[0];
    event.target.value = "";
    if (!chosen) return;
    if (chosen.size > LARGEST) {
      setRefused(`${chosen.name} has ${chosen.size.toLocaleString("en-US")} bytes; the page reads protocols of at most ${LARGEST.toLocaleString("en-US")}.`);
      return;
    }
    setRefused("");
    await draft.open(await chosen.text());
    say(`${chosen.name} is open.`);
  };
  const write = () => {
    save(draft.toml, "application/toml", `${(draft.values?.name ?? "protocol").replace(/[^\w.-]/g, "_")}.toml`);
    draft.saved();
  };
  return html`<div class="source">
    <label for="protocol">Protocol</label>
      <select id="protocol" value=${state.protocol} onChange=${(event) => choose(event.target.value)}>
        ${known?.shipped.map((one) => html`<option value=${one.name}>${one.name}</option>`)}
        ${known && html`<option value=${known.own.name}>new: ${known.own.title}</option>`}
      </select>
    <button type="button" onClick=${() => file.current.click()}>Open a file</button>
    <input ref=${file} type="file" accept=".toml" hidden aria-label="A protocol in TOML" onChange=${open} />
    <button type="button" onClick=${write}>Save</button>
    ${draft.edited && html`<span class="tag">changed, not saved</span>`}
    ${refused && html`<p role="alert">${refused}</p>`}
  </div>`;
}

function Verdict({draft, toLine}) {
  const {mistakes, summary, wrong} = draft;
  if (wrong) return html`<div class="mistakes" role="alert"><strong>The change was not made.</strong><p>${wrong}</p></div>`;
  if (mistakes.length > 0) {
    return html`<div class="mistakes" role="status">
      <strong>${mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`}</strong>
      <ul>${mistakes.map((one) => html`<li><code>${one.where}</code>: found ${one.found}; allowed: ${one.allowed}
        ${one.line && html` <button type="button" class="quiet" onClick=${() => toLine(one.line)}>line ${one.line}</button>`}</li>`)}</ul>
    </div>`;
  }
  if (!summary) return html`<p class="verdict" role="status">Reading the protocol.</p>`;
  return html`<div class="verdict" role="status">
    <p><strong>${summary.title}</strong></p>
    <p>No mistakes and no contradictions. ${costWords(summary)}</p>
    ${summary.notes.length > 0 && html`<details><summary>${summary.notes.length === 1 ? "One other verb refuses" : "Other verbs refuse"} something of it</summary>
      <ul>${summary.notes.map((one) => html`<li><code>milkway ${one.verb}</code>: ${one.where}, found ${one.found}; allowed: ${one.allowed}</li>`)}</ul></details>`}
  </div>`;
}

/** Show a line of the text; the caret goes there if asked. */
function showLine(area, line, focus) {
  const rows = area.value.split("\n");
  const start = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
  if (focus) area.focus();
  area.setSelectionRange(start, start + (rows[line - 1] ?? "").length);
  area.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(area).lineHeight));
  area.scrollLeft = 0;
}

/** Return the place, such as arms[1].name, whose key the caret is on or under. */
function placeAt(area, lines) {
  const line = area.value.slice(0, area.selectionStart).split("\n").length;
  const above = Object.entries(lines).filter(([, number]) => number <= line);
  return above.length ? above.reduce((best, one) => (one[1] >= best[1] ? one : best))[0] : "";
}
