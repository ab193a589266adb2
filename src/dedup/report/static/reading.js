// Steps from match to match by button and key, the help, and words that come into view. Every page reads without it.
"use strict";

(() => {
  const help = document.querySelector("dialog.keys");

  // A page has one group of stops; a file that holds a text and comparisons has one for each of its parts.
  class Stops {
    constructor(root) {
      this.root = root;
      this.all = [...root.querySelectorAll(".text .n a[id], .match-list a.chip, .places > .place")];
      this.steppers = [...root.querySelectorAll(".stepper")];
      this.at = -1;
      for (const stepper of this.steppers) {
        stepper.addEventListener("click", (event) => {
          const button = event.target.closest("button");
          if (button?.dataset.step) this.step(Number(button.dataset.step));
          else if (button) help?.showModal();
        });
      }
      root.addEventListener("settle", (event) => this.settle(event.target));
      document.addEventListener("recounted", () => this.tell());
      this.tell();
    }

    get reachable() { return this.all.filter((stop) => !stop.classList.contains("gone")); }

    tell() {
      const list = this.reachable;
      for (const stepper of this.steppers) {
        const said = stepper.querySelector("output");
        const place = list.indexOf(this.all[this.at]);
        said.textContent = said.dataset.words.replace("##", list.length).replace("#", place < 0 ? "–" : place + 1);
        stepper.hidden = list.length === 0;
      }
    }

    settle(stop) {
      this.at = this.all.indexOf(stop);
      this.all.forEach((other) => other.classList.toggle("here", other === stop));
      this.tell();
    }

    reach(stop) {
      this.settle(stop);
      if (!stop.hasAttribute("href")) stop.tabIndex = -1;
      stop.focus({ preventScroll: true });
      stop.scrollIntoView({ block: stop.matches(".place") ? "start" : "center" });
      stop.dispatchEvent(new CustomEvent("reach", { bubbles: true }));
    }

    step(by) {
      const list = this.reachable;
      if (!list.length) return;
      const now = list.indexOf(this.all[this.at]);
      const next = now < 0 && by < 0 ? list.length - 1 : now + by;
      this.reach(list[(next + list.length) % list.length]);
    }

    open() {
      const stop = this.all[this.at];
      const row = stop?.matches(".chip") && this.detail(stop.dataset.m);
      const link = row || (stop?.matches("a[href]") ? stop : stop?.querySelector(".tags a"));
      if (link) window.location.assign(link.href);
    }

    // The link to a match in the full text, which may stand in the same file.
    detail(number) {
      const article = [...this.root.querySelectorAll("article.match")].find((item) => item.id.replace(/^.*d/, "") === number);
      return article?.querySelector(".used a[href]");
    }
  }

  const sheets = [...document.querySelectorAll(".sheet")];
  const groups = (sheets.length ? sheets : [document.body]).map((root) => new Stops(root)).filter((group) => group.all.length);

  // Keys are for the part in the middle of the window, else for the first.
  const current = () => groups.find(({ root }) => {
    const { top, bottom } = root.getBoundingClientRect();
    return top <= window.innerHeight / 2 && bottom > window.innerHeight / 2;
  }) ?? groups[0];

  const keys = {
    n: () => current()?.step(1), j: () => current()?.step(1), p: () => current()?.step(-1), k: () => current()?.step(-1),
    o: () => current()?.open(),
    "?": () => help?.showModal(),
    s: () => current()?.root.querySelector("button.swap")?.click(),
    Escape: () => document.activeElement?.closest?.(".sign")?.classList.add("shut"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    keys[event.key]();
  });
  help?.querySelector(".close").addEventListener("click", () => help.close());

  // A sign near the right edge opens its words to the left; Escape shuts them until it is left.
  document.querySelectorAll(".sign").forEach((sign) => {
    const turn = () => sign.classList.toggle("flip", sign.getBoundingClientRect().left > window.innerWidth * 0.55);
    sign.addEventListener("pointerenter", turn);
    sign.addEventListener("focus", turn);
    sign.addEventListener("blur", () => sign.classList.remove("shut"));
    sign.addEventListener("pointerleave", () => sign.classList.remove("shut"));
  });
})();
