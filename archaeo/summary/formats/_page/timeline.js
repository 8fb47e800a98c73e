"use strict";
/* The list of all changes: query, histogram with a period, rows that are drawn only where they are seen, one row open. */
var archaeoTimeline = (function () {
  var GLYPHS = { event: "◆", release: "⚑", silence: "░", entry: "▤", machine: "·", mass: "●", change: "○" };
  var WORDS = { event: "event", release: "release", silence: "silence", entry: "ChangeLog only", machine: "made by a tool", mass: "many files", change: "change" };
  var rows = [], shown = [], query = "", selected = -1, newestFirst = true, rowHeight = 30;
  var box, list, inner, count, chart, from, to, detail, problem, onQuery, searching = 0;

  var make = archaeoBase.make, drawn = archaeoBase.drawn, number = archaeoBase.number;

  function kindOf(row) {
    var order = ["event", "release", "silence", "machine", "mass"];
    for (var i = 0; i < order.length; i++) if (row.kinds.indexOf(order[i]) >= 0) return order[i];
    return row.kinds.indexOf("change") >= 0 ? "change" : "entry";
  }

  function build(place, known, changed) {
    rows = known;
    onQuery = changed;
    box = place;
    box.hidden = false;
    problem = make("p", { "class": "problem", role: "alert" });
    count = make("p", { "class": "count", role: "status", "aria-live": "polite" });
    var link = archaeoBase.copier("copy link", function () { return location.href; }, problem);
    var command = archaeoBase.copier("copy as command", function () { return "archaeo timeline repo.git " + archaeoBase.quoted(query); }, problem);
    var order = make("button", { type: "button", "class": "small", "aria-pressed": "true" }, "newest first");
    order.addEventListener("click", function () {
      newestFirst = !newestFirst;
      order.setAttribute("aria-pressed", String(newestFirst));
      order.textContent = newestFirst ? "newest first" : "oldest first";
      selected = -1;
      filter();
    });
    chart = drawn("svg", { "class": "brush", width: "100%", height: 64, "aria-hidden": "true", focusable: "false" });
    from = make("input", { type: "range", id: "from", min: 0, value: 0 });
    to = make("input", { type: "range", id: "to", min: 0 });
    [from, to].forEach(function (range) { range.addEventListener("change", ranged); });
    var period = make("div", { "class": "period" },
      make("label", { "for": "from" }, "from "), from, make("label", { "for": "to" }, "to "), to);
    inner = make("div", { "class": "inner" });
    list = make("div", { "class": "rows", tabindex: 0, role: "listbox", "aria-label": "Changes, entries, releases, events" }, inner);
    detail = make("div", { "class": "detail", tabindex: -1, "aria-live": "polite" });
    box.append(make("div", { "class": "bar" }, count, make("span", { "class": "tools" }, order, link, command)), problem,
      chart, period, make("div", { "class": "panes" }, list, detail));
    list.addEventListener("scroll", draw, { passive: true });
    list.addEventListener("keydown", keys);
    list.addEventListener("click", function (event) {
      var line = event.target.closest(".row");
      if (line) choose(Number(line.getAttribute("data-n")), true);
    });
    brush();
    window.addEventListener("resize", draw);
  }

  /* Months of the whole history, for the histogram and the two sliders. */
  var months = [];
  function monthOf(row) { return row.day.slice(0, 7); }

  function setMonths() {
    var first = monthOf(rows[0]), last = rows.reduce(function (a, row) { return row.day > a ? row.day : a; }, "").slice(0, 7);
    rows.forEach(function (row) { if (monthOf(row) < first) first = monthOf(row); });
    var year = +first.slice(0, 4), month = +first.slice(5), name = first;
    months = [];
    while (name <= last && months.length < 3000) {
      months.push(name);
      month += 1;
      if (month > 12) { month = 1; year += 1; }
      name = archaeoQuery.pad(year, 4) + "-" + archaeoQuery.pad(month, 2);
    }
    from.max = to.max = months.length - 1;
    to.value = months.length - 1;
  }

  function histogram() {
    var counts = {}, most = 1, width = 100 / Math.max(months.length, 1);
    shown.forEach(function (row) {
      var month = monthOf(row);
      counts[month] = (counts[month] || 0) + 1;
      if (counts[month] > most) most = counts[month];
    });
    chart.replaceChildren();
    months.forEach(function (month, i) {
      var height = counts[month] ? Math.max(2, 46 * counts[month] / most) : 0;
      if (height) chart.append(drawn("rect", { "class": "c0", x: i * width + "%", y: 48 - height, width: width * 0.85 + "%", height: height }));
      if (month.slice(5) === "01" && (months.length < 200 || +month.slice(0, 4) % 5 === 0)) {
        var label = drawn("text", { "class": "scale", x: i * width + "%", y: 61 });
        label.textContent = month.slice(0, 4);
        if (i * width < 96) chart.append(label);
      }
    });
  }

  function setPeriod(low, high) {
    var rest = query.replace(/(^|\s)-?(after|before|circa):\S*/gi, " ").replace(/\s+/g, " ").trim();
    if (low > 0) rest += " after:" + months[low];
    if (high < months.length - 1) rest += " before:" + months[high + 1];
    onQuery(rest.trim());
  }

  function ranged() {
    setPeriod(Math.min(+from.value, +to.value), Math.max(+from.value, +to.value));
  }

  /* Dragging over the histogram does what the two sliders do. */
  function brush() {
    var start = -1, mark = null;
    function at(event) {
      var frame = chart.getBoundingClientRect();
      return Math.max(0, Math.min(months.length - 1, Math.floor((event.clientX - frame.left) / frame.width * months.length)));
    }
    chart.addEventListener("pointerdown", function (event) {
      start = at(event);
      chart.setPointerCapture(event.pointerId);
      mark = drawn("rect", { "class": "period-mark", y: 0, height: 50 });
      chart.append(mark);
    });
    chart.addEventListener("pointermove", function (event) {
      if (start < 0) return;
      var low = Math.min(start, at(event)), high = Math.max(start, at(event)), width = 100 / months.length;
      mark.setAttribute("x", low * width + "%");
      mark.setAttribute("width", (high - low + 1) * width + "%");
    });
    chart.addEventListener("pointerup", function (event) {
      if (start < 0) return;
      var end = at(event), low = Math.min(start, end), high = Math.max(start, end);
      start = -1;
      if (mark) mark.remove();
      setPeriod(low, high);
    });
    chart.addEventListener("dblclick", function () { setPeriod(0, months.length - 1); });
  }

  /* Apply the query; words and paths are looked for again when all texts are unpacked. */
  function filter() {
    var terms, own = ++searching;
    try {
      terms = archaeoQuery.parse(query);
      problem.textContent = "";
    } catch (error) {
      if (!(error instanceof archaeoQuery.QueryError)) throw error;
      problem.textContent = error.message;
      return;
    }
    select(terms);
    var needs = terms.some(function (term) { return term.full; }) && !archaeoData.isComplete();
    if (needs) {
      archaeoData.all(function (done, total) {
        if (own === searching) count.textContent = number(shown.length) + " of " + number(rows.length) + ", reading texts " + done + "/" + total;
      }).then(function () { if (own === searching) select(terms); });
    }
  }

  function select(terms) {
    var kept = shown[selected];
    shown = terms.length ? rows.filter(function (row) { return archaeoQuery.matches(terms, row); }) : rows.slice();
    if (newestFirst) shown.reverse();
    selected = kept ? shown.indexOf(kept) : -1;
    count.textContent = number(shown.length) + " of " + number(rows.length);
    var low = 0, high = months.length - 1;
    terms.forEach(function (term) {
      if (term.negated || (term.key !== "after" && term.key !== "before")) return;
      var month = archaeoQuery.iso(archaeoQuery.period(term.value)[0]).slice(0, 7), place = months.indexOf(month);
      if (term.key === "after" && place >= 0) low = place;
      if (term.key === "before" && place > 0) high = place - 1;
    });
    from.value = low;
    to.value = high;
    histogram();
    list.scrollTop = selected >= 0 ? Math.max(0, selected * rowHeight - list.clientHeight / 2) : 0;
    draw();
  }

  function draw() {
    if (!box || box.offsetParent === null) return;
    var probe = inner.querySelector(".row");
    if (probe && probe.offsetHeight) rowHeight = probe.offsetHeight;
    inner.style.height = shown.length * rowHeight + "px";
    var first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 8);
    var last = Math.min(shown.length, first + Math.ceil((list.clientHeight || 600) / rowHeight) + 16);
    var lines = [];
    for (var i = first; i < last; i++) lines.push(line(i));
    inner.replaceChildren.apply(inner, lines);
    list.setAttribute("aria-activedescendant", selected >= first && selected < last ? "row-" + selected : "");
    if (!probe && lines.length && lines[0].offsetHeight && lines[0].offsetHeight !== rowHeight) draw();
  }

  function line(i) {
    var row = shown[i], kind = kindOf(row);
    var node = make("div", { "class": "row " + kind + (i === selected ? " chosen" : ""), id: "row-" + i, role: "option",
      "data-n": i, "aria-selected": String(i === selected), "aria-posinset": i + 1, "aria-setsize": shown.length },
      make("span", { "class": "when" }, row.day + " ", make("span", { "class": "time" }, row.time)),
      make("span", { "class": "sign " + kind, title: WORDS[kind], role: "img", "aria-label": WORDS[kind] }, GLYPHS[kind]),
      make("span", { "class": "by" }, make("bdi", {}, row.who)),
      make("span", { "class": "what" }, make("bdi", {}, row.subject)),
      make("span", { "class": "files" }, row.files && row.kinds.indexOf("change") >= 0 ? number(row.files) + " f" : ""));
    node.style.top = i * rowHeight + "px";
    return node;
  }

  function keys(event) {
    var moves = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 15, PageUp: -15 };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      if (selected >= 0) detail.focus();
    } else if (event.key === "g" || event.key === "Home") choose(0, false);
    else if (event.key === "G" || event.key === "End") choose(shown.length - 1, false);
    else if (event.key === "]" || event.key === "[") jump(event.key === "]" ? 1 : -1, "event");
    else if (event.key === "}" || event.key === "{") jump(event.key === "}" ? 1 : -1, "release");
    else if (moves[event.key]) choose(Math.max(0, Math.min(shown.length - 1, selected + moves[event.key])), false);
    else return;
    event.preventDefault();
  }

  function jump(step, kind) {
    for (var i = selected + step; i >= 0 && i < shown.length; i += step) {
      if (shown[i].kinds.indexOf(kind) >= 0) return choose(i, false);
    }
  }

  function choose(i, byPointer) {
    if (i < 0 || i >= shown.length) return;
    selected = i;
    if (!byPointer) {
      if (i * rowHeight < list.scrollTop) list.scrollTop = i * rowHeight;
      if ((i + 1) * rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = (i + 1) * rowHeight - list.clientHeight;
    }
    draw();
    open(shown[i]);
    archaeoPages.remember(query, shown[i].id);
  }

  function open(row) {
    archaeoData.full(row).then(function () {
      if (shown[selected] !== row) return;
      var parts = [];
      parts.push(make("h2", {}, make("bdi", {}, row.subject || row.id)));
      parts.push(make("p", { "class": "meta" }, row.day + " " + row.time + " · ",
        row.who ? anchor(row.who, 'who:"' + row.who + '"') : "nobody named", " · " + WORDS[kindOf(row)], row.branch ? " · " : "",
        row.branch ? anchor(row.branch, "branch:" + row.branch) : ""));
      if (row.tags.length) parts.push(make("p", { "class": "meta" }, "⚑ " + row.tags.join(", ")));
      parts.push(make("pre", { tabindex: 0 }, make("bdi", {}, row.text.length > 20000 ? row.text.slice(0, 20000) + "…" : row.text)));
      if (row.files) parts.push(files(row));
      parts.push(make("p", { "class": "meta" }, "told by " + row.source + " · ", anchor("the month around it", "circa:" + row.day), " · ",
        anchor("this day", "circa:" + row.day + " after:" + row.day + " before:" + next(row.date))));
      if (row.ref) {
        parts.push(make("p", { "class": "meta" }, "cite ", make("code", {}, row.id + " / git " + row.ref.slice(0, 12))));
        parts.push(make("p", { "class": "meta" }, make("code", {}, "git show " + row.ref.slice(0, 12))));
      }
      detail.replaceChildren.apply(detail, parts);
      detail.scrollTop = 0;
      archaeoDiff.of(row).then(function (diff) { if (diff && shown[selected] === row) detail.append(diff); });
    });
  }

  function next(date) {
    return archaeoQuery.iso((date + 1) * 864e5);
  }

  function anchor(text, to) {
    return make("a", { href: "#/timeline?q=" + encodeURIComponent(to) }, make("bdi", {}, text));
  }

  function files(row) {
    var words = { A: "added", M: "changed", D: "deleted", R: "replaced" };
    var items = make("ul", { "class": "paths" }), paths = row.paths.slice ? row.paths.slice(0, 200) : [];
    paths.forEach(function (path, i) {
      var action = row.actions[i] || "";
      items.append(make("li", {}, action ? make("abbr", { title: words[action] || action, "class": "a" + action }, action) : "", " ",
        anchor(path, 'path:"' + path + '"')));
    });
    if (row.files > paths.length) items.append(make("li", {}, "… and " + number(row.files - paths.length) + " more"));
    var title = row.kinds.indexOf("change") >= 0 ? " touched" : " named";
    return make("details", paths.length <= 12 ? { open: "" } : {}, make("summary", {}, number(row.files) + (row.files === 1 ? " file" : " files") + title), items);
  }

  /* Show the timeline with this query and, if it is there, this row. */
  function go(text, id) {
    query = text;
    if (!months.length && rows.length) setMonths();
    selected = -1;
    if (id) {
      filter();
      selected = shown.findIndex(function (row) { return row.id === id; });
      // a row that the query hides is shown among all
      if (selected < 0) { query = ""; filter(); selected = shown.findIndex(function (row) { return row.id === id; }); }
      if (selected >= 0) {
        list.scrollTop = Math.max(0, selected * rowHeight - list.clientHeight / 2);
        draw();
        open(shown[selected]);
        return query;
      }
    } else {
      detail.replaceChildren(make("p", { "class": "meta" }, "Choose a line: click it, or use the arrow keys in the list. ] and [ go to the next event, } and { to the next release."));
    }
    filter();
    return query;
  }

  return { build: build, go: go, focus: function () { list.focus(); } };
})();
