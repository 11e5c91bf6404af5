"use strict";
// Long tables: pages, search, choices. Every text goes in as text.
(function () {
  var data = NeurobeamCharts.data, LEVELS = { error: "error", reject: "error", warn: "warn" };

  function element(parent, tag, className, text) {
    var e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text !== undefined) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  function start(host, k) {
    var body = host.querySelector("tbody"), bar = document.createElement("div"), chosen = {}, page = 0, rows = k.rows;
    bar.className = "tools";
    host.insertBefore(bar, host.firstChild);
    var search = element(bar, "input");
    search.type = "search";
    search.placeholder = "search";
    search.setAttribute("aria-label", "search");
    Object.keys(k.choices).forEach(function (c) {
      var select = element(bar, "select");
      element(select, "option", "", "every " + k.titles[c]).value = "";
      k.choices[c].forEach(function (v) { element(select, "option", "", v).value = v; });
      select.hidden = k.choices[c].length < 2;
      select.addEventListener("change", function () { chosen[c] = select.value; filter(); });
    });
    var back = element(bar, "button", "", "‹"), where = element(bar, "output"), on = element(bar, "button", "", "›");
    back.type = on.type = "button";
    back.setAttribute("aria-label", "previous page");
    on.setAttribute("aria-label", "next page");

    function filter() {
      var text = search.value.toLowerCase();
      rows = k.rows.filter(function (row) {
        return Object.keys(chosen).every(function (c) { return !chosen[c] || row[c] === chosen[c]; })
          && (!text || row.some(function (cell) { return cell.toLowerCase().indexOf(text) >= 0; }));
      });
      page = 0;
      draw();
    }

    function draw() {
      var pages = Math.max(1, Math.ceil(rows.length / k.page)), first = page * k.page, last = Math.min(rows.length, first + k.page);
      body.textContent = "";
      rows.slice(first, last).forEach(function (row) {
        var tr = element(body, "tr");
        row.forEach(function (cell, c) {
          var look = k.looks[c], td = element(tr, "td", look === "number" ? "num" : "");
          if (look === "badge") { element(td, "span", "badge " + (LEVELS[cell] || "info"), cell); }
          else if (look === "path") { element(td, "span", "path", cell); }
          else { td.textContent = cell; }
        });
      });
      var of = rows.length === k.total ? String(k.total) : rows.length + " of " + k.total;
      where.textContent = rows.length ? (first + 1) + "–" + last + " of " + of : "none of " + k.total;
      back.disabled = page === 0;
      on.disabled = page >= pages - 1;
    }

    search.addEventListener("input", filter);
    back.addEventListener("click", function () { page--; draw(); });
    on.addEventListener("click", function () { page++; draw(); });
    draw();
  }

  document.querySelectorAll(".paged").forEach(function (host) {
    var k = data.tables[host.dataset.table];
    if (k) { start(host, k); }
  });
})();
