// A document's page: figures that follow what its reader leaves out, what is known of a marked passage, the strip.
"use strict";

(() => {
  const holder = document.getElementById("page-data");
  if (!holder) return;
  const { characters, places: rows, zones } = JSON.parse(holder.textContent);
  const places = rows.map(([start, end, source, step, , anchor]) => ({ start, end, source, step, anchor }));
  const STEPS = 4;
  const number = (value) => value.toLocaleString("en");
  const percent = (count) => {
    const share = count / Math.max(1, characters);
    if (share <= 0 || share >= 1) return share <= 0 ? "0\u00a0%" : "100\u00a0%";
    return `${Math.min(99.9, Math.max(0.1, 100 * share)).toFixed(1)}\u00a0%`;
  };

  // The waterfall of docs/metrics.md: borders in order, and between two of them what covers the text there.
  // A step that is not taken lets its passages count; what the reader leaves out falls last.
  const borders = () => {
    const found = [];
    for (const place of places) if (place.step >= 0) found.push([place.start, 1, place], [place.end, -1, place]);
    for (const [start, end, step] of zones) found.push([start, 1, step], [end, -1, step]);
    return found.sort((a, b) => a[0] - b[0]);
  };
  const sorted = borders();

  const count = (choice) => {
    const sums = { total: 0, fallen: Array(STEPS + 1).fill(0), you: 0, remaining: 0 };
    const stretches = [];
    const labels = Array(STEPS + 1).fill(0);
    const inZones = Array(STEPS + 1).fill(0);
    let covering = 0, counted = 0, kept = 0, from = 0;
    for (const [at, way, what] of sorted) {
      if (at > from) {
        let state = "none";
        if (covering) {
          let step = 1;
          while (step <= STEPS && !(choice.steps[step] && (inZones[step] || (labels[step] && !counted)))) step += 1;
          state = step <= STEPS ? "off" : kept ? "on" : "off";
          sums.total += at - from;
          if (step <= STEPS) sums.fallen[step] += at - from;
          else sums[kept ? "remaining" : "you"] += at - from;
        }
        stretches.push([from, at, state]);
        from = at;
      }
      if (typeof what === "number") { inZones[what] += way; continue; }
      covering += way;
      const counts = !what.step || !choice.steps[what.step];
      if (!counts) labels[what.step] += way;
      else counted += way;
      if (counts && leftIn(what, choice)) kept += way;
    }
    return { sums, stretches };
  };

  const leftIn = (place, choice) => !choice.sources.has(place.source) && place.end - place.start >= choice.least;

  const stateAt = (stretches, at) => {
    let low = 0, high = stretches.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [start, end, state] = stretches[middle];
      if (at < start) high = middle - 1;
      else if (at >= end) low = middle + 1;
      else return state;
    }
    return "none";
  };

  const form = document.querySelector(".count-form");
  const steps = [...document.querySelectorAll('.count-form [name="step"]')];
  const least = document.querySelector('.count-form [name="least"]');
  const marks = [...document.querySelectorAll("mark[data-a], .strip [data-a]")];
  const card = document.querySelector(".card.reused dd");
  const list = document.querySelector(".reading .sources");

  const choice = () => ({
    steps: [true, ...steps.map((box) => box.checked)],
    least: Number(least.value),
    sources: new Set([...document.querySelectorAll(".leave input:checked")].map((box) => Number(box.value))),
  });

  const write = (row, sign, value) => {
    const cells = document.querySelectorAll(`[data-row="${row}"] td`);
    if (!cells.length) return;
    cells[0].textContent = `${sign} ${number(value)}`;
    cells[1].textContent = percent(value);
  };

  const show = () => {
    const chosen = choice();
    const { sums, stretches } = count(chosen);
    ["cited", "bibliography", "own_work", "common"].forEach((step, at) => write(`step.${step}`, "−", sums.fallen[at + 1]));
    yours.hidden = !sums.you;
    write("step.you", "−", sums.you);
    write("step.remaining", "=", sums.remaining);
    card.textContent = percent(sums.remaining);
    const judged = chosen.steps.every(Boolean) && !chosen.least && !chosen.sources.size;
    const said = form.querySelector("output");
    const words = said.dataset.words.replace("#p", percent(sums.remaining)).replace("#n", number(sums.remaining));
    said.textContent = judged ? `${words} (${said.dataset.judged})` : words;
    form.querySelector(".reset").hidden = judged;
    for (const mark of marks) {
      const state = stateAt(stretches, Number(mark.dataset.a));
      mark.classList.toggle("off", state === "off");
      mark.classList.toggle("counts", state === "on");
    }
    for (const place of places) {
      if (place.anchor) document.getElementById(place.anchor)?.classList.toggle("gone", !leftIn(place, chosen));
    }
    list?.querySelectorAll(":scope > li").forEach((item) => item.classList.toggle("gone", chosen.sources.has(Number(item.dataset.n))));
    document.dispatchEvent(new CustomEvent("recounted"));
  };

  // The row of what the reader left out stands before the last of the waterfall.
  const makeRow = () => {
    const last = document.querySelector('[data-row="step.remaining"]');
    const row = last.cloneNode(true);
    row.className = "";
    row.dataset.row = "step.you";
    row.cells[0].textContent = form.dataset.you;
    last.before(row);
    return row;
  };
  const yours = form && makeRow();

  const offerSources = () => {
    list.querySelectorAll(":scope > li").forEach((item) => {
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value: item.dataset.n });
      label.className = "leave";
      label.append(box, list.dataset.leave);
      item.lastElementChild.append(label);
    });
    list.addEventListener("change", show);
  };

  const reset = () => {
    steps.forEach((box) => { box.checked = true; });
    least.value = "0";
    document.querySelectorAll(".leave input").forEach((box) => { box.checked = false; });
    show();
  };

  if (form) {
    offerSources();
    form.closest("section").hidden = false;
    form.addEventListener("change", show);
    form.querySelector(".reset").addEventListener("click", reset);
    reset();
  }

  // What is known of the passages at a place.
  let box = null;
  const close = () => { box?.remove(); box = null; };

  const about = (place) => {
    const source = document.getElementById(`s${place.source}`);
    if (!source) return null;
    const copy = source.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll(".leave").forEach((label) => label.remove());
    const row = place.anchor && document.querySelector(`tr[data-m="${place.anchor}"]`);
    if (row) {
      const [, length, , kind, similarity, , context] = row.cells;
      const said = document.createElement("p");
      said.className = "measure";
      said.textContent = `${kind.textContent} · ${length.textContent} · ${similarity.textContent}`;
      const reason = context.querySelector(".reason");
      copy.lastElementChild.append(said, ...(reason ? [reason.cloneNode(true)] : []));
      const link = copy.querySelector(".go");
      if (link) link.href = row.querySelector("th a").href;
    }
    return copy;
  };

  const open = (node, at, reached) => {
    close();
    const found = places.filter((place) => place.start <= at && at < place.end);
    found.sort((one, other) => (other === reached) - (one === reached));
    box = document.createElement("ol");
    box.className = "pop sources";
    box.append(...found.map(about).filter(Boolean));
    document.body.append(box);
    const first = node.getClientRects()[0];
    const page = document.documentElement;
    box.style.left = `${Math.max(8, Math.min(first.left, page.clientWidth - box.offsetWidth - 8)) + window.scrollX}px`;
    box.style.top = `${first.bottom + window.scrollY + 10}px`;
  };

  const light = (source, on) => {
    const spans = places.filter((place) => place.source === source);
    for (const mark of document.querySelectorAll("mark[data-a]")) {
      const at = Number(mark.dataset.a);
      if (spans.some((place) => place.start <= at && at < place.end)) mark.classList.toggle("lit", on);
    }
  };

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-a]");
    if (mark) open(mark, Number(mark.dataset.a));
    else if (!event.target.closest(".pop, .stepper")) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  const anchors = new Map(places.map((place) => [place.anchor, place]));
  document.addEventListener("reach", (event) => {
    const place = anchors.get(event.target.id);
    if (place) open(event.target, place.start, place);
  });
  document.querySelectorAll(".reading .sources > li").forEach((source) => {
    source.addEventListener("pointerenter", () => light(Number(source.dataset.n), true));
    source.addEventListener("pointerleave", () => light(Number(source.dataset.n), false));
  });

  // The strip: one stop for the keyboard, arrows go along it; a frame shows what is in view.
  const bars = [...document.querySelectorAll(".strip a")];
  const said = document.querySelector(".strip-said");
  const frame = document.querySelector(".strip .view");
  const text = document.querySelector(".text");
  bars.forEach((bar, at) => {
    const tell = () => { said.textContent = bar.getAttribute("aria-label"); };
    const hush = () => { said.textContent = ""; };
    bar.addEventListener("focus", tell);
    bar.addEventListener("pointerenter", tell);
    bar.addEventListener("blur", hush);
    bar.addEventListener("pointerleave", hush);
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = bars[(at + by + bars.length) % bars.length];
      bar.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
    bar.addEventListener("click", () => {
      const target = document.querySelector(bar.getAttribute("href"));
      target?.dispatchEvent(new CustomEvent("settle", { bubbles: true }));
    });
  });

  const see = () => {
    const { top, height } = text.getBoundingClientRect();
    const from = Math.min(1, Math.max(0, -top / height));
    const to = Math.min(1, Math.max(0, (window.innerHeight - top) / height));
    frame.setAttribute("x", 1000 * from);
    frame.setAttribute("width", 1000 * (to - from));
  };
  if (frame && text) {
    let asked = false;
    window.addEventListener("scroll", () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; see(); });
    }, { passive: true });
    see();
  }
})();
