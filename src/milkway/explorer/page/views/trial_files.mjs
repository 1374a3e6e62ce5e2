// The files of a run: its report and protocol to open, its data to save.

import {html, useState} from "../vendor/htm-preact.mjs";
import {ask, fetchFile} from "../ask.mjs";

const WORDS = {"report.html": "Report", "protocol.html": "Protocol, as a page", "protocol.toml": "Protocol, as text", "summary.json": "Summary, JSON",
  "data.zip": "Tables and data, zip", "report.md": "Report"};

export function Files({job}) {
  const [wrong, setWrong] = useState("");
  const tried = (work) => async () => {
    try { setWrong(""); await work(); } catch (error) { setWrong(error.message); }
  };
  const open = (name) => tried(async () => {
    const {address} = await ask(`/api/jobs/${job.id}/open/${name}`, {body: {}});
    window.open(address, "_blank", "noopener");
  });
  const keep = (name) => tried(async () => {
    const link = document.createElement("a");
    link.href = await fetchFile(`/api/jobs/${job.id}/files/${name}`);
    link.download = `${job.title.replace(/[^\w.-]/g, "_") || job.verb}-${name}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  return html`<div class="actions files">
    ${job.files.map((name) => html`<button type="button" onClick=${name.endsWith(".html") ? open(name) : keep(name)}>${WORDS[name] ?? name}${name.endsWith(".html")
      ? html`<span class="seen-by-readers">, opens a new tab</span>` : ""}</button>`)}
    ${wrong && html`<p role="alert">${wrong}</p>`}
  </div>`;
}
