// Steps from match to match by button and key, the help, and words that come into view. Every page reads without it.
"use strict";

(() => {
  const stops = [...document.querySelectorAll(".text .n a[id], .match-list a.chip, .places > .place")];
  const help = document.querySelector("dialog.keys");
  const steppers = [...document.querySelectorAll(".stepper")];
  let at = -1;

  const reachable = () => stops.filter((stop) => !stop.classList.contains("gone"));

  const tell = () => {
    const list = reachable();
    for (const stepper of steppers) {
      const said = stepper.querySelector("output");
      const place = list.indexOf(stops[at]);
      said.textContent = said.dataset.words.replace("##", list.length).replace("#", place < 0 ? "–" : place + 1);
      stepper.hidden = list.length === 0;
    }
  };

  const settle = (stop) => {
    at = stops.indexOf(stop);
    stops.forEach((other) => other.classList.toggle("here", other === stop));
    tell();
  };

  const reach = (stop) => {
    settle(stop);
    if (!stop.hasAttribute("href")) stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: stop.matches(".place") ? "start" : "center" });
    stop.dispatchEvent(new CustomEvent("reach", { bubbles: true }));
  };

  const step = (by) => {
    const list = reachable();
    if (!list.length) return;
    const now = list.indexOf(stops[at]);
    const next = now < 0 && by < 0 ? list.length - 1 : now + by;
    reach(list[(next + list.length) % list.length]);
  };

  const open = () => {
    const stop = stops[at];
    const row = stop?.matches(".chip") && document.querySelector(`#d${stop.dataset.m} a[href*="documents/"]`);
    const link = row || (stop?.matches("a[href]") ? stop : stop?.querySelector(".tags a"));
    if (link) window.location.assign(link.href);
  };

  const keys = {
    n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), o: open,
    "?": () => help?.showModal(),
    s: () => document.querySelector("button.swap")?.click(),
    Escape: () => document.activeElement?.closest?.(".sign")?.classList.add("shut"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    keys[event.key]();
  });
  for (const stepper of steppers) {
    stepper.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.step) step(Number(button.dataset.step));
      else if (button) help?.showModal();
    });
  }
  help?.querySelector(".close").addEventListener("click", () => help.close());
  document.addEventListener("settle", (event) => settle(event.target));
  document.addEventListener("recounted", tell);
  tell();

  // A sign near the right edge opens its words to the left; Escape shuts them until it is left.
  document.querySelectorAll(".sign").forEach((sign) => {
    const turn = () => sign.classList.toggle("flip", sign.getBoundingClientRect().left > window.innerWidth * 0.55);
    sign.addEventListener("pointerenter", turn);
    sign.addEventListener("focus", turn);
    sign.addEventListener("blur", () => sign.classList.remove("shut"));
    sign.addEventListener("pointerleave", () => sign.classList.remove("shut"));
  });
})();
