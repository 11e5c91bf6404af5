"use strict";
// The slice viewer: three planes through one point, in the order right, front, up, drawn voxel by voxel.
var NeurobeamViewer = (function () {
  var SIDES = [["L", "R"], ["P", "A"], ["I", "S"]], NAMES = ["x", "y", "z"];
  var PLANES = [{ title: "sagittal", slice: 0, across: 1, upward: 2 }, { title: "coronal", slice: 1, across: 0, upward: 2 }, { title: "axial", slice: 2, across: 0, upward: 1 }];
  var all = {};

  function bytes(id) {
    var text = atob(document.getElementById(id).textContent), out = new Uint8Array(text.length);
    for (var n = 0; n < text.length; n++) { out[n] = text.charCodeAt(n); }
    return out;
  }

  function element(parent, tag, className, text) {
    var e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text !== undefined) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  function read(number) {
    var v = JSON.parse(document.getElementById("volume-" + number).textContent), id = "volume-" + number + "-";
    var mask = bytes(id + "mask"), r = bytes(id + "r"), floor = bytes(id + "floor"), voxels = v.size[0] * v.size[1] * v.size[2];
    v.grey = bytes(id + "grey");
    v.r = new Float32Array(voxels).fill(NaN);
    v.floor = new Float32Array(voxels).fill(NaN);
    for (var n = 0, s = 0; n < voxels; n++) {
      if (mask[n >> 3] >> (n & 7) & 1) {
        v.r[n] = ((r[2 * s] | r[2 * s + 1] << 8) << 16 >> 16) * v.rUnit;
        if (floor.length && floor[s] < 255) { v.floor[n] = floor[s] * v.floorUnit; }
        s++;
      }
    }
    return v;
  }

  function colours(palette) {
    return palette.map(function (hex) { return [1, 3, 5].map(function (at) { return parseInt(hex.substr(at, 2), 16); }); });
  }

  function Viewer(host, number, palette) {
    this.host = host;
    this.v = read(number);
    this.palette = colours(palette);
    this.at = this.v.start.slice();
    this.threshold = this.v.threshold;
    this.planes = [];
    this.build();
    var self = this, pending = 0;
    new ResizeObserver(function () {
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(function () { self.layout(); self.draw(); });
    }).observe(host);
  }

  Viewer.prototype.index = function (p) { return p[0] + this.v.size[0] * (p[1] + this.v.size[1] * p[2]); };

  Viewer.prototype.voxel = function (p) {
    var out = [0, 0, 0], v = this.v;
    for (var w = 0; w < 3; w++) { out[v.axis[w]] = v.flipped[w] ? v.size[w] - 1 - p[w] : p[w]; }
    return out;
  };

  Viewer.prototype.position = function (p) {
    var ijk = this.voxel(p), a = this.v.affine;
    return [0, 4, 8].map(function (row) { return a[row] * ijk[0] + a[row + 1] * ijk[1] + a[row + 2] * ijk[2] + a[row + 3]; });
  };

  Viewer.prototype.build = function () {
    var self = this, v = this.v, row = element(this.host, "div", "planes");
    PLANES.filter(function (p) { return !v.flat || p.slice === v.sliceAxis; }).forEach(function (p) {
      var box = element(row, "div"), canvas = element(box, "canvas");
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", p.title + " slice; arrow keys move the point, page up and page down change the slice");
      element(box, "span", "side w", SIDES[p.across][0]);
      element(box, "span", "side e", SIDES[p.across][1]);
      element(box, "span", "side n", SIDES[p.upward][1]);
      var plane = { of: p, canvas: canvas, where: element(box, "span", "side at"), image: document.createElement("canvas") };
      plane.image.width = v.size[p.across];
      plane.image.height = v.size[p.upward];
      self.planes.push(plane);
      self.listen(plane);
    });
    this.controls();
  };

  Viewer.prototype.controls = function () {
    var self = this, v = this.v, c = element(this.host, "div", "controls"), a = element(c, "div"), b = element(c, "div", "scale"), d = element(c, "div");
    var label = element(a, "label", "", "Show r above "), shown = element(label, "output"), range = element(label, "input");
    range.type = "range"; range.min = 0; range.max = v.end; range.step = 0.001; range.value = this.threshold;
    this.shown = shown;
    range.addEventListener("input", function () { self.threshold = Number(range.value); self.draw(); });
    this.count = element(a, "div", "help");
    element(b, "label", "", "Pearson r");
    this.bar = element(b, "canvas");
    this.bar.width = 254; this.bar.height = 1;
    var ticks = element(b, "div", "ticks");
    var step = v.end <= 0.3 ? 0.05 : v.end <= 0.6 ? 0.1 : 0.2;
    for (var n = 0; n * step <= v.end + 1e-9; n++) {
      element(ticks, "span", n * step > v.end - 1e-9 ? "last" : "", (n * step).toFixed(step < 0.1 ? 2 : 1)).style.left = 100 * n * step / v.end + "%";
    }
    this.readout = {};
    var list = element(d, "dl");
    ["voxel", "position", "r", "noise floor"].forEach(function (name) { element(list, "dt", "", name); self.readout[name] = element(list, "dd"); });
    element(this.host, "p", "help", (v.flat ? "Hover for values, click to set the point, arrow keys move it" : "Hover for values, click to move the point in all planes, scroll or page keys for other slices, arrow keys to move by a voxel")
      + (v.flat && v.size[v.sliceAxis] > 1 ? ", scroll for the other slices." : "."));
  };

  // the voxel under the pointer
  Viewer.prototype.under = function (plane, event) {
    var box = plane.canvas.getBoundingClientRect(), p = this.at.slice(), v = this.v, o = plane.of;
    var x = Math.floor((event.clientX - box.left) / box.width * v.size[o.across]);
    var y = Math.floor((event.clientY - box.top) / box.height * v.size[o.upward]);
    p[o.across] = Math.min(v.size[o.across] - 1, Math.max(0, x));
    p[o.upward] = Math.min(v.size[o.upward] - 1, Math.max(0, v.size[o.upward] - 1 - y));
    return p;
  };

  Viewer.prototype.move = function (axis, by) {
    var p = this.at.slice();
    p[axis] = Math.min(this.v.size[axis] - 1, Math.max(0, p[axis] + by));
    this.go(p);
  };

  Viewer.prototype.go = function (p) { this.at = p; this.draw(); };

  Viewer.prototype.listen = function (plane) {
    var self = this, o = plane.of, canvas = plane.canvas, wheel = 0;
    canvas.addEventListener("pointermove", function (e) {
      if (e.buttons & 1) { self.go(self.under(plane, e)); } else { self.tell(self.under(plane, e)); }
    });
    canvas.addEventListener("pointerleave", function () { self.tell(self.at); });
    canvas.addEventListener("pointerdown", function (e) { canvas.setPointerCapture(e.pointerId); self.go(self.under(plane, e)); });
    canvas.addEventListener("wheel", function (e) {
      var next = self.at[o.slice] - Math.sign(e.deltaY);
      // beyond the last slice the wheel moves the page again
      if (e.ctrlKey || next < 0 || next >= self.v.size[o.slice]) { return; }
      e.preventDefault();
      wheel += e.deltaMode ? e.deltaY * 30 : e.deltaY;
      var steps = Math.trunc(wheel / 30);
      if (steps) { wheel -= steps * 30; self.move(o.slice, -Math.sign(steps) * Math.min(3, Math.abs(steps))); self.tell(self.under(plane, e)); }
    }, { passive: false });
    canvas.addEventListener("keydown", function (e) {
      var moves = { ArrowLeft: [o.across, -1], ArrowRight: [o.across, 1], ArrowUp: [o.upward, 1], ArrowDown: [o.upward, -1], PageUp: [o.slice, 1], PageDown: [o.slice, -1] };
      var m = moves[e.key];
      if (m) { e.preventDefault(); self.move(m[0], m[1]); }
    });
  };

  // one scale for all planes, so that a millimetre is a millimetre in each
  Viewer.prototype.layout = function () {
    var v = this.v, width = this.host.clientWidth - 20 - 10 * (this.planes.length - 1), wide = 0, tall = 0;
    this.planes.forEach(function (p) {
      wide += v.size[p.of.across] * v.mm[p.of.across];
      tall = Math.max(tall, v.size[p.of.upward] * v.mm[p.of.upward]);
    });
    var most = this.planes.length === 1 ? 520 : 430, scale = Math.min(width / wide, most / tall), ratio = window.devicePixelRatio || 1;
    this.planes.forEach(function (p) {
      var w = Math.max(1, Math.round(v.size[p.of.across] * v.mm[p.of.across] * scale)), h = Math.max(1, Math.round(v.size[p.of.upward] * v.mm[p.of.upward] * scale));
      p.canvas.style.width = w + "px"; p.canvas.style.height = h + "px";
      p.canvas.width = Math.round(w * ratio); p.canvas.height = Math.round(h * ratio);
    });
  };

  Viewer.prototype.paint = function (plane) {
    var v = this.v, o = plane.of, w = v.size[o.across], h = v.size[o.upward], p = this.at.slice();
    var context = plane.image.getContext("2d"), pixels = context.createImageData(w, h);
    for (var y = 0; y < h; y++) {
      p[o.upward] = h - 1 - y;
      for (var x = 0; x < w; x++) {
        p[o.across] = x;
        var n = this.index(p), r = v.r[n], to = 4 * (y * w + x), g = 0.8 * v.grey[n], c = null;
        if (r > this.threshold) { c = this.palette[Math.round(Math.min(1, Math.max(0, r / v.end)) * (this.palette.length - 1))]; }
        pixels.data[to] = c ? c[0] : g; pixels.data[to + 1] = c ? c[1] : g; pixels.data[to + 2] = c ? c[2] : g; pixels.data[to + 3] = 255;
      }
    }
    context.putImageData(pixels, 0, 0);
    var canvas = plane.canvas, out = canvas.getContext("2d");
    out.imageSmoothingEnabled = false;
    out.drawImage(plane.image, 0, 0, canvas.width, canvas.height);
    this.cross(plane, out);
    plane.where.textContent = NAMES[o.slice] + " = " + this.position(this.at)[o.slice].toFixed(1) + " mm";
  };

  // lines that leave the chosen voxel itself free
  Viewer.prototype.cross = function (plane, out) {
    var v = this.v, o = plane.of, cw = plane.canvas.width / v.size[o.across], ch = plane.canvas.height / v.size[o.upward];
    var x = (this.at[o.across] + 0.5) * cw, y = (v.size[o.upward] - 0.5 - this.at[o.upward]) * ch, gx = Math.max(cw, 5), gy = Math.max(ch, 5);
    out.strokeStyle = "rgba(120, 220, 235, 0.75)";
    out.lineWidth = window.devicePixelRatio || 1;
    out.beginPath();
    out.moveTo(0, y); out.lineTo(x - gx, y); out.moveTo(x + gx, y); out.lineTo(plane.canvas.width, y);
    out.moveTo(x, 0); out.lineTo(x, y - gy); out.moveTo(x, y + gy); out.lineTo(x, plane.canvas.height);
    out.stroke();
  };

  Viewer.prototype.tell = function (p) {
    var n = this.index(p), v = this.v, text = function (value) { return isNaN(value) ? "–" : value.toFixed(3); };
    this.readout.voxel.textContent = this.voxel(p).join(", ");
    this.readout.position.textContent = this.position(p).map(function (mm) { return mm.toFixed(1); }).join(", ") + " mm (x, y, z)";
    this.readout.r.textContent = isNaN(v.r[n]) ? "no score here" : text(v.r[n]);
    this.readout["noise floor"].textContent = text(v.floor[n]);
  };

  Viewer.prototype.draw = function () {
    var self = this, v = this.v, above = 0, scored = 0;
    this.planes.forEach(function (p) { self.paint(p); });
    this.tell(this.at);
    for (var n = 0; n < v.r.length; n++) { if (!isNaN(v.r[n])) { scored++; if (v.r[n] > this.threshold) { above++; } } }
    this.shown.textContent = this.threshold.toFixed(3);
    this.count.textContent = above + " of " + scored + " voxels" + (Math.abs(this.threshold - v.threshold) < 0.0006 && v.floorUnit > 0 ? "; this is the median noise floor" : "");
    var context = this.bar.getContext("2d");
    for (var x = 0; x < 254; x++) {
      var value = v.end * x / 253, c = this.palette[Math.round(x / 253 * (this.palette.length - 1))];
      context.fillStyle = value > this.threshold ? "rgb(" + c.join(",") + ")" : "#8f969f";
      context.fillRect(x, 0, 1, 1);
    }
  };

  function start(palette) {
    document.querySelectorAll("[data-viewer]").forEach(function (host) {
      host.hidden = false;
      all[host.dataset.viewer] = new Viewer(host, host.dataset.viewer, palette);
      all[host.dataset.viewer].layout();
      all[host.dataset.viewer].draw();
    });
  }

  // from a voxel's indices to the displayed point
  function goTo(number, ijk) {
    var viewer = all[number];
    if (!viewer) { return; }
    var v = viewer.v;
    viewer.go([0, 1, 2].map(function (w) { return v.flipped[w] ? v.size[w] - 1 - ijk[v.axis[w]] : ijk[v.axis[w]]; }));
    viewer.host.scrollIntoView({ block: "center" });
  }

  return { start: start, goTo: goTo };
})();
