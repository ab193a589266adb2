// A drawing of documents and what they share: pointing at one lights up its neighbours, keys go from one to the next.
"use strict";

(() => {
  const LISTED = 12;
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  class Network {
    constructor(figure) {
      this.figure = figure;
      this.svg = figure.querySelector("svg.graph");
      this.panel = figure.querySelector(".panel");
      this.discs = new Map([...this.svg.querySelectorAll(".disc")].map((disc) => [disc.dataset.d, disc]));
      this.places = new Map([...this.discs].map(([id, disc]) => [id, this.placeOf(disc)]));
      this.links = new Map([...this.discs.keys()].map((id) => [id, []]));
      for (const link of this.svg.querySelectorAll(".link")) {
        this.links.get(link.dataset.a)?.push(link);
        this.links.get(link.dataset.b)?.push(link);
      }
      this.near = [];
      this.makeCaption();
      this.makeStops();
      this.listen();
      this.panel.hidden = false;
      this.panel.textContent = this.panel.dataset.none;
    }

    placeOf(disc) {
      const circle = disc.querySelector("circle");
      return ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
    }

    // The whole name of the disc in hand, over all others.
    makeCaption() {
      this.caption = document.createElementNS(NAMESPACE, "text");
      this.caption.setAttribute("class", "caption");
      this.caption.setAttribute("aria-hidden", "true");
      (this.svg.querySelector(".view") ?? this.svg).append(this.caption);
    }

    // One stop of the Tab key for the drawing; arrows go on from there.
    makeStops() {
      this.discs.forEach((disc) => disc.setAttribute("tabindex", "-1"));
      this.setStop(this.discs.keys().next().value);
    }

    setStop(id) {
      this.discs.get(this.stop)?.setAttribute("tabindex", "-1");
      this.stop = id;
      this.discs.get(id)?.setAttribute("tabindex", "0");
    }

    listen() {
      this.svg.addEventListener("pointerover", (event) => {
        const disc = event.target.closest(".disc");
        if (disc) this.light(disc.dataset.d);
      });
      this.svg.addEventListener("pointerleave", () => this.rest());
      // Not on the drawing itself, which would become a stop of the Tab key by it.
      this.figure.addEventListener("focusin", (event) => {
        const disc = event.target.closest(".disc");
        if (!disc) return;
        this.setStop(disc.dataset.d);
        this.light(disc.dataset.d);
        if (disc.matches(":focus-visible")) this.show(disc.dataset.d);
      });
      this.figure.addEventListener("focusout", () => this.rest());
      this.svg.addEventListener("keydown", (event) => this.key(event));
    }

    // Without a pointer on it the drawing shows the disc that has the focus, if any; the panel stays to be used.
    rest() {
      const held = document.activeElement?.closest?.(".disc");
      if (held && this.svg.contains(held)) this.light(held.dataset.d);
      else this.dim();
    }

    dim() {
      this.near.forEach((item) => item.classList.remove("near", "held"));
      this.near = [];
      this.figure.classList.remove("lit");
      this.caption.textContent = "";
      this.lit = null;
    }

    light(id) {
      if (this.lit === id) return;
      this.dim();
      this.lit = id;
      const links = this.links.get(id);
      const others = links.map((link) => this.discs.get(link.dataset.a === id ? link.dataset.b : link.dataset.a));
      this.near = [this.discs.get(id), ...links, ...others].filter(Boolean);
      this.near.forEach((item) => item.classList.add("near"));
      this.discs.get(id).classList.add("held");
      this.figure.classList.add("lit");
      this.nameIt(id);
      this.tell(id, links);
    }

    nameIt(id) {
      const [x, y, radius] = this.places.get(id);
      const name = this.discs.get(id).querySelector("title").textContent.replace(/ — [^—]*$/, "");
      this.caption.textContent = name;
      this.caption.setAttribute("y", y - radius - 5);
      const half = this.caption.getComputedTextLength() / 2;
      const width = this.svg.viewBox.baseVal.width;
      this.caption.setAttribute("x", this.figure.classList.contains("map") ? x : Math.max(half, Math.min(width - half, x)));
    }

    tell(id, links) {
      const head = document.createElement("p");
      const disc = this.discs.get(id);
      head.append(this.linkTo(disc, disc.getAttribute("aria-label")));
      const list = document.createElement("ul");
      const widest = [...links].sort((a, b) => this.widthOf(b) - this.widthOf(a));
      for (const link of widest.slice(0, LISTED)) {
        const item = document.createElement("li");
        item.append(this.linkTo(link, link.querySelector("title").textContent));
        list.append(item);
      }
      if (widest.length > LISTED) {
        const item = document.createElement("li");
        item.textContent = this.panel.dataset.more.replace("#", widest.length - LISTED);
        list.append(item);
      }
      this.panel.replaceChildren(head, list);
    }

    widthOf(link) { return Number(link.firstElementChild.getAttribute("stroke-width")); }

    linkTo(item, text) {
      const href = item.getAttribute("href");
      const node = document.createElement(href ? "a" : "span");
      if (href) node.href = href;
      node.textContent = text;
      return node;
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const ids = [...this.discs.keys()];
      const way = ARROWS[event.key];
      const to = way ? this.nearest(way) : { Home: ids[0], End: ids.at(-1) }[event.key];
      if (!way && !to) return;
      event.preventDefault();
      if (to) this.go(to);
    }

    go(id) {
      this.setStop(id);
      this.discs.get(id).focus({ preventScroll: true });
      this.show(id);
    }

    show(id) { this.discs.get(id).scrollIntoView({ block: "nearest", inline: "nearest" }); }

    // The next disc in a direction: near counts, and straight ahead counts more than aside.
    nearest([right, down]) {
      const [x, y] = this.places.get(this.stop);
      let best = null;
      let least = Infinity;
      for (const [id, [x2, y2]] of this.places) {
        const ahead = (x2 - x) * right + (y2 - y) * down;
        const aside = Math.abs((x2 - x) * down) + Math.abs((y2 - y) * right);
        const cost = ahead + 2 * aside;
        if (id !== this.stop && ahead > 0.5 && cost < least) [best, least] = [id, cost];
      }
      return best;
    }
  }

  window.ReportNetwork = { Network, ARROWS };
})();
