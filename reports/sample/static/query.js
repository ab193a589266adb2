// The language of the filters: words, and conditions such as `reuse > 30 %`, `cluster:3` or `-format:pdf`.
"use strict";

(() => {
  const TERM = /(-?)(?:([^\s"<>=!:]+)\s*(<=|>=|!=|<|>|=|:)\s*(?:"([^"]*)"|([^\s"]+))(\s*%)?|"([^"]*)"|(\S+))/gu;
  const COMPARE = {
    "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b,
    "=": (a, b) => a === b, ":": (a, b) => a === b, "!=": (a, b) => a !== b,
  };

  const plain = (text) => text.normalize("NFKC").toLowerCase().replaceAll("≥", ">=").replaceAll("≤", "<=").replaceAll("−", "-");

  // What a person sees as 30 % is a number such as 0.30004: shares are compared in thousandths, as they are shown.
  const rounded = (share) => Math.round(share * 1000) / 1000;

  const number = (text, percent, share) => {
    const value = Number(text.replaceAll(",", "").replace(/%$/, ""));
    if (!text || Number.isNaN(value)) return null;
    return share && (percent || text.endsWith("%") || value > 1) ? value / 100 : value;
  };

  class Query {
    // `words`: names of fields and words for values in all languages; see the page's data.
    constructor(text, words) {
      this.unknown = [];
      this.tests = [];
      for (const term of plain(text).matchAll(TERM)) {
        const test = this.read(term, words);
        if (test) this.tests.push(term[1] ? (row) => !test(row) : test);
        else this.unknown.push(term[0].trim());
      }
    }

    read([, , name, sign, quoted, bare, percent, phrase, word], words) {
      const text = phrase ?? word;
      if (text !== undefined) return (row) => row.name.includes(text);
      const field = words.names[name];
      if (!field) return null;
      const value = quoted ?? bare;
      return this.condition(field, sign, words.values[value] ?? value, percent, words.shares.includes(field));
    }

    condition(field, sign, value, percent, share) {
      const compare = COMPARE[sign];
      const many = (given, test) => (sign === "!=" ? !given.some(test) : given.some(test));
      if (field === "date") {
        return (row) => row.date !== undefined && compare(row.date.slice(0, value.length), value);
      }
      if (field === "cluster") {
        const wanted = number(value, false, false);
        return wanted === null ? null : (row) => many([row.cluster ?? []].flat(), (item) => item === wanted);
      }
      if (["format", "context", "kind", "direction"].includes(field)) {
        return "<>".includes(sign[0]) ? null : (row) => many(row[field] ?? [], (item) => item === value);
      }
      if (["author", "group"].includes(field)) {
        return (row) => (row[field] ?? "").includes(value) === (sign !== "!=");
      }
      const wanted = number(value, percent, share);
      if (wanted === null) return null;
      if (!share) return (row) => compare(row[field] ?? 0, wanted);
      // One part in a thousand is as fine as shares are shown, but something is always more than nothing.
      const of = (row) => (wanted ? rounded(row[field] ?? 0) : row[field] ?? 0);
      return (row) => compare(of(row), wanted && rounded(wanted));
    }

    matches(row) {
      return this.tests.every((test) => test(row));
    }
  }

  window.ReportQuery = Query;
})();
