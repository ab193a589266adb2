// Two texts side by side: scrolling tied together by the places they share, ribbons between these, swapped sides.
"use strict";

document.querySelectorAll(".duo").forEach((duo) => {
  const root = duo.closest(".sheet") ?? document.body; // a file may hold several comparisons, each with its own numbers
  const [a, b] = duo.querySelectorAll(".column");
  const ribbons = duo.querySelector(".ribbons");
  const linked = root.querySelector("input.linked");
  const SVG = "http://www.w3.org/2000/svg";
  const LINE = 0.35; // what stands so far down one column is brought to the same height in the other
  root.querySelector(".duo-switches").hidden = false;

  const numbers = [...root.querySelectorAll(".match-list .chip")].map((chip) => chip.dataset.m);
  const spans = (column, number) => [...column.querySelectorAll(`.hit[data-m~="${number}"]`)];
  const matches = numbers.map((number) => ({ number, a: spans(a, number), b: spans(b, number) }))
    .filter((match) => match.a.length && match.b.length);
  const keysOf = (column) => new Map([...column.querySelectorAll(".k")].map((key) => [key.dataset.k, key]));
  const keys = [...keysOf(a)].map(([key, node]) => [node, keysOf(b).get(key)]).filter(([, other]) => other);

  const topOf = (column, node) => node.getClientRects()[0].top - column.getBoundingClientRect().top + column.scrollTop;
  const bottomOf = (column, node) => {
    const rects = node.getClientRects();
    return rects[rects.length - 1].bottom - column.getBoundingClientRect().top + column.scrollTop;
  };

  let anchors = [];
  const measure = () => {
    for (const match of matches) {
      match.at = [[a, match.a], [b, match.b]].map(([column, nodes]) =>
        [topOf(column, nodes[0]), bottomOf(column, nodes[nodes.length - 1])]);
    }
    anchors = matches.flatMap(({ at }) => [[at[0][0], at[1][0]], [at[0][1], at[1][1]]]);
    for (const [one, other] of keys) anchors.push([topOf(a, one), topOf(b, other)]);
    paint();
  };

  // The height in the other column of a height in one: between the nearest shared places before and after it.
  const across = (height, from) => {
    const to = 1 - from;
    let before = null, after = null;
    for (const anchor of anchors) {
      if (anchor[from] <= height && (!before || anchor[from] >= before[from])) before = anchor;
      if (anchor[from] > height && (!after || anchor[from] < after[from])) after = anchor;
    }
    if (!before && !after) return height;
    if (!before) return after[to] - (after[from] - height);
    if (!after) return before[to] + (height - before[from]);
    const part = (height - before[from]) / (after[from] - before[from]);
    return before[to] + part * (after[to] - before[to]);
  };

  const expected = new Map();
  const follow = (column, other, from) => {
    const reached = expected.get(column);
    expected.delete(column);
    if (reached !== undefined && Math.abs(reached - column.scrollTop) < 2) return;
    if (!linked.checked) return;
    const line = column.clientHeight * LINE;
    const height = Math.round(across(column.scrollTop + line, from) - line);
    const limit = other.scrollHeight - other.clientHeight;
    const target = Math.max(0, Math.min(limit, height));
    if (Math.abs(target - other.scrollTop) < 1) return;
    expected.set(other, target);
    other.scrollTop = target;
  };

  const shape = (one, two, width, bend) =>
    `M0 ${one[0]}C${bend} ${one[0]} ${bend} ${two[0]} ${width} ${two[0]}V${two[1]}C${bend} ${two[1]} ${bend} ${one[1]} 0 ${one[1]}Z`;

  const paint = () => {
    const width = ribbons.clientWidth;
    const swapped = duo.classList.contains("swapped");
    const offset = a.getBoundingClientRect().top - ribbons.getBoundingClientRect().top;
    const shown = [];
    for (const match of matches) {
      const sides = [a, b].map((column, side) => match.at[side].map((y) => y - column.scrollTop));
      const inView = sides.some(([top, bottom], side) => bottom > 0 && top < [a, b][side].clientHeight);
      if (!inView) continue;
      const held = sides.map((side) => side.map((y) => offset + Math.max(-40, Math.min(a.clientHeight + 40, y))));
      if (swapped) held.reverse();
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", shape(held[0], held[1], width, width / 2));
      path.setAttribute("class", `${match.a[0].classList[1]}${match.number === here ? " here" : ""}${match.number === lit ? " lit" : ""}`);
      path.dataset.m = match.number;
      const label = document.createElementNS(SVG, "text");
      label.setAttribute("class", match.a[0].classList[1]);
      label.setAttribute("x", width / 2);
      label.setAttribute("y", (held[0][0] + held[0][1] + held[1][0] + held[1][1]) / 4);
      label.textContent = match.number;
      shown.push(path, label);
    }
    ribbons.replaceChildren(...shown);
  };

  let here = null, lit = null;
  const classed = (number, name, on) => {
    for (const node of root.querySelectorAll(`.duo [data-m~="${number}"], .match-list [data-m="${number}"]`)) node.classList.toggle(name, on);
  };
  const light = (number) => {
    if (number === lit) return;
    if (lit) classed(lit, "lit", false);
    lit = number;
    if (lit) classed(lit, "lit", true);
    paint();
  };

  const bring = (column, height) => {
    const target = Math.max(0, Math.min(column.scrollHeight - column.clientHeight, Math.round(height - column.clientHeight * LINE / 2)));
    if (Math.abs(target - column.scrollTop) < 1) return;
    expected.set(column, target);
    column.scrollTop = target;
  };

  const select = (number) => {
    const match = matches.find((item) => item.number === number);
    if (!match) return;
    if (here) classed(here, "here", false);
    here = number;
    classed(here, "here", true);
    bring(a, match.at[0][0]);
    bring(b, match.at[1][0]);
    root.querySelector(`.match-list [data-m="${number}"]`)?.dispatchEvent(new CustomEvent("settle", { bubbles: true }));
    paint();
  };

  a.addEventListener("scroll", () => { follow(a, b, 0); paint(); }, { passive: true });
  b.addEventListener("scroll", () => { follow(b, a, 1); paint(); }, { passive: true });
  root.addEventListener("reach", (event) => { if (event.target.dataset.m) select(event.target.dataset.m); });
  root.addEventListener("pointerover", (event) => {
    const node = event.target.closest(".duo [data-m], .match-list [data-m]");
    light(node ? node.dataset.m.split(" ")[0] : null);
    const moved = event.target.closest(".run .moved");
    const hit = moved?.closest(".hit");
    duo.querySelectorAll(".moved.lit").forEach((other) => other.classList.remove("lit"));
    if (hit) duo.querySelectorAll(`.hit[data-m="${hit.dataset.m}"] .moved[data-v="${moved.dataset.v}"]`).forEach((other) => other.classList.add("lit"));
  });
  root.addEventListener("click", (event) => {
    const node = event.target.closest(".match-list a[data-m], .duo .hit, .duo .ribbons path, .match h3 a");
    if (!node || (node.matches(".hit") && window.getSelection().toString())) return;
    const number = node.dataset.m?.split(" ")[0] ?? node.closest(".match").id.replace(/^.*d/, "");
    if (node.matches("a")) {
      event.preventDefault();
      history.replaceState(null, "", node.getAttribute("href"));
      duo.closest("section").scrollIntoView({ block: "start" });
    }
    select(number);
  });
  root.querySelector("button.swap").addEventListener("click", () => {
    duo.classList.toggle("swapped");
    root.classList.toggle("swapped-page");
    measure();
  });

  const fromAddress = () => {
    const chip = root.querySelector(`.match-list a[href="#${CSS.escape(location.hash.slice(1).replace(/r$/, ""))}"]`);
    if (chip) select(chip.dataset.m);
  };
  window.addEventListener("hashchange", fromAddress);
  window.addEventListener("resize", measure);
  measure();
  document.fonts?.ready.then(() => { measure(); fromAddress(); });
});
