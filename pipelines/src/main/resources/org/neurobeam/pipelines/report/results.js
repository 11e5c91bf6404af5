"use strict";
// The charts of a results folder.
(function () {
  var data = NeurobeamCharts.data, axis = NeurobeamCharts.axis, frame = NeurobeamCharts.frame, niceStep = NeurobeamCharts.niceStep;

  function bins(t, h, counts, bases, colour, name) {
    return {
      name: name, type: "custom", itemStyle: { color: colour }, clip: true, encode: { x: [0, 1], y: [2, 3] },
      data: counts.map(function (n, i) {
        return [h.start + i * h.width, h.start + (i + 1) * h.width, bases[i], bases[i] + n, n];
      }).filter(function (d) { return d[4] > 0; }),
      renderItem: function (params, api) {
        var low = api.coord([api.value(0), api.value(2)]), high = api.coord([api.value(1), api.value(3)]);
        var gap = high[0] - low[0] > 4 ? 1 : 0;
        return { type: "rect", shape: { x: low[0], y: high[1], width: high[0] - low[0] - gap, height: low[1] - high[1] }, style: { fill: colour } };
      }
    };
  }

  function histogram(t, group) {
    var h = group.histogram, floored = h.floor !== null;
    var quiet = bins(t, h, h.below, h.below.map(function () { return 0; }), floored ? t.quiet : t.accent, floored ? "not above" : "targets");
    var loud = bins(t, h, h.above, h.below, t.accent, "above its floor");
    quiet.markLine = floored ? {
      silent: true, symbol: "none", lineStyle: { color: t.ink, type: [5, 4], width: 1.2 },
      label: { formatter: "noise floor " + h.floor.toFixed(3), color: t.soft, fontSize: 12, position: "end" }, data: [{ xAxis: h.floor }]
    } : undefined;
    quiet.markArea = floored ? { silent: true, itemStyle: { color: t.soft, opacity: 0.12 }, data: [[{ xAxis: h.floorLow }, { xAxis: h.floorHigh }]] } : undefined;
    var first = h.start, last = h.start + h.width * h.below.length, step = niceStep((last - first) / 7);
    return frame(t, {
      legend: floored ? { left: 56, top: 0, itemWidth: 11, itemHeight: 11, selectedMode: false, textStyle: { color: t.soft, fontSize: 12 }, data: [{ name: "above its floor", icon: "rect" }, { name: "not above", icon: "rect" }] } : undefined,
      grid: { left: 62, right: 18, top: 50, bottom: 46 },
      xAxis: axis(t, "Pearson r", { type: "value", interval: step, min: Math.floor(first / step + 1e-9) * step, max: Math.ceil(last / step - 1e-9) * step, axisLabel: { color: t.soft, fontSize: 12, formatter: function (v) { return String(Number(v.toFixed(6))); } }, splitLine: { show: false } }),
      yAxis: axis(t, "targets", { type: "value", nameGap: 46 }),
      tooltip: Object.assign(frame(t).tooltip, { formatter: function (p) {
        return "r " + p.value[0].toFixed(3) + " to " + p.value[1].toFixed(3) + "<br>" + p.value[4] + " targets " + (floored ? p.seriesName : "");
      } }),
      series: [quiet, loud]
    });
  }

  function alphas(t, group) {
    var a = group.alphas, last = a.percent.length - 1;
    return frame(t, {
      xAxis: axis(t, "alpha", { type: "category", data: a.names, axisTick: { show: false } }),
      yAxis: axis(t, "% of choices", { type: "value", nameGap: 42 }),
      tooltip: Object.assign(frame(t).tooltip, { formatter: function (p) {
        return "alpha " + p.name + "<br>" + p.value.toFixed(1) + " % (" + a.counts[p.dataIndex] + " choices)";
      } }),
      series: [{ type: "bar", barCategoryGap: "18%", data: a.percent.map(function (v, i) {
        var edge = last > 0 && (i === 0 || i === last) && v > 0;
        return { value: v, itemStyle: edge ? { color: t.warn } : { color: t.accent } };
      }) }]
    });
  }

  function ranks(t, group) {
    var k = group.ranks;
    return frame(t, {
      xAxis: axis(t, "targets, best first", { type: "value", min: 1, max: Math.max(2, k.total), axisLabel: { color: t.soft, fontSize: 12, showMaxLabel: false }, splitLine: { show: false } }),
      yAxis: axis(t, "Pearson r", { type: "value", nameGap: 42, scale: true }),
      tooltip: Object.assign(frame(t).tooltip, { trigger: "axis", formatter: function (p) {
        return "target " + p[0].value[0] + " of " + k.total + "<br>r " + p[0].value[1].toFixed(3);
      } }),
      series: [{ type: "line", showSymbol: k.rank.length < 40, symbolSize: 5, lineStyle: { color: t.accent, width: 2 }, itemStyle: { color: t.accent },
        data: k.rank.map(function (n, i) { return [n, k.r[i]]; }),
        markLine: k.floor === null ? undefined : { silent: true, symbol: "none", lineStyle: { color: t.ink, type: [5, 4], width: 1.2 },
          label: { formatter: "noise floor " + k.floor.toFixed(3), color: t.soft, fontSize: 12, position: "insideStartTop" }, data: [{ yAxis: k.floor }] } }]
    });
  }

  function truth(t) {
    var points = data.truth.points, low = Infinity, high = -Infinity;
    points.forEach(function (p) { low = Math.min(low, p[0], p[1]); high = Math.max(high, p[0], p[1]); });
    if (!points.length) { low = 0; high = 1; }
    var step = niceStep(Math.max(1e-9, high - low) / 6);
    low = Math.floor(low / step) * step; high = Math.ceil(high / step) * step;
    var range = { type: "value", min: low, max: high, interval: step, axisLabel: { color: t.soft, fontSize: 12, formatter: function (v) { return String(Number(v.toFixed(6))); } } };
    return frame(t, {
      grid: { left: 62, right: 22, top: 18, bottom: 46 },
      xAxis: axis(t, "planted", range),
      yAxis: axis(t, "recovered", Object.assign({ nameGap: 42 }, range)),
      tooltip: Object.assign(frame(t).tooltip, { formatter: function (p) {
        return "planted " + p.value[0].toFixed(3) + "<br>recovered " + p.value[1].toFixed(3);
      } }),
      series: [
        { type: "scatter", symbolSize: points.length > 800 ? 4 : 6, itemStyle: { color: t.accent, opacity: points.length > 800 ? 0.35 : 0.6 }, data: points },
        { type: "line", silent: true, showSymbol: false, lineStyle: { color: t.ink, type: [5, 4], width: 1.2 }, data: [[low, low], [high, high]], tooltip: { show: false } }
      ]
    });
  }

  Object.assign(NeurobeamCharts.kinds, { histogram: histogram, alphas: alphas, ranks: ranks, truth: truth });
})();
