// The form of a protocol, made from the schema: sections of the trial, each key with its meaning, mistakes at their fields.

import {html, useEffect, useRef, useState} from "../vendor/htm-preact.mjs";
import {asText, isBasis, isNumber, itemOf, kindOf, placeOf, readList, readValue, resolved, suggestions} from "./trial_schema.mjs";

const UNSEEN = ["bibliography"]; // names a file, which the page does not read
const SECTIONS = [
  ["The trial", ["name", "title", "registry", "study", "sources"]],
  ["Women", ["population", "begins", "design", "eligibility"]],
  ["Arms", ["arms", "reference", "strain", "discontinuation"]],
  ["Visits and measurements", ["visits", "assays", "mastitis", "composition_days"]],
  ["Endpoints", ["endpoints", "multiplicity", "interim", "used_in_tuning"]],
  ["Hypotheses", ["hypotheses", "parameters"]],
  ["Routes and settings", ["routes", "settings", "model"]],
  ["Missing data", ["dropout", "intercurrent"]],
  ["Designs to compare", ["designs"]],
];

/**
 * @param values: of the text, plain
 * @param mistakes: with `where`
 * @param locked: whether the text cannot be read now
 * @param edit: (path, value)
 * @param at: place of the caret in the text
 * @param follow: told the place of a field that takes focus
 */
export function Form({schema, values, mistakes, locked, edit, at, follow}) {
  const [open, setOpen] = useState("The trial");
  const listed = SECTIONS.flatMap(([, keys]) => keys);
  const others = Object.keys(schema.properties).filter((key) => ![...listed, ...UNSEEN].includes(key));
  const sections = others.length ? [...SECTIONS, ["Other", others]] : SECTIONS;
  const head = at.split(/[.[]/)[0];
  const home = sections.find(([, keys]) => keys.includes(head))?.[0];
  useEffect(() => { if (home) setOpen(home); }, [home]);
  const form = {schema, mistakes, locked, edit, follow, at};
  return html`<form class="keyed" onSubmit=${(event) => event.preventDefault()}>
    ${locked && html`<p role="status"><strong>The text cannot be read now, so the form waits.</strong> Nothing is lost.</p>`}
    ${sections.map(([name, keys]) => {
      const wrong = mistakes.filter((one) => keys.includes(one.where.split(/[.[]/)[0])).length;
      const id = `section-${name.toLowerCase().replaceAll(" ", "-")}`;
      return html`<section key=${name}>
        <h4><button type="button" class="section" aria-expanded=${open === name} aria-controls=${id} onClick=${() => setOpen(open === name ? "" : name)}>
          ${name}${wrong > 0 && html` <span class="tag wrong">${wrong === 1 ? "1 mistake" : `${wrong} mistakes`}</span>`}</button></h4>
        <div id=${id} hidden=${open !== name}>${open === name && keys.filter((key) => schema.properties[key]).map((key) => html`<${Field}
          key=${key} form=${form} node=${schema.properties[key]} name=${key} path=${[key]} value=${values[key]} />`)}</div>
      </section>`;
    })}
  </form>`;
}

function Field(props) {
  const {form, node, value} = props;
  const kind = isBasis(node) ? "part" : kindOf(node, form.schema);
  const Kind = {part: Part, parts: Parts, map: Values, flag: Flag}[kind] ?? Value;
  return html`<${Kind} ...${props} kind=${kind} known=${resolved(node, form.schema)} value=${value} />`;
}

const label = (name) => (typeof name === "number" ? `Number ${name + 1}` : name.replaceAll("_", " "));

function useField(form, path) {
  const place = placeOf(path);
  const id = `field-${place.replace(/[^\w]+/g, "-")}`;
  const own = form.mistakes.filter((one) => one.where === place);
  return {place, id, own, described: `${id}-about`, invalid: own.length > 0 || undefined};
}

/** What a key means, and what is wrong with it. */
function About({id, known, own}) {
  const said = (known.description ?? "").split("\n\n")[0];
  return html`<div id=${id} class="meaning">
    ${said && html`<span class="soft">${said}${known.default !== undefined && typeof known.default !== "object" && known.default !== "" ? `; usually ${known.default}` : ""}</span>`}
    ${own.map((one) => html`<span class="wrong">Found ${one.found}; allowed: ${one.allowed}</span>`)}
  </div>`;
}

/** One value, a choice, or a list of values with commas. */
function Value({form, node, known, name, path, value, kind}) {
  const {place, id, own, described, invalid} = useField(form, path);
  const [typed, setTyped] = useState(null); // what is typed and not yet in the text
  const read = (text) => (kind === "list" ? readList(text, node, form.schema) : readValue(text, node, form.schema));
  const put = async (event) => {
    const found = read(event.target.value);
    if (asText(found) !== asText(value)) await form.edit(path, found);
    setTyped(null);
  };
  const shared = {id, onInput: (event) => setTyped(event.target.value), value: typed ?? asText(value), "aria-describedby": described, "aria-invalid": invalid, disabled: form.locked, onChange: put, onFocus: () => form.follow(place)};
  const some = kind === "choice" ? [] : suggestions(node, form.schema);
  return html`<div class=${`keyed-value${form.at === place ? " here" : ""}`}>
    <label for=${id}>${label(name)}</label>
    ${kind === "choice"
      ? html`<select ...${shared}>
          ${(value === undefined || !known.enum.includes(value)) && html`<option value=${asText(value)}>${asText(value) || `not set${known.default ? `: ${known.default}` : ""}`}</option>`}
          ${known.enum.map((one) => html`<option value=${one}>${one}</option>`)}</select>`
      : html`<input ...${shared} type="text" inputmode=${isNumber(node, form.schema) ? "decimal" : undefined} autocomplete="off"
          list=${some.length ? `${id}-some` : undefined} />`}
    ${some.length > 0 && html`<datalist id=${`${id}-some`}>${some.map((one) => html`<option value=${one}></option>`)}</datalist>`}
    <${About} id=${described} known=${known} own=${own} />
  </div>`;
}

function Flag({form, known, name, path, value}) {
  const {place, id, own, described, invalid} = useField(form, path);
  return html`<div class=${`keyed-value${form.at === place ? " here" : ""}`}>
    <label class="line" for=${id}><input id=${id} type="checkbox" checked=${value ?? known.default ?? false} disabled=${form.locked} aria-invalid=${invalid}
      aria-describedby=${described} onChange=${(event) => form.edit(path, event.target.checked)} onFocus=${() => form.follow(place)} /> ${label(name)}</label>
    <${About} id=${described} known=${known} own=${own} />
  </div>`;
}

/** Values by name, such as the parameters that an arm sets. */
function Values({form, known, name, path, value}) {
  const {place, id, own, described} = useField(form, path);
  const [added, setAdded] = useState("");
  const inner = typeof known.additionalProperties === "object" ? known.additionalProperties : {};
  const fresh = useRef(null);
  const add = () => {
    if (added.trim()) form.edit([...path, added.trim()], isNumber(inner, form.schema) ? 0 : "");
    setAdded("");
  };
  return html`<fieldset class="keys">
    <legend>${label(name)}</legend>
    <${About} id=${described} known=${known} own=${own} />
    ${Object.entries(value ?? {}).map(([key, one]) => html`<div class="keyed-row" key=${key}>
      <${Field} form=${form} node=${inner} name=${key} path=${[...path, key]} value=${one} />
      <${Remove} form=${form} path=${[...path, key]} what=${key} /></div>`)}
    <div class="keyed-row"><input ref=${fresh} id=${`${id}-new`} type="text" aria-label=${`A name to add to ${place}`} value=${added} disabled=${form.locked}
      onInput=${(event) => setAdded(event.target.value)} /><button type="button" disabled=${form.locked || !added.trim()} onClick=${add}>Add</button></div>
  </fieldset>`;
}

/** A part with keys of its own; where its number comes from is folded. */
function Part({form, node, known, name, path, value}) {
  const {own, described} = useField(form, path);
  const keys = Object.keys(known.properties ?? {});
  const fields = () => keys.map((key) => html`<${Field} key=${key} form=${form} node=${known.properties[key]} name=${key} path=${[...path, key]} value=${value?.[key]} />`);
  if (isBasis(node)) {
    return html`<details class="basis"><summary>Where it comes from: ${value?.kind ?? "not said"}</summary>
      <${About} id=${described} known=${known} own=${own} />${fields()}</details>`;
  }
  return html`<fieldset class="keys">
    <legend>${label(name)}</legend>
    <${About} id=${described} known=${known} own=${own} />
    ${value === undefined && known.default === undefined
      ? html`<button type="button" disabled=${form.locked} onClick=${() => form.edit(path, {})}>Add</button>`
      : fields()}
  </fieldset>`;
}

/** Several parts, such as arms or visits. */
function Parts({form, known, name, path, value}) {
  const {own, described} = useField(form, path);
  const item = itemOf(known, form.schema);
  const all = value ?? [];
  const add = () => form.edit([...path, all.length], all.length ? renamed(all) : {});
  return html`<div class="parts-of">
    <p><strong>${label(name)}</strong></p>
    <${About} id=${described} known=${known} own=${own} />
    ${all.map((one, place) => html`<${OnePart} key=${place} form=${form} item=${item} path=${[...path, place]} value=${one} name=${place} />`)}
    <button type="button" disabled=${form.locked} onClick=${add}>Add ${all.length ? "one like the last" : "one"}</button>
  </div>`;
}

function OnePart({form, item, path, value, name}) {
  const place = placeOf(path);
  const wrong = form.mistakes.filter((one) => one.where.startsWith(place)).length;
  const inside = form.at.startsWith(place);
  const [open, setOpen] = useState(false);
  useEffect(() => { if (inside) setOpen(true); }, [inside]);
  const head = value?.label ?? value?.name ?? value?.event ?? value?.parameter ?? value?.exposure ?? value?.measure ?? label(name);
  return html`<details class="one" open=${open} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>${head}${wrong > 0 && html` <span class="tag wrong">${wrong === 1 ? "1 mistake" : `${wrong} mistakes`}</span>`}</summary>
    ${open && html`${Object.keys(item.properties ?? {}).map((key) => html`<${Field} key=${key} form=${form} node=${item.properties[key]} name=${key}
      path=${[...path, key]} value=${value?.[key]} />`)}<${Remove} form=${form} path=${path} what=${head} />`}
  </details>`;
}

const Remove = ({form, path, what}) => html`<button type="button" class="quiet" disabled=${form.locked} onClick=${() => form.edit(path, null)}>Remove ${what}</button>`;

/** A copy of the last of several parts, under a name that none has. */
function renamed(all) {
  const copy = structuredClone(all[all.length - 1]);
  if (typeof copy.name !== "string") return copy;
  const names = new Set(all.map((one) => one.name));
  let number = 2;
  while (names.has(`${copy.name}_${number}`)) number += 1;
  return {...copy, name: `${copy.name}_${number}`};
}
