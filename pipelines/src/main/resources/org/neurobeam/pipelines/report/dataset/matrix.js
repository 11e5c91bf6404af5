"use strict";
// Pictures over the 302 neurons: what lies under the pointer, and the choice of a wiring diagram.
(function () {
  var data = NeurobeamCharts.data;

  function element(parent, tag, text) {
    var e = document.createElement(tag);
    if (text !== undefined) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  function compact(v) {
    return v === Math.round(v) ? v.toLocaleString("en-US").replace(/,/g, "\u202f") : String(Number(v.toPrecision(3)));
  }

  // column and row of the picture under the pointer
  function watch(image, columns, rows, say) {
    image.addEventListener("mousemove", function (event) {
      var box = image.getBoundingClientRect();
      var x = Math.floor((event.clientX - box.left) / box.width * columns), y = Math.floor((event.clientY - box.top) / box.height * rows);
      say(Math.max(0, Math.min(columns - 1, x)), Math.max(0, Math.min(rows - 1, y)));
    });
    image.addEventListener("mouseleave", function () { say(-1, -1); });
  }

  function presence(figure, k) {
    var image = figure.querySelector("image"), output = figure.querySelector("output"), pixels = null;
    var picture = new Image();
    picture.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = picture.naturalWidth; canvas.height = picture.naturalHeight;
      var context = canvas.getContext("2d");
      context.drawImage(picture, 0, 0);
      pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    picture.src = image.getAttribute("href");
    watch(image, k.neurons.length, k.recordings.length, function (x, y) {
      if (x < 0 || !pixels) { output.textContent = ""; return; }
      var at = 4 * (y * k.neurons.length + x);
      var hex = "#" + [0, 1, 2].map(function (c) { return (pixels[at + c] + 256).toString(16).slice(1); }).join("");
      output.textContent = k.neurons[x] + " in " + k.recordings[y] + ": " + (pixels[at + 3] ? k.states[hex] || "?" : "absent");
    });
  }

  function unpacked(m, size) {
    if (!m.full) {
      m.full = new Float64Array(size * size);
      m.low = Infinity; m.high = -Infinity; m.sum = 0;
      var at = 0;
      m.steps.forEach(function (step, n) {
        var w = m.weights[n];
        at += step;
        m.full[at] = w;
        m.sum += w;
        if (w > 0) { m.low = Math.min(m.low, w); m.high = Math.max(m.high, w); }
      });
    }
    return m;
  }

  function colours() {
    return data.palette.map(function (hex) { return [1, 3, 5].map(function (at) { return parseInt(hex.substr(at, 2), 16); }); });
  }

  function adjacency(figure, k) {
    var size = k.neurons.length, palette = colours(), controls = figure.querySelector(".controls"), image = figure.querySelector("image");
    var facts = figure.querySelector(".facts"), ends = figure.querySelectorAll(".ends span"), unit = figure.querySelector(".unit");
    var names = Object.keys(k.matrices), which = choice("show", names), kind = choice("kind", []), matrix = null;
    var summary = facts.querySelector("p"), under = element(facts, "output");

    function choice(label, options) {
      var holder = element(controls, "label", label + " "), select = element(holder, "select");
      options.forEach(function (o) { element(select, "option", o).value = o; });
      return select;
    }

    function kinds() {
      var before = kind.value;
      kind.textContent = "";
      Object.keys(k.matrices[which.value]).forEach(function (o) { element(kind, "option", o).value = o; });
      if (k.matrices[which.value][before]) { kind.value = before; }
    }

    function draw() {
      matrix = unpacked(k.matrices[which.value][kind.value], size);
      var canvas = document.createElement("canvas"), context = canvas.getContext("2d"), picture = context.createImageData(size, size);
      canvas.width = canvas.height = size;
      var low = Math.log(matrix.low), span = Math.log(matrix.high) - low;
      matrix.full.forEach(function (w, n) {
        if (w > 0) {
          var c = palette[Math.round((span > 0 ? (Math.log(w) - low) / span : 1) * (palette.length - 1))];
          picture.data.set([c[0], c[1], c[2], 255], 4 * n);
        }
      });
      context.putImageData(picture, 0, 0);
      image.setAttribute("href", canvas.toDataURL());
      [matrix.low, Math.sqrt(matrix.low * matrix.high), matrix.high].forEach(function (v, n) { ends[n].textContent = compact(v); });
      unit.textContent = matrix.unit + ", logarithmic";
      summary.textContent = compact(matrix.steps.length) + " pairs of the 302 neurons" + (matrix.additive ? ", sum " + compact(Math.round(matrix.sum * 1000) / 1000) : "");
    }

    which.parentNode.hidden = names.length < 2;
    which.value = k.first[0];
    kinds();
    kind.value = k.first[1];
    which.addEventListener("change", function () { kinds(); draw(); });
    kind.addEventListener("change", draw);
    draw();
    watch(image, size, size, function (x, y) {
      var w = x < 0 ? 0 : matrix.full[y * size + x];
      under.textContent = x < 0 ? "" : k.neurons[y] + " → " + k.neurons[x] + ": " + (w > 0 ? compact(w) + " " + matrix.unit : "none");
    });
  }

  document.querySelectorAll("figure.matrix").forEach(function (figure) {
    var name = figure.dataset.matrix;
    (name === "presence" ? presence : adjacency)(figure, data[name]);
  });
})();
