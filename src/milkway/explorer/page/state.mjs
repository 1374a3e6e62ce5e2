// The state of the page: what the address says after "#", read and written by one table; the server holds none of it.

export const VERSION = 1;
const WORLD = {birth: "vaginal", feeding: "breast", until: null, dose: null, spells: [], antibiotics: [], infantAntibiotics: [],
  feeds: null, fraction: null, routes: [], off: [], hypothesis: "null"};

const number = (text) => (/^-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?$/.test(text) ? Number(text) : undefined);
const whole = (least, most) => (text) => {
  const found = number(text);
  return Number.isInteger(found) && found >= least && found <= most ? found : undefined;
};
const one = (...allowed) => (text) => (allowed.includes(text) ? text : undefined);
const names = (text) => (/^[a-z_]+(,[a-z_]+)*$/.test(text) ? text.split(",") : undefined);
const spell = (text) => {
  const found = /^(-?[0-9]{1,3})-(-?[0-9]{1,3})$/.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
};
const spells = (text) => {
  const found = text.split(",").map(spell);
  return found.includes(undefined) ? undefined : found;
};
const courses = (text) => (text === "peripartum" ? text : spells(text));
const saySpells = (list) => (typeof list === "string" ? list : list.map(([from, to]) => `${from}-${to}`).join(","));

const text = (value) => String(value);
const OF_WORLD = [
  // key in the address, field of a world, reader, writer
  ["b", "birth", one("vaginal", "caesarean"), text],
  ["f", "feeding", one("breast", "mixed", "formula"), text],
  ["fu", "until", whole(1, 730), text],
  ["p", "dose", number, text],
  ["ps", "spells", spells, saySpells],
  ["ab", "antibiotics", courses, saySpells],
  ["iab", "infantAntibiotics", spells, saySpells],
  ["ef", "feeds", number, text],
  ["em", "fraction", number, text],
  ["r", "routes", names, (list) => list.join(",")],
  ["off", "off", names, (list) => list.join(",")],
  ["h", "hypothesis", one("null", "competition", "immune", "both"), text],
];

const word = (pattern) => (found) => (pattern.test(found) ? found : undefined);
const short = (found) => (found.length <= 80 ? found : undefined);
const hypothesis = one("null", "competition", "immune", "both");

// At which step of a trial, with which protocol, run and endpoint.
const OF_TRIAL = [
  ["step", "step", one("design", "run", "results", "power"), "design"],
  ["protocol", "protocol", (found) => (/^[a-z0-9-]{1,40}$/.test(found) ? found : undefined), "hurtado2017"],
  ["job", "job", (found) => (/^[a-z]+-[0-9a-f]{12}$/.test(found) ? found : undefined), ""],
  ["endpoint", "endpoint", (found) => (/^[\w .+-]{1,60}$/.test(found) ? found : undefined), ""],
  ["diff", "difference", one("0", "1"), "0"],
];

// What of the evidence is looked at: its part, what is searched, the entry that is open, the part of a statement, and filters.
const OF_EVIDENCE = [
  ["see", "see", one("statements", "parameters", "studies", "qualification"), "statements"],
  ["find", "find", short, ""],
  ["entry", "entry", short, ""],
  ["part", "part", word(/^[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/), ""],
  ["word", "word", word(/^[a-z ]{1,40}$/), ""],
  ["stake", "stake", one("in", "out"), "in"],
  ["kind", "kind", word(/^[a-z]{1,20}$/), ""],
  ["used", "used", word(/^[a-z_]{1,40}$/), ""],
  ["from", "from", word(/^[A-Za-z0-9_]{1,40}$/), ""],
];

// Between which explanations to decide, with how many women in an arm, by which measurement.
const OF_DECIDE = [
  ["first", "first", hypothesis, "competition"],
  ["second", "second", hypothesis, "immune"],
  ["arm", "arm", whole(2, 10000), 50],
  ["measure", "measure", word(/^[a-z0-9_]{1,60}$/), ""],
];

// Of the page itself: key in the address, field, reader, usual value. A view adds its own lines here.
const OF_PAGE = [
  ["days", "days", whole(7, 730), 120],
  ["day", "day", whole(-60, 730), 30],
  ["n", "women", whole(1, 32), 32],
  ["s", "seed", whole(0, 2 ** 53 - 1), 1],
  ["c", "chance", one("0", "1"), "1"],
  ["who", "taxa", (found) => (/^[a-z_]{1,40}$/.test(found) ? found : undefined), "residents"],
  ["pick", "pick", (found) => (/^[a-z_:-]{1,60}$/.test(found) ? found : undefined), ""],
  ...OF_TRIAL,
  ...OF_EVIDENCE,
  ...OF_DECIDE,
];

export const VIEWS = [
  ["pathway", "Pathway"],
  ["compare", "A beside B"],
  ["trial", "Trial"],
  ["evidence", "Evidence"],
  ["decide", "What would decide"],
];

export const usualWorld = () => structuredClone(WORLD);
export const usualState = () => ({view: "pathway", worlds: [usualWorld(), usualWorld()],
  ...Object.fromEntries(OF_PAGE.map(([, field, , usual]) => [field, usual]))});

/** Read an address: the state, and the parts of it that were not understood. */
export function readLink(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const state = usualState();
  const strange = [];
  if (VIEWS.some(([name]) => name === path)) state.view = path;
  else if (path) strange.push(path);
  const parts = new URLSearchParams(query);
  parts.delete("t");
  if (parts.has("v") && parts.get("v") !== String(VERSION)) strange.push(`v=${parts.get("v")}`);
  parts.delete("v");
  for (const [key, value] of parts) {
    const [world, short] = key.startsWith("w2.") ? [state.worlds[1], key.slice(3)] : [state.worlds[0], key];
    const ofWorld = OF_WORLD.find(([name]) => name === short);
    const ofPage = key.startsWith("w2.") ? undefined : OF_PAGE.find(([name]) => name === short);
    const read = (ofWorld ?? ofPage)?.[2](value);
    if (read === undefined) strange.push(`${key}=${value}`);
    else if (ofWorld) world[ofWorld[1]] = read;
    else state[ofPage[1]] = read;
  }
  return {state, strange};
}

/** Write a state as an address: only what differs from the usual. */
export function writeLink(state) {
  const parts = [["v", String(VERSION)]];
  state.worlds.forEach((world, place) => {
    for (const [key, field, , say] of OF_WORLD) {
      const value = world[field];
      if (JSON.stringify(value) !== JSON.stringify(WORLD[field])) parts.push([place ? `w2.${key}` : key, say(value)]);
    }
  });
  for (const [key, field, , usual] of OF_PAGE) if (state[field] !== usual) parts.push([key, String(state[field])]);
  return `#/${state.view}?${parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&")}`;
}

/** Return a world in the words of `milkway simulate`, which judges them. */
export function inWords(world) {
  const days = (list) => list.map(([from, to]) => `day ${from} to day ${to}`).join(", ");
  const courses = (found) => (typeof found === "string" ? found : found.length ? days(found) : "none");
  const emptying = [world.feeds === null ? "" : `${world.feeds} feeds`, world.fraction === null ? "" : `fraction ${world.fraction}`];
  return {
    birth: world.birth,
    feeding: world.until === null || world.feeding === "formula" ? world.feeding : `${world.feeding} until day ${world.until}`,
    probiotic: world.dose === null ? "none" : `${dose(world.dose)} CFU/day${world.spells.length ? ` from ${days(world.spells)}` : ""}`,
    antibiotics: courses(world.antibiotics),
    infant_antibiotics: courses(world.infantAntibiotics),
    emptying: emptying.filter(Boolean).join(", ") || "usual",
    routes: world.routes.length ? world.routes.join(",") : "off",
    off: world.off.join(","),
    hypothesis: world.dose === null ? "null" : world.hypothesis,
  };
}

/** Return a dose as people write it: 3e9. */
export const dose = (value) => (value >= 1e4 ? value.toExponential().replace("e+", "e") : String(value));

export const same = (first, second) => JSON.stringify(inWords(first)) === JSON.stringify(inWords(second));
