// Sorting, filtering and paging of tables.
// Every page reads the same without this file.
"use strict";

(() => {
  const FIRST = 25;
  const MORE = 500;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  document.documentElement.classList.add("js");

  const textOf = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const numberOf = (cell) => Number.parseFloat(textOf(cell).replaceAll(",", "")) || 0;

  class Table {
    constructor(table) {
      this.table = table;
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.visible = this.rows;
      this.limit = FIRST;
      this.box = table.closest(".scroll");
      this.box.classList.remove("long");
      this.tools = document.querySelector(`.tools[data-for="${table.id}"]`);
      this.heads = [...table.tHead.rows[0].cells];
      this.heads.forEach((head, column) => head.dataset.sort && this.makeSortable(head, column));
      this.makeMore();
      if (this.tools) this.makeTools();
      this.show();
    }

    makeSortable(head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => this.sort(head, column));
    }

    sort(head, column) {
      const numeric = head.dataset.sort === "number";
      const was = head.getAttribute("aria-sort");
      const ascending = was ? was === "descending" : !numeric;
      this.heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      const value = numeric ? numberOf : textOf;
      const compare = numeric ? (a, b) => a - b : collator.compare;
      const sign = ascending ? 1 : -1;
      const keyed = this.rows.map((row, rank) => ({ row, rank, key: value(row.cells[column]) }));
      keyed.sort((a, b) => sign * compare(a.key, b.key) || a.rank - b.rank);
      this.rows = keyed.map((item) => item.row);
      this.body.append(...this.rows);
      this.filter();
    }

    makeTools() {
      this.input = this.tools.querySelector("input");
      this.select = this.tools.querySelector("select");
      this.count = this.tools.querySelector("output");
      this.names = new Map(this.rows.map((row) => [row, [...row.querySelectorAll("th")].map((cell) => cell.textContent).join(" ").toLowerCase()]));
      this.input.addEventListener("input", () => this.filter());
      this.select.addEventListener("change", () => this.filter());
      this.tools.hidden = false;
    }

    makeMore() {
      this.more = document.createElement("button");
      this.more.type = "button";
      this.more.className = "more-rows";
      this.more.textContent = this.table.dataset.more;
      this.more.addEventListener("click", () => { this.limit += MORE; this.show(); });
      this.box.after(this.more);
    }

    filter() {
      const wanted = this.input ? this.input.value.trim().toLowerCase() : "";
      const least = this.select ? Number(this.select.value) : 0;
      this.visible = this.rows.filter((row) =>
        (!wanted || this.names.get(row).includes(wanted)) && (!least || Number(row.dataset.share) >= least));
      this.limit = FIRST;
      this.show();
    }

    show() {
      const wanted = new Set(this.visible);
      const shown = new Set(this.visible.slice(0, this.limit));
      for (const row of this.rows) {
        row.hidden = !wanted.has(row);
        row.classList.toggle("beyond", wanted.has(row) && !shown.has(row)); // on paper there is no "show more"
      }
      this.more.hidden = this.visible.length <= this.limit;
      if (this.count) {
        const words = this.count.dataset.words.replace("##", this.rows.length.toLocaleString("en"));
        this.count.textContent = words.replace("#", this.visible.length.toLocaleString("en"));
      }
    }
  }

  document.querySelectorAll("table.sortable").forEach((table) => new Table(table));
})();
