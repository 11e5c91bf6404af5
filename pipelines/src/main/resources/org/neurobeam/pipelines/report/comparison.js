"use strict";
// The charts of a comparison of two models.
(function () {
  var axis = NeurobeamCharts.axis, frame = NeurobeamCharts.frame, niceStep = NeurobeamCharts.niceStep;
  var names = { first: "first wins", second: "second wins", none: "neither" };

  function colours(t) { return { first: t.accent, second: t.warn, none: t.quiet }; }

  function legend(t) {
    return { left: 56, top: 0, itemWidth: 11, itemHeight: 11, selectedMode: false, textStyle: { color: t.soft, fontSize: 12 },
      data: Object.keys(names).map(function (k) { return { name: names[k], icon: "rect" }; }) };
  }

  function label(v) { return String(Number(v.toFixed(6))); }

  function pairs(t, numbers) {
    var low = Infinity, high = -Infinity, many = 0, colour = colours(t);
    Object.keys(names).forEach(function (k) {
      many += numbers[k].length;
      numbers[k].forEach(function (p) { low = Math.min(low, p[0], p[1]); high = Math.max(high, p[0], p[1]); });
    });
    var step = niceStep(Math.max(1e-9, high - low) / 6);
    low = Math.floor(low / step) * step; high = Math.ceil(high / step) * step;
    var range = { type: "value", min: low, max: high, interval: step, axisLabel: { color: t.soft, fontSize: 12, formatter: label } };
    return frame(t, {
      legend: legend(t),
      grid: { left: 62, right: 22, top: 34, bottom: 46 },
      xAxis: axis(t, "r of the second model", range),
      yAxis: axis(t, "r of the first model", Object.assign({ nameGap: 42 }, range)),
      tooltip: Object.assign(frame(t).tooltip, { formatter: function (p) {
        return "first " + p.value[1].toFixed(3) + "<br>second " + p.value[0].toFixed(3);
      } }),
      series: ["none", "second", "first"].map(function (k) {
        return { name: names[k], type: "scatter", symbolSize: many > 800 ? 4 : 6, data: numbers[k],
          itemStyle: { color: colour[k], opacity: many > 800 ? 0.5 : 0.8 } };
      }).concat([{ type: "line", silent: true, showSymbol: false, data: [[low, low], [high, high]], tooltip: { show: false },
        lineStyle: { color: t.ink, type: [5, 4], width: 1.2 } }])
    });
  }

  function deltas(t, numbers) {
    var colour = colours(t);
    return frame(t, {
      legend: legend(t),
      grid: { left: 62, right: 22, top: 34, bottom: 46 },
      xAxis: axis(t, "difference of r", { type: "category", data: numbers.middle.map(label), axisTick: { show: false } }),
      yAxis: axis(t, "targets", { type: "value", nameGap: 46, minInterval: 1 }),
      tooltip: Object.assign(frame(t).tooltip, { formatter: function (p) {
        return "difference about " + p.name + "<br>" + p.value + " targets, " + p.seriesName;
      } }),
      series: Object.keys(names).map(function (k) {
        return { name: names[k], type: "bar", stack: "all", barCategoryGap: "8%", itemStyle: { color: colour[k] }, data: numbers[k] };
      })
    });
  }

  Object.assign(NeurobeamCharts.kinds, { pairs: pairs, deltas: deltas });
})();
