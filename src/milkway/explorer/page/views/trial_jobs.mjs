// Runs as the page knows them: the list, the one that is looked at while it runs, and what can be done to each.

import {html, useCallback, useEffect, useState} from "../vendor/htm-preact.mjs";
import {ask} from "../ask.mjs";
import {duration} from "./trial_words.mjs";

export const ENDED = ["done", "failed", "stopped"];
const PAUSE = 500; // ms between looks at a run: no request stays open, of which a browser allows six for all its tabs
const AGAIN = 2000; // ms after a look that was not answered
const REMOVED = 404;
const SAID = {done: "is finished", failed: "failed", stopped: "is stopped; what it finished is kept"};
export const NAMES = {trial: "Trial", power: "Power", designs: "Designs", claims: "Claims", qualify: "Qualification"};

export function useJobs(again, say) {
  const [found, put] = useState({jobs: [], used: 0, quota: 1, known: false, refused: null});
  const reload = useCallback(() => ask("/api/jobs").then((list) => put((old) => ({...old, ...list, known: true}))).catch(() => {}), []);
  const doing = useCallback(async (path, options) => {
    try {
      const job = await ask(path, options);
      put((old) => ({...old, refused: null}));
      await reload();
      return job;
    } catch (error) {
      put((old) => ({...old, refused: error}));
      return null;
    }
  }, []);
  useEffect(() => { reload(); }, [again]);
  const active = found.jobs.find((one) => one.state === "running") ?? found.jobs.findLast((one) => one.state === "waiting");
  useEffect(() => {
    if (!active) return undefined;
    const stop = new AbortController();
    let next;
    const look = () => ask(`/api/jobs/${active.id}`, {signal: stop.signal}).then((job) => {
      put((old) => ({...old, jobs: old.jobs.map((one) => (one.id === job.id ? job : one))}));
      if (!ENDED.includes(job.state)) { next = setTimeout(look, PAUSE); return; }
      say(`${NAMES[job.verb]} ${job.title} ${SAID[job.state]}.`);
      reload();
    }).catch((error) => {
      if (error.status === REMOVED) reload();
      else if (!stop.signal.aborted) next = setTimeout(look, AGAIN);
    });
    look();
    return () => { stop.abort(); clearTimeout(next); };
  }, [active?.id, again]);
  return {...found, active,
    start: (body) => doing("/api/jobs", {body}),
    stop: (id) => doing(`/api/jobs/${id}`, {method: "DELETE"}),
    goOn: (id) => doing(`/api/jobs/${id}/go-on`, {body: {}}),
    remove: (id) => doing(`/api/jobs/${id}/remove`, {body: {}})};
}

/** The run of a verb that is shown: the one that the address names, else the newest that is finished. */
export const shownJob = (jobs, verb, id) => jobs.find((one) => one.id === id && one.verb === verb)
  ?? jobs.find((one) => one.verb === verb && one.state === "done");

/** How far a run is, with Stop or Go on. */
export function Progress({job, jobs}) {
  const share = job.of > 0 ? Math.min(1, job.done / job.of) : 0;
  const left = job.left === null ? "" : `, about ${duration(job.left)} left`;
  const said = {waiting: "Waiting for the run before it.", running: `${job.stage || "Starting"}; ${Math.round(100 * share)} %, ${duration(job.seconds)} so far${left}.`,
    done: `Finished in ${duration(job.seconds)}.`, stopped: `Stopped at ${Math.round(100 * share)} %. What it finished is kept. ${job.message}`,
    failed: "It failed."}[job.state];
  return html`<div class="card progress">
    <h3>${NAMES[job.verb]} ${job.title}</h3>
    <progress max="1" value=${job.state === "done" ? 1 : share} aria-label=${`${NAMES[job.verb]} ${job.title}`}></progress>
    <p>${said}</p>
    ${job.state === "failed" && html`<pre tabindex="0"><code>${job.message}</code></pre>`}
    ${!ENDED.includes(job.state) && html`<button type="button" onClick=${() => jobs.stop(job.id)}>Stop</button>`}
    ${["stopped", "failed"].includes(job.state) && html`<button type="button" onClick=${() => jobs.goOn(job.id)}>Go on</button>`}
  </div>`;
}

/** What the server said where it would not start a run. */
export function Refused({error}) {
  if (!error) return null;
  return html`<div class="mistakes" role="alert"><strong>The run was not started.</strong>
    ${error.mistakes?.length ? html`<ul>${error.mistakes.map((one) => html`<li><code>${one.where}</code>: found ${one.found}; allowed: ${one.allowed}</li>`)}</ul>`
      : html`<p>${error.message}</p>`}</div>`;
}
