"use strict";
// The charts of a dataset.
(function () {
  var axis = NeurobeamCharts.axis, frame = NeurobeamCharts.frame;
  var COLOURS = ["#2f6fb0", "#e8a33d", "#3aa39a", "#b5569b", "#8d7b68", "#7fb0dc"];

  function tip(t, formatter) { return Object.assign(frame(t).tooltip, { formatter: formatter }); }

  function escaped(text) {
    return String(text).replace(/[&<>"]/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }

  function short(v) { return String(Number(v.toPrecision(4))); }

  // recordings of one source lie on one line; equal values are spread over its height
  function spread(points) {
    var all = {}, seen = {};
    var key = function (p) { return p[1] + " " + p[0].toPrecision(2); };
    points.forEach(function (p) { all[key(p)] = (all[key(p)] || 0) + 1; });
    return points.map(function (p) {
      var n = all[key(p)], at = seen[key(p)] = (seen[key(p)] || 0) + 1;
      return [p[0], p[1] + (at - (n + 1) / 2) * Math.min(0.07, 0.64 / n), p[3], p[4], p[2]];
    });
  }

  function strip(t, k) {
    var values = k.points.map(function (p) { return p[3] > 0 ? p[3] : p[0]; }).filter(function (v) { return v > 0; });
    var least = Math.min.apply(null, values), most = Math.max.apply(null, k.points.map(function (p) { return p[4]; }));
    var log = values.length === k.points.length && most / least > 30;
    var longest = Math.max.apply(null, k.sources.map(function (s) { return s.length; }));
    var left = Math.min(200, 22 + 7 * longest), opacity = k.points.length > 300 ? 0.3 : 0.65;
    return frame(t, {
      grid: { left: left, right: 22, top: k.marks && k.marks.length ? 24 : 12, bottom: 48 },
      xAxis: axis(t, k.axis, { type: log ? "log" : "value", scale: log, min: log ? undefined : 0, axisLabel: { color: t.soft, fontSize: 12, hideOverlap: true, formatter: short } }),
      yAxis: { type: "value", min: -0.5, max: k.sources.length - 0.5, inverse: true, interval: 0.5, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: t.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false, formatter: function (v) { return v === Math.floor(v) ? k.sources[v].length > 27 ? k.sources[v].slice(0, 26) + "…" : k.sources[v] : ""; } },
        splitLine: { show: false } },
      tooltip: tip(t, function (p) {
        var v = p.value, range = v[2] < v[3] ? "<br>" + short(v[2]) + " to " + short(v[3]) : "";
        return escaped(v[4]) + "<br>" + escaped(k.axis) + " " + short(v[0]) + range;
      }),
      series: [{
        type: "custom", clip: false, encode: { x: [0, 2, 3], y: 1 }, data: spread(k.points), itemStyle: { color: t.accent },
        renderItem: function (params, api) {
          var at = api.coord([api.value(0), api.value(1)]), low = api.coord([api.value(2), api.value(1)]), high = api.coord([api.value(3), api.value(1)]);
          return { type: "group", children: [
            { type: "line", shape: { x1: low[0], y1: at[1], x2: high[0], y2: at[1] }, style: { stroke: t.accent, lineWidth: 1.4, opacity: opacity * 0.6 } },
            { type: "circle", shape: { cx: at[0], cy: at[1], r: 3.6 }, style: { fill: t.accent, opacity: opacity } }
          ] };
        },
        markLine: k.marks && k.marks.length ? { silent: true, symbol: "none", lineStyle: { color: t.ink, type: [5, 4], width: 1.1 },
          label: { formatter: function (p) { return String(k.marks[p.dataIndex]) + " s"; }, color: t.soft, fontSize: 11.5, position: "start", rotate: 0 },
          data: k.marks.map(function (m) { return { xAxis: m }; }) } : undefined
      }]
    });
  }

  function bars(t, k) {
    return frame(t, {
      grid: { left: 62, right: 18, top: 18, bottom: 66 },
      xAxis: { type: "category", data: k.names, axisTick: { show: false }, axisLine: { lineStyle: { color: t.soft } }, axisLabel: { color: t.soft, fontSize: 11, rotate: 60, interval: 0 } },
      yAxis: axis(t, k.axis, { type: "value", nameGap: 46 }),
      tooltip: tip(t, function (p) { return escaped(p.name) + "<br>" + short(p.value) + " " + escaped(k.axis.replace(/.*\(|\)/g, "")) + "<br>" + escaped(k.notes[p.dataIndex]); }),
      series: [{ type: "bar", barCategoryGap: "22%", data: k.values, itemStyle: { color: t.accent } }]
    });
  }

  function stacked(t, k) {
    return frame(t, {
      legend: { left: 56, top: 0, itemWidth: 11, itemHeight: 11, itemGap: 16, textStyle: { color: t.soft, fontSize: 12 }, icon: "rect" },
      grid: { left: 66, right: 18, top: 20 + 24 * Math.ceil(k.series.length / 2), bottom: 46 },
      xAxis: { type: "category", data: k.names, name: k.axis, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: t.soft, fontSize: 12.5 }, axisTick: { show: false }, axisLine: { lineStyle: { color: t.soft } }, axisLabel: { color: t.soft, fontSize: 12 } },
      yAxis: axis(t, "connections", { type: "value", nameGap: 50 }),
      tooltip: tip(t, function (p) { return escaped(p.seriesName) + "<br>" + p.value + " connections in " + escaped(p.name) + (p.name === "1" ? " animal" : " animals"); }),
      series: k.series.map(function (s, n) {
        return { type: "bar", stack: "all", name: s.name, data: s.values, barCategoryGap: "22%", itemStyle: { color: COLOURS[n % COLOURS.length] } };
      })
    });
  }

  Object.assign(NeurobeamCharts.kinds, { strip: strip, bars: bars, stacked: stacked });
})();
