// Evidence: statements with the word of each part, parameters, studies, predictions beside results, and one search over it all.

import {html, useEffect, useRef} from "../vendor/htm-preact.mjs";
import {writeLink} from "../state.mjs";
import {Entry} from "./evidence_entry.mjs";
import {Parameters} from "./evidence_parameters.mjs";
import {Qualification} from "./evidence_qualification.mjs";
import {Found, Search} from "./evidence_search.mjs";
import {Statements} from "./evidence_statements.mjs";
import {Studies} from "./evidence_studies.mjs";

const PARTS = [
  ["statements", "Statements", Statements],
  ["parameters", "Parameters", Parameters],
  ["studies", "Studies", Studies],
  ["qualification", "Predictions", Qualification],
];

export function Evidence({state, change, model, again, say}) {
  const opener = useRef(null);
  const open = (entry) => {
    opener.current = document.activeElement;
    change({entry});
  };
  const close = () => {
    change({entry: ""});
    opener.current?.focus();
  };
  useEffect(() => { if (state.entry) document.getElementById("entry")?.focus(); }, [state.entry]);
  const [, name, Part] = PARTS.find(([part]) => part === state.see);
  return html`<div class="evidence">
    <div class="evidence-head">
      <div><h2>Evidence and claims</h2>
        <p>Words follow from published findings alone; nothing that the model says can change one. Abstracts, registries and summaries were read, no trial's full text.</p></div>
      <${Search} state=${state} change=${change} />
    </div>
    <${Found} state=${state} change=${change} open=${open} again=${again} say=${say} />
    <nav class="evidence-parts" aria-label="Parts of the evidence">${PARTS.map(([part, words]) => html`<a
      href=${writeLink({...state, see: part, entry: ""})} aria-current=${part === state.see ? "true" : undefined}>${words}</a>`)}</nav>
    <div class=${state.entry ? "evidence-split" : ""}>
      ${state.entry && html`<${Entry} name=${state.entry} open=${open} close=${close} state=${state} again=${again} />`}
      <section aria-label=${name}><${Part} state=${state} change=${change} open=${open} model=${model} again=${again} say=${say} /></section>
    </div>
  </div>`;
}
