// Values with their units as readers write them, names of what they are of, and whether an answer was kept from before.

import {html} from "./vendor/htm-preact.mjs";
import {number} from "./words.mjs";

const READ = {"0-10": "points of 10", dimensionless: ""};

/** A value in its unit, shares as per cent: "12 %", "0.53 log10 CFU/mL". */
export function inUnit(value, unit, withUnit = true) {
  if (value === null || value === undefined) return "none";
  if (unit?.startsWith("share")) return `${number(100 * value, 3)} %`;
  const read = READ[unit] ?? unit;
  return number(value, 3) + (withUnit && read ? ` ${read}` : "");
}

/** Two ends in their unit: "-8 to -2 %". */
export function between(ends, unit, withUnit = true) {
  if (!ends) return "none";
  const [low, high] = Array.isArray(ends) ? ends : [ends.low, ends.high];
  return `${inUnit(low, unit, false).replace(" %", "")} to ${inUnit(high, unit, withUnit)}`;
}

/** A difference in its unit; of shares it is in points: "-8.65 points". */
export const apart = (value, unit) => inUnit(value, unit).replace(" %", " points");

/** Names as a list in a sentence: "a, b and c". */
export const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0] ?? "");

/** Text that may be an address: a link where it is one. */
export function Where({text}) {
  const found = /^(https?:\/\/[^\s;]+)(.*)$/s.exec(text ?? "");
  if (!found) return html`<span>${text}</span>`;
  return html`<span><a href=${found[1]} rel="noreferrer noopener" target="_blank">${found[1]}</a>${found[2]}</span>`;
}

/** Where a kept answer comes from, and that numbers have changed since, if they have. */
export function Kept({about, run}) {
  const made = run ? `: ${run.dyads} dyads in each world, half at the medians and half in ${run.draws} draws of the ${run.drawn_from}, seed ${run.seed}` : "";
  return html`<p class=${about.stale ? "kept stale" : "kept soft"}>Kept answer of milkway ${about.version}, ${about.made}${made}.${about.stale
    ? html` <strong>Numbers of the model have changed since</strong>; a run of today may say otherwise.` : ""}</p>`;
}

/** What stands in place of an answer that is on its way, or that could not be had. */
export function Waiting({error, what}) {
  if (error) return html`<p class="mistakes" role="alert">${what} could not be read: ${error.message}</p>`;
  return html`<p class="awaited soft" role="status">Reading ${what.toLowerCase()} ...</p>`;
}
