// The forest: published above, then each hypothesis with the disputed routes averaged, off and on; the null first, labels beside marks.

/* global Plot */

const ROW = 48; // px
const WIDE = 760; // px, from which names stand left and numbers right of the marks
const LOOKS = [
  {colour: "var(--soft)", symbol: "circle"}, {colour: "#0072B2", symbol: "square"}, {colour: "#E69F00", symbol: "diamond"},
  {colour: "#009E73", symbol: "triangle"}, {colour: "#CC79A7", symbol: "star"}, {colour: "#56B4E9", symbol: "wye"},
];

/** The look of a hypothesis, by its place; the null is grey. */
export const lookOf = (place) => LOOKS[place % LOOKS.length];

export const forestHeight = (endpoint) => 62 + ROW * endpoint.rows.length;

/** Draw an endpoint. */
export function forest(endpoint, hypotheses, width) {
  const wide = width >= WIDE;
  const none = endpoint.measure.ratio ? 1 : 0;
  const names = hypotheses.map((one) => one.name);
  const [low, high] = extent(endpoint, none);
  const marks = endpoint.rows.map((row, place) => {
    const known = row.hypothesis === "published" ? {colour: "var(--ink)", symbol: "square"} : lookOf(names.indexOf(row.hypothesis));
    const clip = (value) => Math.min(high, Math.max(low, value * endpoint.scale));
    const lead = row.routes === "" || row.routes === "averaged";
    return {...known, place, lead, row, text: row.text.split(";")[0], p: row.text.split("; ")[1] ?? "",
      at: exists(row.estimate) ? clip(row.estimate) : null, from: exists(row.low) ? clip(row.low) : null, to: exists(row.high) ? clip(row.high) : null,
      cut: [exists(row.low) && row.low * endpoint.scale < low, exists(row.high) && row.high * endpoint.scale > high],
      name: nameOf(row)};
  });
  const shown = marks.filter((one) => one.at !== null);
  const interval = shown.filter((one) => one.from !== null && one.to !== null);
  const lines = [0, 1].flatMap((over) => [Plot.ruleY(interval, {y: "place", x1: "from", x2: "to", stroke: over ? "colour" : "var(--ink)",
    strokeWidth: (one) => (one.lead ? 4 : 2.5) + (over ? 0 : 1.2)})]);
  const labels = {y: "place", fill: "var(--ink)", lineHeight: 1.25};
  const left = wide ? 250 : 4;
  const right = wide ? 210 : 14;
  return Plot.plot({
    className: "drawn", width, height: forestHeight(endpoint), marginLeft: left, marginRight: right, marginTop: 8, marginBottom: 46,
    style: {fontSize: "13px"},
    x: {type: endpoint.measure.ratio ? "log" : "linear", domain: [low, high], label: axis(endpoint), labelAnchor: "left", labelArrow: "none", grid: false,
      ticks: endpoint.measure.ratio ? TICKS.filter((tick) => tick >= low && tick <= high && (wide || [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].includes(tick))) : 5,
      tickFormat: (tick) => String(Number(tick.toPrecision(3)))},
    color: {type: "identity"}, r: {type: "identity"}, symbol: {type: "identity"},
    y: {type: "linear", domain: [-0.5, marks.length - 0.5], reverse: true, axis: null},
    marks: [
      Plot.ruleX([none], {stroke: "var(--soft)", strokeDasharray: "2 3"}),
      ...(exists(endpoint.margin) ? [Plot.ruleX([endpoint.margin * endpoint.scale], {stroke: "var(--ink)", strokeDasharray: "6 4"})] : []),
      Plot.ruleY(marks.filter((one) => one.lead && one.place > 0), {y: (one) => one.place - 0.5, stroke: "var(--line)", x1: low, x2: high}),
      ...lines,
      Plot.dot(shown, {x: "at", y: "place", symbol: "symbol", r: (one) => (one.lead ? 6 : 4), fill: "colour", stroke: "var(--ink)", strokeWidth: 1}),
      Plot.text(interval.filter((one) => one.cut[0]), {x: "from", y: "place", text: () => "◂", dx: 3, fill: "var(--ink)"}),
      Plot.text(interval.filter((one) => one.cut[1]), {x: "to", y: "place", text: () => "▸", dx: -3, fill: "var(--ink)"}),
      ...(wide ? beside(marks, labels, left, right) : above(marks, labels)),
    ],
  });
}

const TICKS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50];
const exists = (value) => value !== null && value !== undefined && Number.isFinite(value);

function nameOf(row) {
  const arm = row.arm ? `, ${row.arm}` : "";
  if (row.hypothesis === "published") return `Published${arm}`;
  return row.routes === "averaged" ? `${row.hypothesis}, averaged${arm}` : `routes ${row.routes}${arm}`;
}

function beside(marks, labels, left, right) {
  const bold = (wanted) => marks.filter((one) => one.lead === wanted);
  return [true, false].flatMap((lead) => [
    Plot.text(bold(lead), {...labels, frameAnchor: "left", dx: 4 - left + (lead ? 0 : 16), text: "name", textAnchor: "start", fontWeight: lead ? 650 : 400}),
    Plot.text(bold(lead), {...labels, frameAnchor: "right", dx: right - 4, text: (one) => (one.p ? `${one.text}\n${one.p}` : one.text), textAnchor: "end"}),
  ]);
}

function above(marks, labels) {
  const over = (one) => `${one.name.replace(", averaged", "")}: ${one.text}`;
  return [true, false].map((lead) => Plot.text(marks.filter((one) => one.lead === lead), {...labels, frameAnchor: "left", dx: 2, dy: -17, text: over,
    textAnchor: "start", fontWeight: lead ? 650 : 400, stroke: "var(--panel)", strokeWidth: 4, paintOrder: "stroke"}));
}

/** The ends of the axis: all estimates, and intervals as far as they are of use. */
function extent(endpoint, none) {
  const rows = endpoint.rows.filter((row) => exists(row.estimate));
  const held = [none, ...rows.flatMap((row) => [row.estimate, row.low, row.high]).filter(exists).map((value) => value * endpoint.scale)];
  if (!endpoint.measure.ratio) {
    const pad = 0.06 * (Math.max(...held) - Math.min(...held)) || 1;
    return [Math.min(...held) - pad, Math.max(...held) + pad];
  }
  const low = Math.max(0.02, Math.min(0.5, ...held.filter((value) => value > 0)) / 1.15);
  return [low, Math.min(50, Math.max(2, ...held) * 1.15)];
}

/** What the axis shows. */
function axis({measure, scale}) {
  if (scale !== 100) return measure.label;
  return `${measure.label}, ${measure.alone ? "%" : "percentage points"}`;
}

/** Which side is better, in words. */
export function sideWords({measure, better}) {
  if (measure.alone || better === "neither" || measure.label.startsWith("Hazard")) return "";
  return `; ${better === "lower" ? "left" : "right"} of the dotted line is better with the product`;
}
