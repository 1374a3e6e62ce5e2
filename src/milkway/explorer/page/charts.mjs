// The charts that views share: milk, the infant's gut, its acidity, pain and episodes, of one world or of two.

import {html} from "./vendor/htm-preact.mjs";
import {Figure, look} from "./figure.mjs";
import {cells, count, number, percent} from "./words.mjs";

const Plot = () => globalThis.Plot;
const name = (lives, place) => lives[place].called ?? "AB"[place];
const INK = "currentColor";

const series = (told, days, of = cells) => days.map((day, place) => ({day, low: of(told.p5[place]), p25: of(told.p25[place]), middle: of(told.p50[place]), p75: of(told.p75[place]), high: of(told.p95[place])}));
const colour = (place) => `var(--${place ? "b" : "a"})`;
const dash = (place) => (place ? "6 3" : null);
const every = (days, step) => days.filter((day) => day >= 0 && day % step === 0);

function bands(sets, floor) {
  const plot = Plot();
  const up = (value) => Math.max(value ?? floor, floor);
  return sets.flatMap((set, place) => [
    plot.areaY(set, {x: "day", y1: (one) => up(one.low), y2: (one) => up(one.high), fill: colour(place), fillOpacity: 0.16}),
    plot.areaY(set, {x: "day", y1: (one) => up(one.p25), y2: (one) => up(one.p75), fill: colour(place), fillOpacity: 0.2}),
    plot.lineY(set, {x: "day", y: (one) => up(one.middle), stroke: colour(place), strokeWidth: 2, strokeDasharray: dash(place)}),
  ]);
}

const marks = (day) => [Plot().ruleX([0], {stroke: INK, strokeOpacity: 0.5}), Plot().ruleX([day], {stroke: INK, strokeDasharray: "2 2"})];
/** A and B at the right ends of their lines, one above the other where the lines meet. */
const label = (sets, lives) => (sets.length > 1 ? sets.filter((set) => set.length).map((set, place) => Plot().text([set[set.length - 1]], {x: "day", y: (one) => Math.max(one.middle ?? 0, 1e-3), text: () => name(lives, place), textAnchor: "start", dx: 4, dy: place ? 7 : -7, fill: colour(place), fontWeight: 700})) : []);

function rowsOf(lives, read, days) {
  return every(days, 14).map((day) => [`day ${day}`, ...lives.flatMap((life) => { const told = read(life, life.days.indexOf(day)); return [told[1], `${told[0]} to ${told[2]}`]; })]);
}
const heads = (lives, unit) => ["Day", ...lives.flatMap((_, place) => [`${lives.length > 1 ? `${name(lives, place)}: ` : ""}middle${unit}`, `${lives.length > 1 ? `${name(lives, place)}: ` : ""}90 % of women`])];
const right = (lives) => (lives.length > 1 ? 14 + 8 * Math.max(...lives.map((_, place) => name(lives, place).length)) : 12);
const said = (lives) => ({command: lives.map((life) => life.command).join("\n"), python: lives.map((life) => life.python).join("\n\n")});

/** Cells per mL of milk of one group, residents unless told. */
export function MilkChart({lives, model, day, taxa = "residents", limit}) {
  const name = taxa === "residents" ? "Bacteria in milk" : `${model?.taxa.find((one) => one.name === taxa)?.label ?? taxa} in milk`;
  return html`<${LogChart} lives=${lives} day=${day} title=${name} unit="cells per mL" read=${(life) => life.milk[taxa]} limit=${limit} />`;
}

/** Cells of the infant's gut of one group. */
export const GutLoadChart = ({lives, model, day, taxa}) => html`<${LogChart} lives=${lives} day=${day}
  title=${`${model?.taxa.find((one) => one.name === taxa)?.label ?? taxa} in the infant's gut`} unit="cells" read=${(life) => life.gut[taxa]} />`;

function LogChart({lives, day, title, unit, read, limit}) {
  const drawn = lives.filter((life) => read(life));
  const floor = 0.1;
  const plot = (width, height) => {
    const sets = drawn.map((life) => series(read(life), life.days));
    const top = Math.max(10, ...sets.flat().map((one) => one.high));
    return Plot().plot(look(width, height, {marginRight: right(drawn), x: {label: "days since birth"}, y: {type: "log", domain: [floor, top], label: unit, ticks: decades(floor, top), tickFormat: short, clamp: true, grid: true},
      marks: [...(limit ? [Plot().rectY([0], {x1: drawn[0].days[0], x2: drawn[0].days.at(-1), y1: floor, y2: limit, fill: INK, fillOpacity: 0.06}), Plot().text([0], {x: () => 4, y: () => limit, text: () => "below: not found by culture", textAnchor: "start", dy: 9, fill: INK})] : []),
        ...marks(day), ...bands(sets, floor), ...label(sets, drawn)]}));
  };
  const ended = drawn.map((life, place) => [name(drawn, place), life.stopped.at(-1)]).filter(([, share]) => share > 0);
  const stopped = ended.length && unit.includes("mL") ? `; by the last day ${ended.map(([who, share]) => `${percent(share)}${drawn.length > 1 ? ` of ${who}` : ""}`).join(" and ")} had stopped breastfeeding, and have none within weeks` : "";
  const rows = drawn.length ? rowsOf(drawn, (life, place) => ["p5", "p50", "p95"].map((q) => count(cells(read(life)[q][place]))), drawn[0].days) : null;
  return html`<${Figure} title=${title} note=${`${unit}, ${floor} or fewer at the floor; line: middle of women; bands: half and 90 % of them${stopped}`} plot=${drawn.length ? plot : null} columns=${heads(drawn, `, ${unit}`)} rows=${rows} ...${said(drawn)} />`;
}

/** Whole decades, at most seven of them. */
function decades(floor, top) {
  const first = Math.ceil(Math.log10(floor));
  const last = Math.floor(Math.log10(top));
  const step = Math.max(1, Math.ceil((last - first) / 6));
  return Array.from({length: Math.floor((last - first) / step) + 1}, (_, place) => 10 ** (first + place * step));
}

const short = (value) => (value >= 1000 ? `1e${Math.round(Math.log10(value))}` : String(value));

/** Shares of the infant's gut, stacked; of two worlds A above, B below. */
export function GutChart({lives, model, day}) {
  const known = (model?.taxa ?? []).filter((one) => !one.marked);
  const height = lives.length > 1 ? 380 : 220;
  const beside = 12 + 7 * Math.max(0, ...known.map((one) => one.label.length));
  const plot = (width) => {
    const rows = lives.flatMap((life, place) => known.flatMap((taxon) => life.days.map((at, where) => ({day: at, share: life.gut_shares[taxon.name][where] ?? 0, taxon: taxon.label, world: name(lives, place)}))).filter((one) => one.day >= 1));
    const last = lives[0].days.at(-1);
    const named = lives.flatMap((life, place) => middles(life, known).map((one) => ({...one, world: name(lives, place), day: last})));
    return Plot().plot(look(width, height, {marginRight: beside, marginLeft: 46, x: {label: "days since birth"}, y: {label: "share", percent: true, domain: [0, 100]}, fy: lives.length > 1 ? {axis: null, padding: 0.16} : undefined,
      color: {domain: known.map((one) => one.label), range: known.map((one) => one.colour)},
      marks: [Plot().areaY(rows, {x: "day", y: "share", fill: "taxon", fy: lives.length > 1 ? "world" : undefined, order: known.map((one) => one.label), stroke: "var(--ink)", strokeWidth: 0.5}),
        Plot().ruleX([day], {stroke: "var(--ink)", strokeDasharray: "2 2"}),
        Plot().text(named, {x: "day", y: (one) => one.at, fy: lives.length > 1 ? "world" : undefined, text: "label", textAnchor: "start", dx: 5, fill: INK}),
        ...(lives.length > 1 ? [Plot().text(lives.map((_, place) => name(lives, place)), {fy: (world) => world, text: (world) => world, frameAnchor: "top-right", dx: beside, dy: -2, textAnchor: "end", fontWeight: 600, fill: INK})] : [])]}));
  };
  const rows = lives.length ? every(lives[0].days, 14).filter((at) => at > 0).map((at) => [`day ${at}`, ...lives.map((life) => known.map((taxon) => `${taxon.label} ${Math.round(100 * (life.gut_shares[taxon.name][life.days.indexOf(at)] ?? 0))} %`).join(", "))]) : null;
  return html`<${Figure} title="Shares of the infant's gut" note="mean shares of women, which one without a species counts as 0; names beside the last day" height=${height} plot=${lives.length && known.length ? plot : null}
    columns=${["Day", ...lives.map((_, place) => (lives.length > 1 ? `Shares in ${name(lives, place)}` : "Shares"))]} rows=${rows} ...${said(lives)} />`;
}

/** Where the labels of a stack stand at its right end: taxa with room for a line. */
function middles(life, known) {
  const place = life.days.length - 1;
  let below = 0;
  return known.map((taxon) => {
    const share = life.gut_shares[taxon.name][place] ?? 0;
    below += share;
    return {label: taxon.label, at: below - share / 2, share};
  }).filter((one) => one.share >= 0.09);
}

/** Breast pain, 0 to 10. */
export const PainChart = ({lives, day, threshold}) => html`<${PlainChart} lives=${lives} day=${day} title="Breast pain" unit="0 to 10, as simulated" top=${10} read=${(life) => life.pain} days=${(life) => life.diary_days} threshold=${threshold} />`;
export const AcidChart = ({lives, day}) => html`<${PlainChart} lives=${lives} day=${day} title="Acidity of the infant's gut" unit="pH" bottom=${4.5} top=${7.5} read=${(life) => life.ph} days=${(life) => life.days} />`;
export const InflammationChart = ({lives, day, side}) => html`<${PlainChart} lives=${lives} day=${day} title=${`Inflammation of the ${side} breast`} unit="0 to 1" top=${1} read=${(life) => life[`${side}_inflammation`]} days=${(life) => life.days} />`;

function PlainChart({lives, day, title, unit, bottom = 0, top, read, days}) {
  const plot = (width, height) => {
    const sets = lives.map((life) => series(read(life), days(life), (value) => value).filter((one) => one.middle !== null));
    return Plot().plot(look(width, height, {marginRight: right(lives), x: {label: "days since birth"}, y: {domain: [bottom, top], label: unit, grid: true, clamp: true}, marks: [...marks(day), ...bands(sets, bottom), ...label(sets, lives)]}));
  };
  const rows = lives.length ? every(days(lives[0]), 14).map((at) => [`day ${at}`, ...lives.flatMap((life) => { const place = days(life).indexOf(at); const told = read(life); return [number(told.p50[place]), `${number(told.p5[place])} to ${number(told.p95[place])}`]; })]) : null;
  return html`<${Figure} title=${title} note=${`${unit}; line: middle of women; bands: half and 90 % of them`} plot=${lives.length ? plot : null} columns=${heads(lives, "")} rows=${rows} ...${said(lives)} />`;
}
