// The power curve: a line, a mark and a band for each hypothesis, the null in grey, the power sought, and a line to drag.

/* global Plot */

import {lookOf} from "./trial_forest.mjs";

const DASHES = ["6 4", null, "8 3", "2 3", "8 3 2 3"];
const ROOM = 16; // px between names at the right

export const sizesOf = (found) => found.curves[0].points.map((one) => one.n);

/** A curve read between two sizes. */
export function between(points, n) {
  const place = Math.max(1, points.findIndex((one) => one.n >= n));
  const [from, to] = [points[place - 1], points[place] ?? points[place - 1]];
  const share = to.n === from.n ? 0 : (n - from.n) / (to.n - from.n);
  const mixed = (key) => from[key] + share * (to[key] - from[key]);
  return {value: mixed("value"), low: mixed("low"), high: mixed("high")};
}

/** Draw the curves; the line at a size can be dragged. */
export function curve(found, n, choose, width, height) {
  const sizes = sizesOf(found);
  const wide = width >= 560;
  const lines = found.curves.map((one, place) => ({...lookOf(place), dash: DASHES[place % DASHES.length], name: one.null ? `${one.hypothesis}: false claims` : one.hypothesis,
    null: one.null, points: one.points.map((point) => ({n: point.n, value: 100 * point.value, low: 100 * point.low, high: 100 * point.high,
      formula: point.formula === null ? null : 100 * point.formula}))}));
  const right = wide ? 150 : 14;
  const top = wide ? 14 : 14 + 18 * lines.length;
  const [plotTop, plotBottom] = [top, height - 46];
  const ends = placed(lines, (value) => plotBottom - (value / 100) * (plotBottom - plotTop));
  const drawn = Plot.plot({
    className: "drawn", width, height, marginLeft: 52, marginRight: right, marginTop: top, marginBottom: 46, style: {fontSize: "13px"},
    x: {domain: sizes.length > 1 ? [sizes[0], sizes[sizes.length - 1]] : [sizes[0] - 1, sizes[0] + 1], label: "Women randomised, all arms together", labelAnchor: "left",
      labelArrow: "none", ticks: wide ? 8 : 4, tickFormat: (tick) => tick.toLocaleString("en-US")},
    y: {domain: [0, 100], label: null, tickFormat: (tick) => `${tick} %`, ticks: 5, grid: false},
    marks: [
      Plot.gridY({stroke: "var(--line)", ticks: 5}),
      Plot.ruleY([100 * found.target], {stroke: "var(--ink)", strokeDasharray: "2 3"}),
      Plot.text([100 * found.target], {y: (value) => value, frameAnchor: "left", dx: 6, dy: -9, text: () => `${Math.round(100 * found.target)} % sought`,
        textAnchor: "start", fill: "var(--ink)", stroke: "var(--panel)", strokeWidth: 4, paintOrder: "stroke"}),
      ...lines.map((one) => Plot.areaY(one.points, {x: "n", y1: "low", y2: "high", fill: one.colour, fillOpacity: 0.16})),
      ...lines.flatMap((one) => [
        ...(one.null || one.points.some((point) => point.formula === null) ? [] : [Plot.line(one.points, {x: "n", y: "formula", stroke: one.colour, strokeWidth: 1})]),
        ...(one.null ? [] : [Plot.line(one.points, {x: "n", y: "value", stroke: "var(--ink)", strokeWidth: 3.5, strokeDasharray: one.dash})]),
        Plot.line(one.points, {x: "n", y: "value", stroke: one.colour, strokeWidth: 2.2, strokeDasharray: one.dash}),
        Plot.dot(one.points, {x: "n", y: "value", symbol: one.symbol, r: 4.5, fill: one.null ? "var(--panel)" : one.colour, stroke: one.null ? one.colour : "var(--ink)"}),
      ]),
      Plot.ruleX([n], {stroke: "var(--focus)", strokeWidth: 2}),
      ...(wide
        ? ends.map(({name, shift, last}) => Plot.text([last], {x: "n", y: "value", text: () => name, dx: 12, dy: shift, textAnchor: "start", fill: "var(--ink)"}))
        : legend(lines)),
    ],
  });
  return draggable(drawn, sizes, choose);
}

/** Names beside the ends of their lines, moved apart where they would touch. */
function placed(lines, y) {
  let lowest = -Infinity;
  return lines.map((one) => ({name: one.name, last: one.points[one.points.length - 1]})).sort((one, other) => other.last.value - one.last.value)
    .map((one) => {
      const wanted = y(one.last.value);
      lowest = Math.max(wanted, lowest + ROOM);
      return {...one, shift: lowest - wanted};
    });
}

/** On a narrow page the names stand above, each with its mark. */
function legend(lines) {
  return lines.flatMap((one, place) => [
    Plot.dot([0], {frameAnchor: "top-left", dx: 6, dy: 18 * (place - lines.length) + 2, symbol: one.symbol, r: 4.5, fill: one.null ? "var(--panel)" : one.colour,
      stroke: one.null ? one.colour : "var(--ink)"}),
    Plot.text([0], {frameAnchor: "top-left", dx: 18, dy: 18 * (place - lines.length) - 4, text: () => one.name, textAnchor: "start", fill: "var(--ink)"}),
  ]);
}

/** Let a pointer that is held down choose the size. */
function draggable(drawn, sizes, choose) {
  const axis = drawn.scale("x");
  const move = (event) => {
    if (event.buttons !== 1) return;
    const box = drawn.getBoundingClientRect();
    const shown = (event.clientX - box.left) * (drawn.viewBox.baseVal.width / box.width);
    choose(Math.round(Math.min(sizes[sizes.length - 1], Math.max(sizes[0], axis.invert(shown)))));
  };
  drawn.addEventListener("pointerdown", move);
  drawn.addEventListener("pointermove", move);
  drawn.classList.add("drag");
  return drawn;
}
