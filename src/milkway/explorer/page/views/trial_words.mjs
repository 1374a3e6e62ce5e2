// What a trial costs, how long things take and how a run is asked for, in words.

/** What a run of a protocol costs. */
export function costWords({cost}) {
  const settings = cost.routes === 1 ? "1 setting of the disputed routes" : `${cost.routes} settings of the disputed routes`;
  return `${cost.dyads.toLocaleString("en-US")} women under ${cost.hypotheses === 1 ? "1 hypothesis" : `${cost.hypotheses} hypotheses`} and ${settings}: `
    + `about ${duration(cost.seconds)} of processor time on one core, about ${Math.round(cost.megabytes)} MB on disk.`;
}

/** A duration: 43 s, 13 min, 1.5 h. */
export function duration(seconds) {
  if (seconds < 120) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** When: 14:05, or the date too if it is another day. */
export function moment(seconds) {
  const when = new Date(seconds * 1000);
  const clock = when.toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"});
  return when.toDateString() === new Date().toDateString() ? clock : `${when.toISOString().slice(0, 10)} ${clock}`;
}

const SIZES = {dyads: (one) => `${one} women`, n: (one) => `sizes ${one.replace(/^(\d+):(\d+):(\d+)$/, "$1 to $2 in steps of $3")}`, pool: (one) => `a pool of ${one} women`,
  reps: (one) => `${one} trials of each`, target: (one) => `${Math.round(100 * one)} % power`, truth: (one) => `truth ${one}`, endpoint: (one) => one.replaceAll("_", " "),
  parameters: (one) => (one === "best" ? "" : one), draws: (one) => `${one} draws`, missing: () => "missing data", data: () => "data sets", seed: (one) => `seed ${one}`,
  infants: (one) => `${one} infants`, size: (one) => `size ${one}`};

/** What a run was asked for. */
export function sizeWords(job) {
  const words = job.command.slice(2).flatMap((word) => (word.startsWith("--") ? word.split("=") : [word]));
  return words.map((word, place) => (word.startsWith("--") ? SIZES[word.slice(2)]?.(words[place + 1]) ?? "" : "")).filter(Boolean).join(", ");
}

/** The command that gives a run, with names of files that a reader has saved. */
export function commandOf(job) {
  return job.command.map((word) => asSaved(word, job)).join(" ");
}

/** The same in Python. */
export function pythonOf(job) {
  const [, verb, ...words] = job.command.flatMap((word) => (word.startsWith("--") && word.includes("=") ? [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)] : [word]));
  const given = [];
  for (let place = 0; place < words.length; place += 1) {
    const value = words[place + 1];
    if (!words[place].startsWith("--")) given.push(JSON.stringify(asSaved(words[place], job)));
    else if (words[place] === "--json") continue;
    else if (value === undefined || value.startsWith("--")) given.push(`${keyOf(words[place])}=True`);
    else { given.push(`${keyOf(words[place])}=${/^-?[0-9.]+$/.test(value) ? value : JSON.stringify(asSaved(value, job))}`); place += 1; }
  }
  return `import milkway\n\nfound = milkway.${verb}(${given.join(", ")})\nfound.summary`;
}

const keyOf = (word) => word.slice(2).replaceAll("-", "_");
const asSaved = (word, job) => (word === "asked.toml" ? `${job.title.replace(/[^\w.-]/g, "_")}.toml` : word === "run" ? job.id : word.replace(/^run\//, ""));
