// The map of clusters, which can be enlarged and moved. Names keep their size; those that have no room yet appear as the
// drawing grows.
"use strict";

(() => {
  const { Network, ARROWS } = window.ReportNetwork;
  const LARGEST = 12;

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
