// The first page: filters of its tables, and the histogram that fills them in.
"use strict";

(() => {
  const words = JSON.parse(document.getElementById("query-words").textContent);

  // A table's rows as the filter sees them, read once.
  const factsOf = (rows) => new Map(rows.map((row) => {
    const name = [...row.querySelectorAll("th")].map((cell) => cell.textContent).join(" ");
    return [row, { name: name.normalize("NFKC").toLowerCase(), ...JSON.parse(row.dataset.facts) }];
  }));

  const chosen = (field, value) => (row) =>
    !value || (field === "share" ? row.share >= Number(value) : [row[field] ?? []].flat().includes(value));

  class Tools {
    constructor(box) {
      this.table = window.reportTables.get(box.dataset.for);
      this.input = box.querySelector("input");
      this.selects = [...box.querySelectorAll("select")];
      this.count = box.querySelector("output");
      this.says = box.querySelector(".says");
      this.input.addEventListener("input", () => this.filter());
      this.selects.forEach((select) => select.addEventListener("change", () => this.filter()));
      this.table.table.addEventListener("rows", () => this.tell());
      box.hidden = false;
      this.tell();
      (window.requestIdleCallback ?? setTimeout)(() => { this.facts ??= factsOf(this.table.rows); });
    }

    filter() {
      this.facts ??= factsOf(this.table.rows);
      const query = new window.ReportQuery(this.input.value, words);
      const boxes = this.selects.map((select) => chosen(select.dataset.field, select.value));
      const test = (row) => query.matches(row) && boxes.every((box) => box(row));
      this.table.filter((row) => test(this.facts.get(row)));
      this.says.textContent = query.unknown.length ? this.says.dataset.words.replace("#", query.unknown.join(", ")) : "";
    }

    tell() {
      const [all, shown] = [this.table.rows.length, this.table.visible.length].map((count) => count.toLocaleString("en"));
      this.count.textContent = this.count.dataset.words.replace("##", all).replace("#", shown);
    }

    get text() { return this.input.value; }

    set text(query) {
      this.input.value = query;
      this.filter();
    }
  }

  const tools = new Map([...document.querySelectorAll(".tools")].map((box) => [box.dataset.for, new Tools(box)]));

  // Bars and sentences that fill in the filter; chosen once more they empty it.
  const figure = document.querySelector(".histogram");
  const picked = figure.querySelector(".picked");
  const target = tools.get(figure.dataset.for);
  const stops = [...figure.querySelectorAll("[data-query]")];

  const mark = () => {
    stops.forEach((stop) => stop.setAttribute("aria-pressed", String(stop.dataset.query === target.text)));
    const on = stops.some((stop) => stop.dataset.query === target.text);
    const count = target.table.visible.length.toLocaleString("en");
    picked.textContent = on ? `· ${picked.dataset.words.replace("#", count)}` : "";
  };

  const pick = (stop) => { target.text = stop.dataset.query === target.text ? "" : stop.dataset.query; };

  for (const stop of stops) {
    stop.setAttribute("role", "button");
    stop.setAttribute("tabindex", "0");
    stop.addEventListener("click", (event) => { event.preventDefault(); pick(stop); });
    stop.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(stop); }
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { event.preventDefault(); stops[stops.indexOf(stop) + step]?.focus(); }
    });
  }
  target.table.table.addEventListener("rows", mark);
  mark();

  // A link to a cluster opens it in the list.
  const openTarget = () => {
    const details = document.getElementById(location.hash.slice(1))?.querySelector("details");
    if (details) details.open = true;
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
