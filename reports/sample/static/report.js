// Sorting, filtering and paging of tables.
// Every page reads the same without this file.
"use strict";

(() => {
  const FIRST = 25;
  const MORE = 100;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  document.documentElement.classList.add("js");

  const textOf = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const numberOf = (cell) => Number.parseFloat(textOf(cell).replaceAll(",", "")) || 0;

  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

  class Table {
    constructor(table) {
      this.table = table;
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.visible = this.rows;
      this.shown = [];
      this.keys = new Map();
      this.limit = FIRST;
      this.box = table.closest(".scroll");
      this.box.classList.remove("long");
      this.heads = [...table.tHead.rows[0].cells];
      this.heads.forEach((head, column) => head.dataset.sort && this.makeSortable(head, column));
      this.makeMore();
      this.show();
      window.matchMedia("print").addEventListener("change", () => this.whole());
    }

    // On paper there is no "show more": all rows that the filter keeps, in their order.
    whole() {
      const kept = new Set(this.visible);
      for (const row of this.rows) row.hidden = !kept.has(row);
      this.body.append(...this.rows);
    }

    makeSortable(head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => this.sort(head, column));
      if (this.rows.length > MORE) idle(() => this.keysOf(head, column));
    }

    // The place of each row in a column's order, the same for equal cells; found once.
    keysOf(head, column) {
      if (this.keys.has(column)) return this.keys.get(column);
      const cells = this.rows.map((row) => row.cells[column]);
      const values = cells.map(head.dataset.sort === "number" ? numberOf : textOf);
      const order = [...new Set(values)].sort(head.dataset.sort === "number" ? (a, b) => a - b : collator.compare);
      const places = new Map(order.map((value, place) => [value, place]));
      this.keys.set(column, new Map(this.rows.map((row, at) => [row, places.get(values[at])])));
      return this.keys.get(column);
    }

    sort(head, column) {
      const was = head.getAttribute("aria-sort");
      const ascending = was ? was === "descending" : head.dataset.sort !== "number";
      this.heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      const keys = this.keysOf(head, column);
      const sign = ascending ? 1 : -1;
      this.rows.sort((a, b) => sign * (keys.get(a) - keys.get(b)));
      this.filter();
    }

    makeMore() {
      this.more = document.createElement("button");
      this.more.type = "button";
      this.more.className = "more-rows";
      this.more.textContent = this.table.dataset.more;
      this.more.addEventListener("click", () => { this.limit += MORE; this.show(); });
      this.box.after(this.more);
    }

    // Keep the rows that pass a test (all without one), and show the first of them.
    filter(test = this.test) {
      this.test = test;
      this.visible = test ? this.rows.filter(test) : this.rows;
      this.limit = FIRST;
      this.show();
    }

    // Only the rows in sight are touched and put in order: to style thousands takes longer than to find them.
    show() {
      const shown = this.visible.slice(0, this.limit);
      const kept = new Set(shown);
      for (const row of this.shown) if (!kept.has(row)) row.classList.remove("shown");
      for (const row of shown) {
        row.hidden = false;
        row.classList.add("shown");
      }
      this.shown = shown;
      this.body.prepend(...shown);
      this.more.hidden = this.visible.length <= this.limit;
      this.table.dispatchEvent(new Event("rows"));
    }
  }

  const tables = new Map();
  window.reportTables = tables; // for the scripts of single pages, by the id of the table
  document.querySelectorAll("table.sortable").forEach((table) => {
    tables.set(table.id, new Table(table));
    table.classList.add("ready");
  });
})();
