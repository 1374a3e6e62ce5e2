// A figure: fixed height, drawn by Observable Plot, with its numbers as a table, and the command and Python that give them.

import {html, useEffect, useRef, useState} from "./vendor/htm-preact.mjs";

const LOOK = {className: "drawn"};
let figures = 0;

/**
 * @param title, note: words above and below
 * @param height px, fixed so that nothing shifts
 * @param plot (width, height) => SVG element
 * @param columns, rows: the same numbers as a table
 * @param command, python: what gives them
 */
export function Figure({title, note, height = 220, plot, columns, rows, command, python, label, children}) {
  const place = useRef(null);
  const [width, setWidth] = useState(0);
  const [shown, setShown] = useState("");
  const [id] = useState(() => `figure-${++figures}`);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    seen.observe(place.current);
    return () => seen.disconnect();
  }, []);
  useEffect(() => {
    if (!width || !plot) return;
    const drawn = plot(width, height);
    for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label"); // the whole has one, and a table
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label ?? title);
    place.current.replaceChildren(drawn);
  });
  const toggle = (name) => () => setShown(shown === name ? "" : name);
  const button = (name, words) => html`<button type="button" class="quiet" aria-expanded=${shown === name}
    aria-controls=${`${id}-${name}`} onClick=${toggle(name)}>${words}</button>`;
  return html`<figure class="figure">
    <figcaption><h3>${title}</h3>${note && html`<p class="soft">${note}</p>`}</figcaption>
    <div class="drawing" ref=${place} style=${{height: `${height}px`}}></div>
    ${children}
    <div class="tools">
      ${rows && button("table", "As a table")}
      ${command && button("command", "Command")}
      ${python && button("python", "Python")}
      ${plot && html`<button type="button" class="quiet" onClick=${() => saveDrawing(place.current, title)}>SVG</button>`}
      ${rows && html`<button type="button" class="quiet" onClick=${() => saveRows(columns, rows, title)}>CSV</button>`}
    </div>
    ${shown === "table" && html`<div id=${`${id}-table`}><${Table} columns=${columns} rows=${rows} caption=${title} /></div>`}
    ${shown === "command" && html`<pre id=${`${id}-command`} tabindex="0"><code>${command}</code></pre>`}
    ${shown === "python" && html`<pre id=${`${id}-python`} tabindex="0"><code>${python}</code></pre>`}
  </figure>`;
}

/** A table whose rows are cards on a narrow page. */
export function Table({columns, rows, caption}) {
  return html`<table class="cards">
    <caption>${caption}</caption>
    <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, place) => place === 0
      ? html`<th scope="row">${cell}</th>` : html`<td data-label=${columns[place]}>${cell}</td>`)}</tr>`)}</tbody>
  </table>`;
}

/** Options that every drawing shares. */
export const look = (width, height, more) => ({...LOOK, width, height, marginLeft: 46, marginRight: 12, marginTop: 24, marginBottom: 34,
  ...more});

function saveDrawing(place, title) {
  const drawn = place.querySelector("svg").cloneNode(true);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
  drawn.setAttribute("color", ink);
  save(new XMLSerializer().serializeToString(drawn), "image/svg+xml", `${fileName(title)}.svg`);
}

function saveRows(columns, rows, title) {
  const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ""));
  save([columns, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n", "text/csv", `${fileName(title)}.csv`);
}

const fileName = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** Hand a text to the reader as a file. */
export function save(content, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
