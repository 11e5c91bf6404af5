"use strict";
(function () {
  document.documentElement.classList.add("scripted");
  NeurobeamCharts.start();
  if (window.NeurobeamViewer) { NeurobeamViewer.start(NeurobeamCharts.data.palette); }

  document.querySelectorAll("button.goto").forEach(function (button) {
    button.addEventListener("click", function () { NeurobeamViewer.goTo(button.dataset.group, button.dataset.voxel.split(",").map(Number)); });
  });

  document.querySelectorAll("button.copy").forEach(function (button) {
    button.addEventListener("click", function () {
      var range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      // the old call works from file: in every browser, and keeps the text selected where it does not
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected";
    });
  });

  var links = Array.prototype.slice.call(document.querySelectorAll("nav a"));
  var targets = links.map(function (a) { return document.getElementById(a.getAttribute("href").slice(1)); });
  function mark() {
    var here = 0;
    targets.forEach(function (t, n) { if (t && t.getBoundingClientRect().top < 140) { here = n; } });
    if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4) { here = links.length - 1; }
    links.forEach(function (a, n) { a.classList.toggle("here", n === here); });
  }
  window.addEventListener("scroll", mark, { passive: true });
  mark();
})();
