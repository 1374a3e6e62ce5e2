// What forecasts of this kind have earned against rivals, beside every result.

import {html} from "./vendor/htm-preact.mjs";
import {Table} from "./figure.mjs";

export function Skill({model}) {
  if (!model) return null;
  return html`<section class="card" aria-label="Skill"><h3>How far to trust these numbers</h3>
    ${model.skill_sentences.map((words) => html`<p>${words}</p>`)}
    ${model.skill.length > 0 && html`<details><summary>What the posterior earned on studies left out</summary>
      <${Table} caption="Skill against rivals" columns=${["Block", "Against", "Estimate", "Studies left out", "Word"]}
        rows=${model.skill.map((row) => [row.block, row.against, row.estimate, row.clusters, row.word])} /></details>`}
  </section>`;
}
