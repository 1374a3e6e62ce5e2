// The frame of the page: state from the address, the view that it names, what is always said, and whether the model is ready.

import {html, render, useCallback, useEffect, useRef, useState} from "./vendor/htm-preact.mjs";
import {ask, takeToken, watchServer} from "./ask.mjs";
import {readLink, VIEWS, writeLink} from "./state.mjs";
import {Pathway} from "./views/pathway.mjs";
import {Compare} from "./views/compare.mjs";
import {Trial} from "./views/trial.mjs";
import {Evidence} from "./views/evidence.mjs";
import {Decide} from "./views/decide.mjs";

const SHOWN = {pathway: Pathway, compare: Compare, trial: Trial, evidence: Evidence, decide: Decide};
const SETTLED = 400; // ms of quiet after which a state is a step of Back and Forward
const WARNING = "Research and teaching, not medical advice. Fever, a hot red painful breast, or feeling ill while breastfeeding: see a doctor or midwife today.";
const ADDRESS = html`the address that <code>milkway explore</code> printed`;
const GONE = {
  gone: html`The page's server has stopped. What you see stays; start <code>milkway explore</code> again and open the address that it prints, or wait: the page asks for the server by itself.`,
  another: html`Another server than the one that this page knew runs here. What you see stays; to go on, open ${ADDRESS}.`,
  token: html`This page has no token, without which its server answers nothing. Open ${ADDRESS}.`,
};

function Page() {
  const [{state, strange}, put] = useState(() => readLink(location.hash));
  const [server, setServer] = useState({stage: "starting", ready: false, seconds: 0, version: ""});
  const [gone, setGone] = useState(""); // why the server does not answer
  const [again, setAgain] = useState(0);
  const [model, setModel] = useState(null);
  const [said, setSaid] = useState("");
  const timer = useRef(0);
  const change = useCallback((more) => put((old) => ({...old, state: {...old.state, ...more}})), []);
  const say = useCallback((words) => setSaid(words), []);

  useEffect(() => {
    const hash = writeLink(state);
    clearTimeout(timer.current);
    if (hash === location.hash) return undefined;
    if (hash === writeLink(readLink(location.hash).state)) history.replaceState(null, "", hash); // the same state in other words
    else timer.current = setTimeout(() => history.pushState(null, "", hash), SETTLED);
    return undefined;
  }, [state]);
  useEffect(() => {
    const read = () => { takeToken(); put(readLink(location.hash)); };
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    return () => { removeEventListener("popstate", read); removeEventListener("hashchange", read); };
  }, []);
  useEffect(() => watchServer((now) => { setGone(now); if (!now) setAgain((old) => old + 1); }), []);
  useEffect(() => {
    let next;
    const look = () => ask("/api/state").then((found) => {
      setServer(found);
      if (!found.ready) next = setTimeout(look, 500);
    }).catch((error) => setServer((old) => ({...old, ready: false, stage: "failed", why: error.message})));
    look();
    return () => clearTimeout(next);
  }, [again]);
  useEffect(() => { ask("/api/model").then(setModel).catch(() => {}); }, [again]);
  useEffect(() => {
    const name = VIEWS.find(([view]) => view === state.view)[1];
    document.title = `${name} · Milkway`;
  }, [state.view]);

  const View = SHOWN[state.view] ?? Pathway;
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>To the view</a>
    <header><div class="top">
      <h1>Milkway <span class="version">${server.version}</span></h1>
      <nav class="views" aria-label="Views">${VIEWS.filter(([view]) => SHOWN[view]).map(([view, name]) => html`<a href=${writeLink({...state, view})}
        aria-current=${state.view === view ? "page" : undefined}>${name}</a>`)}</nav>
    </div>
    <p class="warning">${state.view === "evidence" ? "Published findings; what the model says is marked. " : "Simulated. "}${WARNING}</p>
    ${gone && html`<p class="banner" role="alert">${GONE[gone]}</p>`}
    ${!gone && !server.ready && html`<${Waiting} server=${server} />`}
    ${strange.length > 0 && html`<p class="banner">${strange.length === 1 ? "One part" : `${strange.length} parts`} of this link ${strange.length === 1 ? "was" : "were"} not understood: ${strange.join(", ")}.
      <button type="button" onClick=${() => put((old) => ({...old, strange: []}))}>Close</button></p>`}
    </header>
    <main id="main" tabindex="-1"><${View} state=${state} change=${change} model=${model} ready=${server.ready && !gone} again=${again} say=${say} /></main>
    <div class="seen-by-readers" aria-live="polite">${said}</div>
    <${Footer} model=${model} />`;
}

function Waiting({server}) {
  if (server.stage === "failed") return html`<p class="banner" role="alert">The model could not be loaded: ${server.why}</p>`;
  const compiling = server.stage === "compiling the model";
  return html`<p class="banner" role="status">Waiting for the model: ${server.stage}${compiling
    ? `, ${Math.round(server.seconds)} s of about 40 the first time on a machine` : ""}.</p>`;
}

function Footer({model}) {
  const kinds = model ? Object.entries(model.kinds) : [];
  const all = kinds.reduce((sum, [, one]) => sum + one.count, 0);
  return html`<footer class="bottom">
    ${model && html`<div>What the model's ${all} numbers rest on:
      <div class="kinds" aria-hidden="true">${kinds.map(([, one]) => html`<i style=${{width: `${(100 * one.count) / all}%`}}></i>`)}</div>
      <ul class="kinds-key">${kinds.map(([kind, one]) => html`<li><i aria-hidden="true"></i>${one.count} ${kind}: ${one.means}</li>`)}</ul></div>`}
    <div>The source article is marketing; published findings judge it, and no number of the model does. Everything here runs on this machine; nothing is sent elsewhere.</div>
    <div>Apache-2.0. To cite: <code>milkway cite</code>. <button type="button" class="quiet" onClick=${theme}>Light or dark</button></div>
  </footer>`;
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  sessionStorage.setItem("milkway-theme", root.dataset.theme);
}

takeToken();
const kept = sessionStorage.getItem("milkway-theme");
if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
const place = document.getElementById("page");
place.replaceChildren();
render(html`<${Page} />`, place);
