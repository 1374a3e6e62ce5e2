// Studies that the ledger holds, with who paid for each and what its results may be used for; below, every source.

import {html, useState} from "../vendor/htm-preact.mjs";
import {useAnswer} from "../answers.mjs";
import {Waiting} from "../units.mjs";

const USES = [["calibrate", "may be fitted"], ["check", "to compare"], ["context", "context alone"]];

export function Studies({open, again}) {
  const [paid, choose] = useState("");
  const {told, error} = useAnswer("/api/evidence", again);
  if (!told) return html`<${Waiting} what="The studies" error=${error} />`;
  const payers = [...new Set(told.studies.map((one) => one.sponsor))].sort();
  const shown = told.studies.filter((one) => !paid || one.sponsor === paid);
  const said = ({use}) => USES.filter(([key]) => use[key]).map(([key, words]) => `${use[key]} ${words}`).join(", ") || "none";
  return html`<div class="studies">
    <div class="filters word-filter" role="group" aria-label="Who paid">${payers.map((name) => html`<button type="button" aria-pressed=${paid === name}
      class=${name === "producer" ? "staked" : ""} onClick=${() => choose(paid === name ? "" : name)}>${name} <b>${told.studies.filter((one) => one.sponsor === name).length}</b></button>`)}
      <span class="soft">who paid; hatched is the producer</span></div>
    <table class="cards"><caption class="seen-by-readers">Studies</caption>
      <thead><tr>${["Study", "Who", "People", "Kind", "Risk of bias", "Who paid", "Findings"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${shown.map((one) => html`<tr key=${one.id}>
        <th scope="row"><button type="button" class="link" onClick=${() => open(one.id)}>${one.id}</button><div class="soft">${one.citation}</div></th>
        <td data-label="Who">${one.who}</td><td data-label="People">${one.n ?? "not read"}</td>
        <td data-label="Kind">${one.kind}${one.kind === "trial" ? `, ${one.blinding}` : ""}</td>
        <td data-label="Risk of bias">${one.risk_of_bias ?? "not judged"}</td>
        <td data-label="Who paid"><span class=${one.sponsor === "producer" ? "tag staked" : "tag"}>${one.sponsor}</span></td>
        <td data-label="Findings">${said(one)}</td></tr>`)}</tbody></table>
    <details class="sources"><summary>All ${told.sources.length} sources of numbers, studies and mechanisms</summary>
      <ul class="plain">${told.sources.map((one) => html`<li key=${one.key}><button type="button" class="link" onClick=${() => open(one.key)}>${one.key}</button> <span class="soft">${one.reference}</span></li>`)}</ul>
    </details>
  </div>`;
}
