"use strict";
/* The page of one file: how long it was, who changed it, what it uses and what uses it, what changed with it. */
var archaeoFile = (function () {
  var base = archaeoBase, make = base.make, drawn = base.drawn, atlas = null, box, shown, heading;
  var WORDS = { A: "added", M: "changed", D: "deleted", R: "replaced" }, MOST_TOGETHER = 10, LEAST_TOGETHER = 3, MOST_FILES = 30;

  function build(place, found) {
    atlas = found;
    box = place;
    heading = document.getElementById("t-file");
    shown = make("div");
    box.append(archaeoGraph.finder("find-file", "another file", atlas.paths, function (path) { location.hash = base.address("file", { path: path }); }), shown);
  }

  function go(path) {
    var place = Object.prototype.hasOwnProperty.call(atlas.place, path) ? atlas.place[path] : -1;
    heading.replaceChildren(base.bdi(path || "File"));
    if (place < 0) {
      shown.replaceChildren(make("p", { "class": path ? "problem" : "" }, path ? "No file of this name was ever on the main line." : "Type a part of its name."));
      return;
    }
    var parts = [opening(place, path), sizes(place), people(place), edges(path), together(place), past(place, path)];
    shown.replaceChildren.apply(shown, parts.filter(Boolean));
  }

  function opening(place, path) {
    var touched = atlas.touched[place], act = atlas.act[place], there = atlas.sizes[place][atlas.samples.length - 1] >= 0;
    var sentences = [], story = archaeoAtlas.story(place, Infinity), from = atlas.from[place], lines = atlas.sizes[place][atlas.samples.length - 1];
    var folder = path.indexOf("/") >= 0 ? path.slice(0, path.lastIndexOf("/") + 1) : "";
    if (touched.length) {
      var first = archaeoAtlas.rowOf(touched[0]), last = archaeoAtlas.rowOf(touched[touched.length - 1]);
      sentences.push("It came on " + first.day + " by " + first.who + (from && from[0] >= 0 ? ", from " + atlas.paths[from[0]] : "") + ". ");
      if (there) sentences.push("It was there at the end" + (lines > 0 ? " with " + base.count(lines, "line") : "") + ", last touched on " + story.last + (story.lastBy ? " by " + story.lastBy : "") + ". ");
      else sentences.push((act.slice(-1) === "D" ? "It went on " : "It was last seen on ") + last.day + ". ");
      if (story.most) sentences.push(story.most + " changed it most: " + base.count(story.by[story.most], "time") + ", until " + story.until[story.most] + ". ");
      sentences.push(base.count(story.times, "change") + " by " + base.count(Object.keys(story.by).filter(archaeoData.isPerson).length, "person", "people") + ". ");
    }
    var nodes = make("p", {}, base.bdi(sentences.join("")), make("small", { "class": "degree counted" }, "counted: changes of this path"));
    var ways = make("p", { "class": "links" }, make("b", {}, "Go on: "), base.link(folder || "all files", "map", { "in": folder }), " · ",
      base.link("its changes in the timeline", "timeline", { q: 'path:"' + path + '"' }));
    if (from && from[0] >= 0) ways.append(" · ", base.link(atlas.paths[from[0]], "file", { path: atlas.paths[from[0]] }));
    return make("div", {}, nodes, ways);
  }

  /* Bars of its length at the days that were counted. */
  function sizes(place) {
    var values = atlas.sizes[place], top = Math.max.apply(null, values), step = 100 / values.length;
    if (top <= 0 || values.length < 2) return null;
    var svg = drawn("svg", { "class": "chart series", width: "100%", height: 78, role: "img", focusable: "false", "aria-label": "Lines over time" });
    var written = -100;
    values.forEach(function (value, i) {
      if (value > 0) svg.append(drawn("rect", { "class": "c0", x: i * step + "%", y: 60 - 56 * value / top, width: step * 0.85 + "%", height: 56 * value / top }));
      var year = atlas.samples[i].slice(0, 4);
      if ((i === 0 || year !== atlas.samples[i - 1].slice(0, 4)) && i * step >= written + 8) {
        written = i * step;
        var label = drawn("text", { "class": "scale", x: i * step + "%", y: 74 });
        label.textContent = year;
        svg.append(label);
      }
    });
    var rows = values.map(function (value, i) { return [atlas.samples[i], value < 0 ? "not there" : value]; });
    return make("figure", { "class": "series" }, make("figcaption", {}, make("b", {}, "Lines over time"), " at most " + base.count(top, "line") + " on the days that were counted."),
      make("div", { "class": "frame" }, svg), make("details", {}, make("summary", {}, "The numbers"), base.table("Lines over time", ["day", "lines"], rows)));
  }

  function people(place) {
    var by = archaeoAtlas.story(place, Infinity).by, left = atlas.left[place] || [], lines = {}, i;
    for (i = 0; i < left.length; i += 2) lines[atlas.people[left[i]]] = left[i + 1];
    var names = Object.keys(by).concat(Object.keys(lines).filter(function (name) { return !by[name]; }));
    names.sort(function (a, b) { return (by[b] || 0) - (by[a] || 0) || (a < b ? -1 : 1); });
    if (!names.length) return null;
    return base.table("Who", ["person", "changes", "lines that are left"], names.map(function (name) {
      return [base.link(name, "timeline", { q: 'who:"' + name + '" path:"' + atlas.paths[place] + '"' }), by[name] || 0, lines[name] || 0];
    }), left.length ? "of the lines, those of the five with most" : "");
  }

  function edges(path) {
    var node = make("div");
    archaeoGraph.open().then(function (graph) {
      var found = graph && archaeoGraph.ego(path, "file");
      if (found) node.append(make("h2", {}, "What depends on it"), found);
    });
    return node;
  }

  /* Files that changed in the same changes, as on the page of hotspots: three times at least, in changes of few files. */
  function together(place) {
    var mine = {}, number = 0, sizes = {}, counts = {};
    atlas.touched[place].forEach(function (commit) { if (atlas.flags[commit] & 2) { mine[commit] = true; number += 1; } });
    if (number < LEAST_TOGETHER) return null;
    atlas.touched.forEach(function (touched) { touched.forEach(function (commit) { if (mine[commit]) sizes[commit] = (sizes[commit] || 0) + 1; }); });
    atlas.touched.forEach(function (touched, other) {
      if (other === place) return;
      touched.forEach(function (commit) { if (mine[commit] && sizes[commit] <= MOST_FILES) counts[other] = (counts[other] || 0) + 1; });
    });
    var found = Object.keys(counts).filter(function (other) { return counts[other] >= LEAST_TOGETHER; });
    found.sort(function (a, b) { return counts[b] - counts[a] || a - b; });
    if (!found.length) return null;
    return base.table("Changed together with it", ["file", "times"], found.slice(0, MOST_TOGETHER).map(function (other) {
      return [base.link(atlas.paths[other], "file", { path: atlas.paths[other] }), counts[other]];
    }), "at least " + LEAST_TOGETHER + " times, in changes of at most " + MOST_FILES + " files");
  }

  function past(place, path) {
    var touched = atlas.touched[place];
    if (!touched.length) return null;
    var items = touched.map(function (commit, i) {
      return function () {
        var row = archaeoAtlas.rowOf(commit), action = atlas.act[place][i];
        return make("span", { "class": "past" }, make("abbr", { title: WORDS[action] || action, "class": "a" + action }, action), " ", row.day, " ",
          base.bdi(row.who), " ", base.link(row.subject || row.id, "timeline", { q: 'path:"' + path + '"', sel: row.id }),
          atlas.flags[commit] & 1 ? "" : make("small", {}, " on a side branch"),
          atlas.flags[commit] & 2 ? "" : make("small", {}, " not counted: a merge, or a tool's"));
      };
    }).reverse();
    return make("div", {}, make("h2", {}, "Its history"), base.list(items, 40));
  }

  return { build: build, go: go };
})();
