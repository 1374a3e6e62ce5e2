// One picture of all that is done to the dyad: a row a thing, days along x; ends of bars are dragged, or moved by arrow keys.

import {html, useRef} from "./vendor/htm-preact.mjs";

const START = -60;
const LEFT = 92, RIGHT = 300, ROW = 22;

export function Timeline({world, put, days}) {
  const svg = useRef(null);
  const x = (day) => LEFT + ((day - START) / (days - START)) * (RIGHT - LEFT);
  const day = (event) => {
    const box = svg.current.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * 310;
    return Math.round(START + ((at - LEFT) / (RIGHT - LEFT)) * (days - START));
  };
  const rows = rowsOf(world, days);
  const height = 26 + rows.length * ROW;
  const drag = (bar, end) => (event) => {
    event.preventDefault();
    const move = (moved) => put(bar.moved(end, clamp(day(moved), bar, end, days)));
    const stop = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", stop); };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  };
  const key = (bar, end) => (event) => {
    const step = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1}[event.key];
    if (!step) return;
    event.preventDefault();
    put(bar.moved(end, clamp(bar.days[end] + step * (event.shiftKey ? 7 : 1), bar, end, days)));
  };
  return html`<svg class="timeline" ref=${svg} viewBox=${`0 0 310 ${height}`} role="group" aria-label="Timeline of what is done">
    <line class="birth" x1=${x(0)} x2=${x(0)} y1="14" y2=${height} /><text x=${x(0)} y="10" text-anchor="middle">birth</text>
    <text x=${RIGHT} y="10" text-anchor="end">day ${days}</text><text x=${LEFT} y="10">-60</text>
    ${rows.map((row, place) => html`<g transform=${`translate(0 ${18 + place * ROW})`}>
      <text x="0" y="13">${row.label}</text><line class="rule" x1=${LEFT} x2=${RIGHT} y1="9" y2="9" />
      ${row.bars.map((bar) => html`<rect class=${`bar ${row.kind}`} x=${x(bar.days[0])} width=${Math.max(2, x(bar.days[1]) - x(bar.days[0]))} y="3" height="12" rx="2" />
        ${bar.ends.map((end) => html`<g class="end" role="slider" tabindex="0" aria-label=${`${row.label}, ${end ? "until" : "from"} day`} aria-valuemin=${START} aria-valuemax=${days}
          aria-valuenow=${bar.days[end]} aria-valuetext=${`day ${bar.days[end]}`} onPointerDown=${drag(bar, end)} onKeyDown=${key(bar, end)}>
          <rect class="grip-area" x=${x(bar.days[end]) - 12} y="-2" width="24" height="22" /><rect class="grip" x=${x(bar.days[end]) - 2.5} y="1" width="5" height="16" rx="2" /></g>`)}`)}
    </g>`)}
  </svg>`;
}

function rowsOf(world, days) {
  const rows = [];
  const until = world.feeding === "formula" ? 0 : world.until ?? days;
  if (until > 0) rows.push({label: world.feeding === "mixed" ? "half breast" : "breast", kind: "milk",
    bars: [{days: [0, until], ends: [1], moved: (_, day) => ({until: day >= days ? null : day})}]});
  if (world.feeding !== "breast" || until < days) rows.push({label: "formula", kind: "formula", bars: [{days: [world.feeding === "breast" ? until : 0, days], ends: []}]});
  if (world.dose !== null) rows.push({label: "product", kind: "product", bars: world.spells.length ? spells(world.spells, "spells") : [{days: [0, days], ends: []}]});
  if (world.antibiotics.length) rows.push({label: "antibiotic", kind: "drug",
    bars: world.antibiotics === "peripartum" ? [{days: [-1, 1], ends: []}] : spells(world.antibiotics, "antibiotics")});
  if (world.infantAntibiotics.length) rows.push({label: "infant's drug", kind: "drug", bars: spells(world.infantAntibiotics, "infantAntibiotics")});
  return rows;
}

const spells = (list, field) => list.map((one, place) => ({days: one, ends: [0, 1], before: list[place - 1]?.[1] ?? START, after: list[place + 1]?.[0] ?? Infinity,
  moved: (end, day) => ({[field]: list.map((old, number) => (number === place ? old.map((value, which) => (which === end ? day : value)) : old))})}));

function clamp(day, bar, end, days) {
  const least = end ? bar.days[0] + 1 : bar.before ?? START;
  const most = end ? Math.min(days, bar.after ?? days) : bar.days[1] - 1;
  return Math.max(least, Math.min(most, day));
}
