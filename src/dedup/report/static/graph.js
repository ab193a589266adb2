// Drawings of documents and what they share: pointing lights up neighbours, keys go from one to the next, and a map can
// be enlarged and moved. Names keep their size; those that have no room yet appear as the drawing grows.
"use strict";

(() => {
  const LISTED = 12;
  const LARGEST = 12;
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

  class ZoomMap extends Network {
    constructor(figure) {
      super(figure);
      this.view = this.svg.querySelector(".view");
      this.box = this.svg.viewBox.baseVal;
      this.names = [...this.svg.querySelectorAll(".name")].map((name) => [name, Number(name.dataset.level)]);
      figure.classList.add("live");
      this.showAll();
      const controls = figure.querySelector(".controls");
      controls.hidden = false;
      const acts = { in: () => this.zoom(1.5), out: () => this.zoom(1 / 1.5), all: () => this.showAll() };
      controls.addEventListener("click", (event) => acts[event.target.dataset.zoom]?.());
      this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
      this.svg.addEventListener("pointerdown", (event) => this.grab(event));
      this.svg.addEventListener("pointermove", (event) => this.drag(event));
      for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, () => { this.held = null; });
      this.svg.addEventListener("click", (event) => { if (this.dragged) event.preventDefault(); }, true);
      this.svg.addEventListener("dragstart", (event) => event.preventDefault());
      new ResizeObserver(() => this.apply()).observe(this.svg);
    }

    showAll() {
      [this.x, this.y, this.scale] = [0, 0, 1];
      this.apply();
    }

    // Units of the drawing for one unit of the screen, before enlarging.
    get unit() { return Math.max(this.box.width / (this.svg.clientWidth || 1), this.box.height / (this.svg.clientHeight || 1)); }

    apply() {
      const { width, height } = this.box;
      this.x = Math.max(Math.min(this.x, width / 4), width * 0.75 - width * this.scale);
      this.y = Math.max(Math.min(this.y, height / 4), height * 0.75 - height * this.scale);
      if (this.scale === 1) [this.x, this.y] = [0, 0];
      this.view.setAttribute("transform", `translate(${this.x.toFixed(2)} ${this.y.toFixed(2)}) scale(${this.scale.toFixed(4)})`);
      const seen = this.scale / this.unit;
      this.svg.style.setProperty("--s", seen.toFixed(4));
      if (seen === this.seen) return;
      this.seen = seen;
      for (const [name, level] of this.names) name.classList.toggle("later", level > seen + 1e-3);
      this.figure.classList.toggle("enlarged", this.scale > 1);
      this.figure.classList.toggle("far", seen < 0.5);
    }

    // Enlarge around a place of the drawing's box (its middle without one).
    zoom(by, x = this.box.width / 2, y = this.box.height / 2) {
      const scale = Math.max(1, Math.min(LARGEST * Math.max(1, this.unit), this.scale * by));
      this.x = x - ((x - this.x) * scale) / this.scale;
      this.y = y - ((y - this.y) * scale) / this.scale;
      this.scale = scale;
      this.apply();
    }

    placeAt(event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      return [point.x, point.y];
    }

    // A page is scrolled with the wheel too, so the drawing takes it only where it is meant.
    wheel(event) {
      if (!event.ctrlKey && !event.metaKey && !this.figure.contains(document.activeElement)) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 400), ...this.placeAt(event));
    }

    grab(event) {
      this.dragged = false;
      if (event.button === 0 && (this.scale > 1 || event.pointerType === "mouse")) this.held = this.placeAt(event);
    }

    drag(event) {
      if (!this.held) return;
      const [x, y] = this.placeAt(event);
      const [dx, dy] = [x - this.held[0], y - this.held[1]];
      if (!this.dragged && Math.hypot(dx, dy) < 4 * this.unit) return;
      if (!this.dragged) this.svg.setPointerCapture(event.pointerId);
      this.dragged = true;
      this.held = [x, y];
      this.x += dx;
      this.y += dy;
      this.apply();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const acts = { "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5), 0: () => this.showAll() };
      const way = event.shiftKey && ARROWS[event.key];
      if (acts[event.key]) acts[event.key]();
      else if (way) { this.x -= way[0] * 60; this.y -= way[1] * 60; this.apply(); }
      else { super.key(event); return; }
      event.preventDefault();
    }

    // Move the drawing so far that the disc is in sight.
    show(id) {
      const [x, y] = this.places.get(id);
      const [left, top] = [x * this.scale + this.x, y * this.scale + this.y];
      const { width, height } = this.box;
      if (left < 40 || left > width - 40) this.x += width / 2 - left;
      if (top < 40 || top > height - 40) this.y += height / 2 - top;
      this.apply();
    }
  }

  document.querySelectorAll(".network").forEach((figure) => (figure.classList.contains("map") ? new ZoomMap(figure) : new Network(figure)));
})();
