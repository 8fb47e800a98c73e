"use strict";
/* Who uses whom: one file in the middle, found by a part of its name. */
var archaeoGraph = (function () {
  var base = archaeoBase, make = base.make, drawn = base.drawn, graph = null, box, shown, MOST_SIDE = 18, MOST_HITS = 40;

  /* Gives a promise of the graph, null where the page has none. */
  function open() {
    return base.block("edges").then(function (found) {
      if (found && !graph) {
        prepare(found);
        graph = found;
      }
      return graph;
    });
  }

  function prepare(found) {
    var user = 0, outside = {};
    found.place = Object.create(null);
    found.outside.forEach(function (place) { outside[place] = true; });
    found.isOutside = outside;
    found.names.forEach(function (name, i) { if (!outside[i]) found.place[name] = i; });
    found.uses = found.names.map(function () { return []; });
    found.usedBy = found.names.map(function () { return []; });
    found.users.forEach(function (step, i) {
      user += step;
      found.uses[user].push([found.used[i], found.kind[i]]);
      found.usedBy[found.used[i]].push([user, found.kind[i]]);
    });
  }

  function build(place) {
    box = place;
    box.hidden = false;
    shown = make("div");
    box.append(make("h2", {}, "One file in the middle"),
      finder("graph-file", "a file or what it wants from outside", graph.names, function (name) { location.hash = base.address("dependencies", { file: name }); }), shown);
  }

  function go(name) {
    var first = name;
    if (!first) {
      var most = 0;
      graph.usedBy.forEach(function (users, i) { if (!graph.isOutside[i] && users.length > graph.usedBy[most].length || graph.isOutside[most]) most = i; });
      first = graph.names[most];
    }
    shown.replaceChildren(ego(first, "dependencies") || make("p", { "class": "problem" }, "Nothing is known of what '" + first + "' uses, or what uses it."));
  }

  /* The neighbours on one side, each once, with the ways it is joined. */
  function side(joined) {
    var ways = {}, order = [];
    joined.forEach(function (one) {
      if (!ways[one[0]]) { ways[one[0]] = []; order.push(one[0]); }
      if (ways[one[0]].indexOf(graph.kinds[one[1]]) < 0) ways[one[0]].push(graph.kinds[one[1]]);
    });
    order.sort(function (a, b) { return (graph.isOutside[a] ? 1 : 0) - (graph.isOutside[b] ? 1 : 0) || (graph.names[a] < graph.names[b] ? -1 : 1); });
    return order.map(function (place) { return { name: graph.names[place], outside: graph.isOutside[place], ways: ways[place].join(", ") }; });
  }

  function placeOf(name) {
    return name in graph.place ? graph.place[name] : graph.names.indexOf(name);
  }

  /* Picture and lists for a file; null where the graph does not have it. `where` is the view that names lead to. */
  function ego(name, where) {
    var place = placeOf(name);
    if (place < 0) return null;
    var users = side(graph.usedBy[place]), uses = side(graph.uses[place]);
    var sentence = name + " is used by " + base.count(users.length, "file") + " and uses " + base.count(uses.filter(function (one) { return !one.outside; }).length, "file") + " and " + base.count(uses.filter(function (one) { return one.outside; }).length, "thing") + " from outside.";
    function target(one) {
      return where === "file" && !one.outside ? base.address("file", { path: one.name }) : base.address("dependencies", { file: one.name });
    }
    function links(title, found) {
      if (!found.length) return null;
      return make("div", {}, make("h3", {}, title), base.list(found.map(function (one) {
        return function () { return make("span", {}, make("a", { href: target(one) }, base.bdi(one.outside ? "<" + one.name + ">" : one.name)), make("small", {}, " " + one.ways)); };
      }), MOST_SIDE));
    }
    return make("div", { "class": "ego" }, make("p", { role: "status" }, base.bdi(sentence)),
      make("div", { "class": "frame" }, picture(name, sentence, users, uses, target)),
      make("div", { "class": "sides" }, links("Used by", users), links("Uses", uses)));
  }

  function picture(name, sentence, users, uses, target) {
    var left = users.slice(0, MOST_SIDE), right = uses.slice(0, MOST_SIDE), lines = Math.max(left.length, right.length, 1);
    var height = 20 + lines * 18, middle = height / 2, parts = [];
    function text(one, attributes) {
      attributes["class"] = "label" + (one.outside ? " outside" : "");
      attributes["data-to"] = target(one).slice(1);
      var node = drawn("text", attributes);
      node.textContent = one.outside ? "<" + one.name + ">" : one.name;
      return node;
    }
    left.forEach(function (one, i) {
      var y = 20 + (i + (lines - left.length) / 2) * 18;
      parts.push(drawn("line", { "class": "edge", x1: "36%", x2: "40%", y1: y - 4, y2: middle }));
      parts.push(drawn("svg", { x: 0, y: y - 14, width: "36%", height: 18 }, text(one, { x: "99%", y: 13, "text-anchor": "end" })));
    });
    right.forEach(function (one, i) {
      var y = 20 + (i + (lines - right.length) / 2) * 18;
      parts.push(drawn("line", { "class": "edge", x1: "60%", x2: "64%", y1: middle, y2: y - 4 }));
      parts.push(drawn("svg", { x: "64%", y: y - 14, width: "36%", height: 18 }, text(one, { x: 4, y: 13 })));
    });
    parts.push(drawn("rect", { "class": "box", x: "40%", y: middle - 16, width: "20%", height: 32, rx: 3 }));
    var own = drawn("text", { "class": "label", x: "50%", y: 20, "text-anchor": "middle" });
    own.textContent = name.split("/").pop();
    parts.push(drawn("svg", { x: "40%", y: middle - 16, width: "20%", height: 32 }, own));
    var svg = drawn("svg", { "class": "chart ego", width: "100%", height: height, role: "img", "aria-label": sentence, focusable: "false" });
    svg.append.apply(svg, parts);
    return svg;
  }

  /* A box to type part of a name into, and the names that have it, as buttons. */
  function finder(id, title, names, chosen) {
    var input = make("input", { type: "search", id: id, autocomplete: "off", spellcheck: "false" }), hits = make("ul", { "class": "hits" });
    var said = make("p", { "class": "count", role: "status" });
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase(), found = [], total = 0, i;
      hits.replaceChildren();
      said.textContent = "";
      if (!wanted) return;
      for (i = 0; i < names.length; i++) {
        if (names[i].toLowerCase().indexOf(wanted) < 0) continue;
        total += 1;
        if (found.length < MOST_HITS) found.push(names[i]);
      }
      said.textContent = total > found.length ? "the first " + found.length + " of " + base.number(total) : base.count(total, "name");
      found.forEach(function (name) {
        var button = make("button", { type: "button", "class": "hit" }, base.bdi(name));
        button.addEventListener("click", function () {
          hits.replaceChildren();
          said.textContent = "";
          input.value = "";
          chosen(name);
        });
        hits.append(make("li", {}, button));
      });
    });
    return make("div", { "class": "finder" }, make("label", { "for": id }, "Find " + title + " "), input, said, hits);
  }

  return { open: open, build: build, go: go, ego: ego, finder: finder };
})();
