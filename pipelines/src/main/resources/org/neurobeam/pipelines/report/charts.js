"use strict";
// The charts: what they show comes from #report-data, their colours from the style sheet.
var NeurobeamCharts = (function () {
  var data = JSON.parse(document.getElementById("report-data").textContent);

  function theme() {
    var style = getComputedStyle(document.documentElement);
    var read = function (name) { return style.getPropertyValue("--" + name).trim(); };
    return { ink: read("ink"), soft: read("soft"), line: read("line"), accent: read("accent"), quiet: read("quiet"),
      sheet: read("sheet"), warn: read("warn"), font: getComputedStyle(document.body).fontFamily };
  }

  function axis(t, name, more) {
    return Object.assign({
      name: name, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: t.soft, fontSize: 12.5 },
      axisLine: { onZero: false, lineStyle: { color: t.soft } }, axisTick: { lineStyle: { color: t.soft } },
      axisLabel: { color: t.soft, fontSize: 12, hideOverlap: true }, splitLine: { lineStyle: { color: t.line } }
    }, more);
  }

  function frame(t, more) {
    return Object.assign({
      animation: false, textStyle: { fontFamily: t.font, color: t.ink },
      grid: { left: 62, right: 18, top: 34, bottom: 46 },
      tooltip: { trigger: "item", confine: true, backgroundColor: t.sheet, borderColor: t.line, textStyle: { color: t.ink, fontSize: 13 } }
    }, more);
  }

  function niceStep(atLeast) {
    var power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    return power * [1, 2, 5, 10].filter(function (f) { return f * power >= atLeast * 0.999; })[0];
  }

  // kind -> function of theme and numbers, filled by the scripts that follow
  var kinds = {};
  var charts = [];

  // the view box lets a printer scale the chart to the page
  function scalable(c) {
    var svg = c.element.querySelector("svg");
    if (svg) { svg.setAttribute("viewBox", "0 0 " + c.chart.getWidth() + " " + c.chart.getHeight()); }
  }

  function draw() {
    var t = theme();
    charts.forEach(function (c) {
      var name = c.element.dataset.numbers;
      c.chart.setOption(kinds[c.element.dataset.chart](t, name ? data.charts[name] : data.groups[Number(c.element.dataset.group || 0)]), true);
      scalable(c);
    });
  }

  function start() {
    document.querySelectorAll(".chart").forEach(function (element) {
      charts.push({ element: element, chart: echarts.init(element, null, { renderer: "svg" }) });
    });
    draw();
    var pending = 0;
    window.addEventListener("resize", function () {
      if (window.matchMedia("print").matches) { return; }
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(function () {
        charts.forEach(function (c) { c.chart.resize(); scalable(c); });
      });
    });
    // paper is white also where the screen is dark
    ["(prefers-color-scheme: dark)", "print"].forEach(function (media) { window.matchMedia(media).addEventListener("change", draw); });
  }

  return { start: start, kinds: kinds, axis: axis, frame: frame, niceStep: niceStep, data: data };
})();
