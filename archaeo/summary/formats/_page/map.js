"use strict";
/* The map: files as areas on a day that a slider sets, coloured by what a switch says; a folder can be entered. Below it
   stands the same as a list of links, for the keyboard and for those who do not see it. */
var archaeoMap = (function () {
  var base = archaeoBase, make = base.make, drawn = base.drawn;
  var WIDTH = 960, HEIGHT = 460, MOST_LEAVES = 1200, MOST_GROUPS = 7, MOST_LISTED = 60;
  var AGES = [[31, "in the last month"], [366, "in the last year"], [731, "in the last two years"], [1827, "in the last five years"], [Infinity, "earlier"]];
  var TIMES = [[30, "30 times and more"], [10, "10 to 29 times"], [5, "5 to 9 times"], [2, "2 to 4 times"], [0, "once or never"]];
  var COLOURS = { language: "language", age: "last change", owner: "who changed it most", churn: "number of changes" };
  var atlas = null, box, picture, slider, day, colour, path, said, legend, hint, listed, state = { at: 0, by: "language", "in": "" }, wide = WIDTH;

  function build(place, found) {
    atlas = found;
    box = place;
    box.hidden = false;
    slider = make("input", { type: "range", id: "map-day", min: 0, max: atlas.samples.length - 1, step: 1 });
    day = make("output", { "for": "map-day", "class": "day" });
    colour = make("select", { id: "map-colour" });
    Object.keys(COLOURS).forEach(function (key) { colour.append(make("option", { value: key }, COLOURS[key])); });
    path = make("p", { "class": "path" });
    said = make("p", { "class": "said", role: "status" });
    hint = make("p", { "class": "hint", "aria-hidden": "true" });
    legend = make("ul", { "class": "legend" });
    picture = drawn("svg", { "class": "chart treemap", width: "100%", height: HEIGHT, role: "img", focusable: "false", "aria-label": "Files by lines" });
    listed = make("div");
    var problem = make("p", { "class": "problem" });
    box.append(
      make("div", { "class": "bar" },
        make("span", { "class": "period" }, make("label", { "for": "map-day" }, "as of "), slider, day),
        make("span", { "class": "tools" }, make("label", { "for": "map-colour" }, "colour: "), colour,
          base.copier("copy link", function () { return location.href; }, problem))),
      problem, path, said, make("div", { "class": "frame" }, picture), hint, legend, listed);
    slider.addEventListener("input", function () { change({ at: +slider.value }); });
    colour.addEventListener("change", function () { change({ by: colour.value }); });
    picture.addEventListener("pointermove", function (event) {
      var leaf = event.target.closest("[data-what]");
      hint.textContent = leaf ? leaf.getAttribute("data-what") : "";
    });
  }

  function change(values) {
    Object.keys(values).forEach(function (key) { state[key] = values[key]; });
    history.replaceState(null, "", base.address("map", named()));
    draw();
    box.setAttribute("data-shown", location.hash);
  }

  /* The state as the address has it: what is usual is not said. */
  function named() {
    return { at: state.at === atlas.samples.length - 1 ? "" : atlas.samples[state.at], by: state.by === "language" ? "" : state.by, "in": state["in"] };
  }

  function go(values) {
    var at = values.at ? archaeoAtlas.upTo(atlas.samples, values.at) : atlas.samples.length - 1;
    state = { at: Math.max(at, 0), by: COLOURS[values.by] ? values.by : "language", "in": values["in"] || "" };
    if (state["in"] && state["in"].slice(-1) !== "/") state["in"] += "/";
    draw();
  }

  /* The files of the folder on the day: [place, lines], largest first. */
  function files() {
    var inside = state["in"], found = [];
    atlas.sizes.forEach(function (sizes, i) {
      if (sizes[state.at] >= 0 && atlas.paths[i].slice(0, inside.length) === inside) found.push([i, sizes[state.at]]);
    });
    return found.sort(function (a, b) { return b[1] - a[1] || (atlas.paths[a[0]] < atlas.paths[b[0]] ? -1 : 1); });
  }

  function days(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / 864e5);
  }

  /* Give the groups of the legend, and for each file its place among them. */
  function grouped(found, commit) {
    var today = atlas.samples[state.at], groups = [], classes = [], lines = {}, of = {};
    if (state.by === "age" || state.by === "churn") {
      var steps = state.by === "age" ? AGES : TIMES;
      found.forEach(function (one) {
        var story = archaeoAtlas.story(one[0], commit), value = state.by === "age" ? days(story.last, today) : story.times;
        of[one[0]] = steps.findIndex(function (step) { return state.by === "age" ? value < step[0] : value >= step[0]; });
      });
      groups = steps.map(function (step) { return step[1]; });
      classes = ["s5", "s4", "s3", "s2", "s1"];
      return { groups: groups, classes: classes, of: of };
    }
    var named = {};
    found.forEach(function (one) {
      var name = state.by === "owner" ? archaeoAtlas.story(one[0], commit).most || "nobody" : archaeoAtlas.language(one[0]);
      named[one[0]] = name;
      lines[name] = (lines[name] || 0) + one[1];
    });
    groups = Object.keys(lines).sort(function (a, b) { return lines[b] - lines[a] || (a < b ? -1 : 1); });
    var kept = groups.length > MOST_GROUPS + 1 ? groups.slice(0, MOST_GROUPS).concat(["others"]) : groups;
    found.forEach(function (one) {
      var at = kept.indexOf(named[one[0]]);
      of[one[0]] = at < 0 ? kept.length - 1 : at;
    });
    return { groups: kept, classes: kept.map(function (name, i) { return "c" + i % 8; }), of: of };
  }

  function draw() {
    var found = files(), commit = archaeoAtlas.on(atlas.samples[state.at]), colours = grouped(found, commit);
    var text = found.filter(function (one) { return one[1] > 0; }), lines = text.reduce(function (sum, one) { return sum + one[1]; }, 0);
    slider.value = state.at;
    slider.setAttribute("aria-valuetext", atlas.samples[state.at]);
    day.textContent = atlas.samples[state.at];
    colour.value = state.by;
    trail();
    said.textContent = base.count(found.length, "file") + ", " + base.count(lines, "line") + " on " + atlas.samples[state.at] + (text.length > MOST_LEAVES ? "; the " + base.number(MOST_LEAVES) + " largest are drawn one by one, the others of a folder as one" : "") + "." + (state["in"] ? makers(found, commit) : "");
    legend.replaceChildren();
    colours.groups.forEach(function (name, i) {
      var swatch = drawn("svg", { "class": "chart treemap swatch-box", width: 13, height: 13, "aria-hidden": "true", focusable: "false" }, drawn("rect", { "class": colours.classes[i] + " leaf", width: 13, height: 13 }));
      legend.append(make("li", {}, swatch, base.bdi(name)));
    });
    picture.replaceChildren();
    fill(tree(text), state["in"], [0, 0, WIDTH, HEIGHT], colours, commit, 0);
    list(found, commit);
  }

  /* Who made the folder: when the first of its files came and by whom, who changed them most, who was last. */
  function makers(found, commit) {
    var seen = {}, all = [], by = {}, until = {}, most = "", first, end, i;
    found.forEach(function (one) {
      var touched = atlas.touched[one[0]], last = archaeoAtlas.upTo(touched, commit);
      for (i = 0; i <= last; i++) {
        if (!seen[touched[i]] && atlas.flags[touched[i]] & 2) { seen[touched[i]] = true; all.push(archaeoAtlas.rowOf(touched[i])); }
      }
    });
    if (!all.length) return "";
    first = end = all[0];
    all.forEach(function (row) {
      if (row.day < first.day) first = row;
      if (row.day > end.day) end = row;
      if (!archaeoData.isPerson(row.who)) return;
      by[row.who] = (by[row.who] || 0) + 1;
      if (!until[row.who] || row.day > until[row.who]) until[row.who] = row.day;
    });
    Object.keys(by).forEach(function (who) { if (!most || by[who] > by[most] || (by[who] === by[most] && who < most)) most = who; });
    return " The first of it came on " + first.day + " by " + first.who + "; " + (most ? most + " made " + by[most] + " of " + base.count(all.length, "change") + " under these paths, until " + until[most] + "; " : "") +
      "the last was by " + end.who + " on " + end.day + ".";
  }

  /* The way to the folder, each step a link. */
  function trail() {
    var parts = state["in"].split("/").filter(Boolean), way = "", values = named();
    path.replaceChildren(link("all files", ""));
    parts.forEach(function (part) {
      way += part + "/";
      path.append(" / ", link(part, way));
    });
    function link(text, inside) {
      values["in"] = inside;
      return base.link(text, "map", values);
    }
  }

  function tree(found) {
    var root = { size: 0, folders: {}, leaves: [], rest: 0, few: 0 }, skip = state["in"].length;
    found.forEach(function (one, rank) {
      var here = root, parts = atlas.paths[one[0]].slice(skip).split("/"), i;
      here.size += one[1];
      for (i = 0; i < parts.length - 1; i++) {
        if (!Object.prototype.hasOwnProperty.call(here.folders, parts[i])) here.folders[parts[i]] = { size: 0, folders: {}, leaves: [], rest: 0, few: 0 };
        here = here.folders[parts[i]];
        here.size += one[1];
      }
      if (rank < MOST_LEAVES) here.leaves.push(one);
      else { here.rest += one[1]; here.few += 1; }
    });
    return root;
  }

  /* Draws files ([place, lines], largest first) on one of the days into a picture of another view, `wide` and `high`. */
  function into(other, found, colours, at, width, high) {
    var kept = [picture, state, wide];
    picture = other;
    state = { at: at, by: "language", "in": "" };
    wide = width;
    fill(tree(found), "", [0, 0, width, high], colours, -1, 0);
    picture = kept[0];
    state = kept[1];
    wide = kept[2];
  }

  function place(x, y, width, height) {
    return { x: round(100 * x / wide) + "%", y: round(y), width: round(100 * Math.max(width, 0) / wide) + "%", height: round(Math.max(height, 0)) };
  }

  function round(value) {
    return Math.round(value * 1000) / 1000;
  }

  function fill(folder, inside, frame, colours, commit, depth) {
    var items = Object.keys(folder.folders).map(function (name) { return { size: folder.folders[name].size, name: name, folder: folder.folders[name] }; });
    folder.leaves.forEach(function (one) { items.push({ size: one[1], name: atlas.paths[one[0]].split("/").pop(), leaf: one[0] }); });
    if (folder.rest) items.push({ size: folder.rest, name: base.number(folder.few) + " smaller", rest: true });
    items.sort(function (a, b) { return b.size - a.size || (a.name < b.name ? -1 : 1); });
    squarified(items.map(function (item) { return item.size; }), frame).forEach(function (spot, i) {
      var item = items[i], x = spot[0], y = spot[1], width = spot[2], height = spot[3], attributes;
      if (item.folder) {
        var head = height > 44 && width > 50 && depth < 3 ? 14 : 0, way = inside + item.name + "/", values = named();
        fill(item.folder, way, [x, y + head, width, height - head], colours, commit, depth + 1);
        if (head) picture.append(label(item.name + "/", "folder", x, y, width, head));
        attributes = place(x, y, width, height);
        attributes["class"] = "frame d" + Math.min(depth, 3);
        picture.append(drawn("rect", attributes));
        if (head) {
          values["in"] = way;
          attributes = place(x, y, width, head);
          attributes["class"] = "head";
          attributes["data-to"] = base.address("map", values).slice(1);
          attributes["data-what"] = way + ": " + base.count(item.size, "line");
          picture.append(drawn("rect", attributes));
        }
        return;
      }
      attributes = place(x, y, width, height);
      if (item.rest) {
        attributes["class"] = "leaf rest";
        attributes["data-what"] = inside + ": " + item.name + " files with " + base.count(item.size, "line");
      } else {
        attributes["class"] = colours.classes[colours.of[item.leaf]] + " leaf";
        attributes["data-what"] = atlas.paths[item.leaf] + ": " + base.count(item.size, "line") + ", " + colours.groups[colours.of[item.leaf]];
        attributes["data-to"] = base.address("file", { path: atlas.paths[item.leaf] }).slice(1);
      }
      picture.append(drawn("rect", attributes));
      if (width > 70 && height > 16) picture.append(label(item.name, "leaf", x, y, width, height));
    });
  }

  function label(text, kind, x, y, width, height) {
    var node = drawn("text", { "class": "label " + kind, x: 4, y: 11 });
    node.textContent = text;
    return drawn("svg", place(x, y, width, height), node);
  }

  /* A box for each size, sizes falling, as near to squares as they come; as in archaeo/summary/charts/treemap.py. */
  function squarified(sizes, frame) {
    var x = frame[0], y = frame[1], width = frame[2], height = frame[3], start = 0, boxes = [];
    var total = sizes.reduce(function (sum, size) { return sum + size; }, 0);
    if (!total || width <= 0 || height <= 0) return sizes.map(function () { return [x, y, 0, 0]; });
    var scale = width * height / total, areas = sizes.map(function (size) { return size * scale; });
    function worst(first, last, sum, side) {
      return Math.max(side * side * first / (sum * sum), sum * sum / (side * side * Math.max(last, 1e-12)));
    }
    while (start < areas.length) {
      var side = Math.max(Math.min(width, height), 1e-9), end = start + 1, row = areas[start];
      while (end < areas.length && worst(areas[start], areas[end - 1], row, side) >= worst(areas[start], areas[end], row + areas[end], side)) {
        row += areas[end];
        end += 1;
      }
      var thick = row / side, at = 0;
      for (; start < end; start++) {
        var long = thick ? areas[start] / thick : 0;
        boxes.push(width >= height ? [x, y + at, thick, long] : [x + at, y, long, thick]);
        at += long;
      }
      if (width >= height) { x += thick; width = Math.max(width - thick, 0); }
      else { y += thick; height = Math.max(height - thick, 0); }
    }
    return boxes;
  }

  /* What the picture shows as links: the folders here, then the largest files. */
  function list(found, commit) {
    var folders = {}, inside = state["in"].length, values = named(), own = [];
    found.forEach(function (one) {
      var rest = atlas.paths[one[0]].slice(inside), cut = rest.indexOf("/");
      if (cut < 0) { own.push(one); return; }
      var name = rest.slice(0, cut + 1), known = folders[name] || (folders[name] = [0, 0]);
      known[0] += 1;
      known[1] += one[1];
    });
    listed.replaceChildren();
    var names = Object.keys(folders).sort(function (a, b) { return folders[b][1] - folders[a][1] || (a < b ? -1 : 1); });
    if (names.length) {
      listed.append(base.table("Folders here", ["folder", "files", "lines"], names.slice(0, MOST_LISTED).map(function (name) {
        values["in"] = state["in"] + name;
        return [base.link(name, "map", values), folders[name][0], folders[name][1]];
      }), names.length > MOST_LISTED ? "the " + MOST_LISTED + " largest of " + base.number(names.length) : ""));
    }
    if (own.length) {
      listed.append(base.table("Files here", ["file", "lines", "language", "last change", "changes", "mostly by"], own.slice(0, MOST_LISTED).map(function (one) {
        var story = archaeoAtlas.story(one[0], commit);
        return [base.link(atlas.paths[one[0]].slice(inside), "file", { path: atlas.paths[one[0]] }), one[1], archaeoAtlas.language(one[0]), story.last, story.times, story.most];
      }), own.length > MOST_LISTED ? "the " + MOST_LISTED + " largest of " + base.number(own.length) : ""));
    }
  }

  return { build: build, go: go, into: function (other, all, found, colours, at, width, high) { atlas = all; into(other, found, colours, at, width, high); } };
})();
