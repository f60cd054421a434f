"use strict";

// Every event has all that the page shows: the parts are HTML, escaped by the server, for the elements of their names.
const narrow = matchMedia("(max-width: 720px)");
const link = document.getElementById("link");
const head = document.getElementById("head");
const shown = new Map();
const retryMilliseconds = 1000;
let source;
let title = document.title;
let hasEnded = false;
let isOver = false;

function say(text) {
  link.textContent = text;
  document.title = text && !hasEnded ? `connection lost: ${title}` : title;
}

function show(event) {
  const run = JSON.parse(event.data);
  for (const [id, html] of Object.entries(run.parts)) {
    if (shown.get(id) === html) continue; // what did not change is not read aloud again
    shown.set(id, html);
    document.getElementById(id).innerHTML = html;
  }
  head.className = run.tone;
  title = run.title;
  hasEnded = run.ended;
  say("");
}

function end() {
  isOver = true;
  hasEnded = true;
  say("The run has ended. This page keeps its last figures.");
}

function lose() {
  if (isOver) {
    source.close(); // the server has closed, as it said; to close before it does would cut its answer off
    return;
  }

  say("Connection lost, trying again. The figures are the last that came.");
  if (source.readyState === EventSource.CLOSED) setTimeout(connect, retryMilliseconds); // refused for good: the browser gives up, we do not
}

function connect() {
  source?.close();
  source = new EventSource(`events?plots=${narrow.matches ? "narrow" : "wide"}`);
  source.addEventListener("run", show);
  source.addEventListener("closed", end);
  source.addEventListener("error", lose);
}

narrow.addEventListener("change", () => {
  if (!isOver) connect();
});
connect();
