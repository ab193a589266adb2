// The form with a clock, a way to stop and files that are dropped. Without this script it is sent as a plain form.
"use strict";

const form = document.getElementById("check");
const text = document.getElementById("text");
const files = document.getElementById("file");
const chosen = document.getElementById("chosen");
const cancel = document.getElementById("cancel");
const submit = form.querySelector("[type=submit]");
const progress = document.getElementById("progress");
const running = document.getElementById("running");
const said = document.getElementById("said");
const words = form.dataset;
const faults = JSON.parse(words.faults);
let stop = null;

const say = (sentence) => { said.textContent = sentence; };
const size = () => [...files.files].reduce((sum, file) => sum + file.size, 0) || new Blob([text.value]).size;

function body() {
  if (files.files.length) {
    const sent = new FormData();
    for (const file of files.files) sent.append("file", file, file.name);
    return { body: sent };
  }
  return { body: JSON.stringify({ text: text.value, name: words.pasted }), headers: { "Content-Type": "application/json" } };
}

function watch(began) {
  const tick = () => {
    const seconds = String(Math.round((performance.now() - began) / 1000));
    running.textContent = words.running.replace("%s", () => seconds).replace("%m", () => words.seconds);
  };
  tick();
  return setInterval(tick, 1000);
}

function busy(is) {
  submit.disabled = is;
  cancel.hidden = progress.hidden = !is;
}

async function check() {
  say("");
  if (!files.files.length && !text.value.trim()) {
    say(words.nothing);
    text.focus();
    return;
  }
  if (size() > Number(words.most)) {
    say(words.large.replace("%s", () => (size() / 1e6).toFixed(1)));
    return;
  }
  stop = new AbortController();
  busy(true);
  const clock = watch(performance.now());
  try {
    const answer = await fetch(`/api/check?lang=${words.lang}`, { method: "POST", signal: stop.signal, ...body() });
    const told = await answer.json();
    if (answer.ok) location.assign(told.report.page);
    else say([faults[told.error], told.detail].filter(Boolean).join(" "));
  } catch (error) {
    if (error.name !== "AbortError") say(words.lost);
  } finally {
    clearInterval(clock);
    busy(false);
  }
}

function choose() {
  const names = [...files.files].map((file) => file.name).join(", ");
  chosen.textContent = names ? words.chosen.replace("%s", () => names) : "";
}

form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
cancel.addEventListener("click", () => stop && stop.abort());
files.addEventListener("change", choose);
addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("over");
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  files.files = event.dataTransfer.files;
  choose();
  submit.focus();
});
busy(false);
choose();
