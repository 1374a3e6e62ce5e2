// The picture of the pathway: organs with what lives in them, and an arrow for every way that cells move, as wide as its decade.

import {html, useEffect, useState} from "./vendor/htm-preact.mjs";
import {cells, count} from "./words.mjs";

export const ORGANS = {maternal_ileum: "Ileum", maternal_gut: "Colon", carriers: "Immune cells", wall: "Duct walls", milk: "Milk",
  areola: "Areolae", infant_mouth: "Mouth", infant_gut: "Gut"};
const PRODUCT = ["probiotic", "contact"];
const BARS = {decades: 14, width: 60};
const LETTER = 7; // width of one in a box outside, as drawn

/** Load the declared edges and a layout of them. */
export function useGeometry() {
  const tall = matchMedia("(max-width: 759px)");
  const [narrow, setNarrow] = useState(tall.matches);
  const [found, setFound] = useState(null);
  useEffect(() => {
    const seen = (event) => setNarrow(event.matches);
    tall.addEventListener("change", seen);
    return () => tall.removeEventListener("change", seen);
  }, []);
  useEffect(() => {
    let wanted = true;
    const files = ["pathway.json", narrow ? "pathway_tall.json" : "pathway_wide.json"];
    Promise.all(files.map((file) => fetch(file).then((one) => one.json())))
      .then(([declared, layout]) => wanted && setFound({...declared, layout, narrow}), () => {});
    return () => { wanted = false; };
  }, [narrow]);
  return found;
}

/** What flowed along an edge in the day before a midnight: the middle of women and a band of 90 %, cells a day. */
export function flowOf(life, edge, day) {
  const place = life.diary_days.indexOf(day - 1);
  const total = (which) => edge.ways.reduce((sum, way) => {
    const row = life.flows.find((one) => one.kind === way.kind && one.process === way.process && one.from === way.from && one.to === way.to);
    return sum + (row && place >= 0 ? cells(row.cells[which][place]) : 0);
  }, 0);
  return {middle: total("p50"), low: total("p5"), high: total("p95")};
}

/** What was born and lost in an organ in that day. */
export function turnover(life, organ, day) {
  const place = life.diary_days.indexOf(day - 1);
  const of = (kind, end) => life.flows.filter((row) => row.kind === kind && row[end] === organ)
    .reduce((sum, row) => sum + (place >= 0 ? cells(row.cells.p50[place]) : 0), 0);
  return {born: of("born", "to"), lost: of("lost", "from")};
}

const tight = (amount) => count(amount).replace(" × ", "×");
const width = (amount) => (amount < 0.1 ? 0 : 1.15 * (Math.log10(amount) + 1) + 1);

/** @param life a world's answer; day; edges off; disputed processes; pick(id) */
export function Picture({geometry, life, day, taxaName, off, disputed, missing, picked, pick, quick, women}) {
  const {layout, edges} = geometry;
  const [at, setAt] = useState(0);
  const stateOf = ({process}) => (missing.includes(process) ? "missing" : off.includes(process) ? "off" : disputed.includes(process) ? "disputed" : "flow");
  const order = [...Object.keys(layout.organs).map((name) => `organ:${name}`), ...edges.map((edge) => edge.id)];
  const move = (event) => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (at + step + order.length) % order.length;
    setAt(next);
    event.currentTarget.querySelector(`[data-id="${order[next]}"]`)?.focus();
  };
  const stop = (id) => ({"data-id": id, tabindex: order[at] === id ? 0 : -1, role: "button", "aria-pressed": picked === id ? "true" : "false",
    onClick: () => { setAt(order.indexOf(id)); pick(id); },
    onKeyDown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), pick(id))});
  return html`<svg class=${`pathway ${quick ? "quick" : ""}`} viewBox=${`0 0 ${layout.size[0]} ${layout.size[1]}`} role="group" onKeyDown=${move}
    aria-label=${`The pathway on day ${day}: ${taxaName}. Arrow keys go from organ to organ and along the flows.`}>
    <defs>${["flow", "disputed", "off"].map((kind) => html`<marker id=${`head-${kind}`} class=${`head ${kind}`} viewBox="0 0 10 10" refX="8" refY="5" markerWidth="11" markerHeight="11"
      markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L10,5 L0,10 z" /></marker>`)}
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6" /></pattern></defs>
    ${layout.panels.map((panel) => html`<g class="part"><rect x=${panel.box[0]} y=${panel.box[1]} width=${panel.box[2]} height=${panel.box[3]} rx="10" />
      <text x=${panel.box[0] + 12} y=${panel.box[1] + 20}>${panel.label}</text></g>`)}
    ${edges.map((edge) => html`<${Edge} edge=${edge} layout=${layout} life=${life} day=${day} stop=${stop(edge.id)} picked=${picked === edge.id} women=${women} state=${stateOf(edge)} />`)}
    ${Object.entries(layout.organs).map(([name, box]) => html`<${Organ} name=${name} box=${box} life=${life} day=${day} stop=${stop(`organ:${name}`)} picked=${picked === `organ:${name}`} />`)}
    ${edges.map((edge) => html`<${Amount} edge=${edge} layout=${layout} life=${life} day=${day} state=${stateOf(edge)} />`)}
  </svg>`;
}

function Edge({edge, layout, life, day, stop, state, picked, women}) {
  const [path] = layout.edges[edge.id];
  const {middle, low, high, shut, zero, unseen, told} = toldOf(edge, life, day, state);
  const words = !life ? edge.label : unseen ? `${edge.label}: shown with its own cells alone` : `${edge.label}: ${shut ? told : `${count(middle)} cells a day${women > 1 ? `, 90 % of ${women} women ${count(low)} to ${count(high)}` : ""}`}${state === "disputed" ? "; disputed" : ""}`;
  const outside = layout.outside[edge.id];
  return html`<g class=${`edge ${shut ? "off" : state} ${zero ? "zero" : ""} ${picked ? "picked" : ""}`} ...${stop} aria-label=${words}>
    <title>${words}</title>
    <path class="reach" d=${path} />
    ${!shut && women > 1 && html`<path class="spread" d=${path} stroke-width=${Math.max(1, width(high))} />`}
    <path class=${`core ${!shut && low < 0.1 && middle >= 0.1 ? "unsure" : ""}`} d=${path} stroke-width=${shut || zero ? 1.2 : Math.max(1.2, width(middle))} marker-end=${`url(#head-${shut ? "off" : state === "disputed" ? "disputed" : "flow"})`} />
    ${outside && html`<${Outside} box=${outside} label=${edge.label} told=${told} />`}
  </g>`;
}

/** What an arrow says: nothing is written as 0, what some women have and the middle has not as a span. */
function toldOf(edge, life, day, state) {
  const flow = life ? flowOf(life, edge, day) : {middle: 0, low: 0, high: 0};
  const shut = state === "off" || state === "missing";
  const zero = life && !shut && flow.high < 0.1;
  const unseen = life && life.taxa !== "strain" && PRODUCT.includes(edge.process); // its cells are no residents
  const told = !life ? "" : unseen ? "" : shut ? "off" : zero ? "0" : flow.middle >= 0.1 ? count(flow.middle) : `0 to ${count(flow.high)}`;
  return {...flow, shut, zero, unseen, told};
}

/** The number of an arrow between organs, above everything. */
function Amount({edge, layout, life, day, state}) {
  if (layout.outside[edge.id]) return null;
  const [x, y, anchor] = layout.edges[edge.id][1];
  const {told, shut} = toldOf(edge, life, day, state);
  return html`<text class=${`amount ${shut ? "off" : ""}`} x=${x} y=${y} text-anchor=${anchor} aria-hidden="true">${told}</text>`;
}

function Outside({box, label, told}) {
  const [x, y, wide, high] = box;
  const lines = [...wrapped(label, Math.floor((wide - 8) / LETTER)), ...(told ? [told] : [])];
  return html`<rect class="outside" x=${x} y=${y} width=${wide} height=${high} rx="12" />
    ${lines.map((line, place) => html`<text class=${`outside ${line === told ? "told" : ""}`} x=${x + wide / 2} y=${y + high / 2 + 4.5 + (place - (lines.length - 1) / 2) * 16} text-anchor="middle">${line}</text>`)}`;
}

function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1] && lines[lines.length - 1].length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = `${lines[lines.length - 1]} ${word}`.trim();
  }
  return lines;
}

function Organ({name, box, life, day, stop, picked}) {
  const [x, y, wide, high] = box;
  const load = life && loadOf(life, name, day);
  const {born, lost} = life ? turnover(life, name, day) : {born: 0, lost: 0};
  const bar = (amount) => (amount < 1 ? 0 : (Math.log10(amount) / BARS.decades) * BARS.width);
  const middle = x + wide / 2;
  return html`<g class=${`organ ${name} ${picked ? "picked" : ""}`} ...${stop} aria-label=${`${ORGANS[name]}: ${load ?? ""} ${count(born)} cells born and ${count(lost)} lost in a day`}>
    <rect x=${x} y=${y} width=${wide} height=${high} rx="8" />
    <text class="name" x=${x + 10} y=${y + 20}>${ORGANS[name]}</text>
    ${load && html`<text class="load" x=${x + 10} y=${y + 39}>${load}</text>`}
    <line class="axis" x1=${middle} x2=${middle} y1=${y + high - 36} y2=${y + high - 6} />
    <rect class="lost" x=${middle - bar(lost)} y=${y + high - 34} width=${bar(lost)} height="8" /><rect class="born" x=${middle} y=${y + high - 34} width=${bar(born)} height="8" />
    <text class="turn" x=${middle - 5} y=${y + high - 9} text-anchor="end">${lost ? `−${tight(lost)}` : ""}</text><text class="turn" x=${middle + 5} y=${y + high - 9}>${born ? `+${tight(born)}` : ""}</text>
  </g>`;
}

function loadOf(life, name, day) {
  const place = life.days.indexOf(day);
  if (place < 0) return "";
  if (name === "milk") return `${count(cells(life.milk[life.taxa].p50[place]))} cells per mL`;
  if (name === "infant_gut") return `${count(cells(life.gut[life.taxa].p50[place]))} cells`;
  return "";
}
