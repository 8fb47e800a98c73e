"use strict";
/* Two states of one's own choice: two days, tags or changes, file by file and person by person. */
var archaeoCompare = (function () {
  var base = archaeoBase, make = base.make, atlas = null, box, first, second, problem, shown, tags = {}, asked = 0;
  var MOST = 40;

  function build(place, found) {
    atlas = found;
    box = place;
    box.hidden = false;
    archaeoData.rows.forEach(function (row) { row.tags.forEach(function (tag) { if (!tags[tag] || row.kinds.indexOf("change") >= 0) tags[tag] = row; }); });
    var names = Object.keys(tags).sort(function (a, b) { return tags[a].place - tags[b].place; }), known = make("datalist", { id: "states" });
    names.slice(-500).forEach(function (name) { known.append(make("option", { value: name }, tags[name].day)); });
    first = make("input", { id: "state-a", list: "states", autocomplete: "off", spellcheck: "false", size: 16 });
    second = make("input", { id: "state-b", list: "states", autocomplete: "off", spellcheck: "false", size: 16 });
    problem = make("p", { "class": "problem", role: "alert" });
    shown = make("div");
    var form = make("form", { "class": "states" }, make("label", { "for": "state-a" }, "from "), first, " ", make("label", { "for": "state-b" }, "to "), second, " ",
      make("button", { type: "submit" }, "Compare"), " ", base.copier("copy link", function () { return location.href; }, problem));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      location.hash = base.address("compare", { a: first.value.trim(), b: second.value.trim() });
    });
    box.append(make("h2", {}, "Two states of your choice"), make("p", {}, "A day (2012-05-30, 2012-05, 2012), a tag, or a change (r1234)."), form, known, problem, shown);
  }

  function go(values) {
    var line = atlas.lineDays, a, b;
    first.value = values.a || usual(0);
    second.value = values.b || usual(1);
    problem.textContent = "";
    shown.replaceChildren();
    if (!line.length) return;
    try {
      a = state(first.value);
      b = state(second.value);
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      problem.textContent = error.message;
      return;
    }
    if (a.day > b.day || a.day === b.day && a.commit > b.commit) { var kept = a; a = b; b = kept; }
    show(a, b);
  }

  /* Without a wish: the last two tags, else the first and the last day. */
  function usual(which) {
    var names = Object.keys(tags).sort(function (one, other) { return tags[one].place - tags[other].place; });
    if (names.length > 1) return names[names.length - 2 + which];
    return atlas.lineDays[which ? atlas.lineDays.length - 1 : 0] || "";
  }

  function Unknown(message) { this.message = message; }

  function state(text) {
    var row = Object.prototype.hasOwnProperty.call(tags, text) ? tags[text] : archaeoData.rows.find(function (known) { return known.id === text; });
    if (row) {
      var commit = atlas.row.indexOf(row.place), isOn = commit >= 0 && atlas.flags[commit] & 1;
      return { name: text, day: row.day, commit: isOn ? commit : archaeoAtlas.on(row.day), isNear: !isOn };
    }
    var period = null;
    try { period = archaeoQuery.period(text); } catch (error) { if (!(error instanceof archaeoQuery.QueryError)) throw error; }
    if (!period) throw new Unknown("'" + text + "' is no day, tag or change; known tags: " + (Object.keys(tags).slice(-5).join(", ") || "none"));
    // a month or a year stands for its end
    var day = archaeoQuery.iso(period[1] - 864e5);
    return { name: text, day: day, commit: archaeoAtlas.on(day), isNear: false };
  }

  function show(a, b) {
    var came = [], went = [], changed = [], before = 0, after = 0;
    atlas.paths.forEach(function (path, i) {
      var was = archaeoAtlas.isThere(i, a.commit), is = archaeoAtlas.isThere(i, b.commit);
      before += was ? 1 : 0;
      after += is ? 1 : 0;
      if (is && !was) came.push(i);
      else if (was && !is) went.push(i);
      else if (is && touchedBetween(i, a.commit, b.commit)) changed.push(i);
    });
    var people = {}, changes = 0;
    atlas.flags.forEach(function (flags, commit) {
      var row = archaeoAtlas.rowOf(commit);
      if (!(flags & 2) || commit <= a.commit || commit > b.commit) return;
      changes += 1;
      var known = people[row.who] || (people[row.who] = { changes: 0, first: row.day, last: row.day });
      known.changes += 1;
      if (row.day < known.first) known.first = row.day;
      if (row.day > known.last) known.last = row.day;
    });
    var names = Object.keys(people).sort(function (one, other) { return people[other].changes - people[one].changes || (one < other ? -1 : 1); });
    var days = Math.round((Date.parse(b.day) - Date.parse(a.day)) / 864e5);
    var sentence = "From " + named(a) + " to " + named(b) + ": " + base.count(days, "day") + ", " + base.count(changes, "change") + " by " + base.count(names.filter(archaeoData.isPerson).length, "person", "people") + ". " +
      base.count(came.length, "file") + " came, " + base.number(changed.length) + " changed, " + base.number(went.length) + " went; " + base.number(before) + " files before, " + base.number(after) + " after.";
    shown.append(make("p", { role: "status" }, base.bdi(sentence), make("small", { "class": "degree counted" }, " counted: changes of the main line"), " ",
      base.link("all changes between", "timeline", { q: "after:" + next(a.day) + " before:" + next(b.day) })));
    if (a.isNear || b.isNear) shown.append(make("p", { "class": "hint" }, "What does not lie on the main line is taken by its day."));
    if (names.length) {
      shown.append(base.table("Who changed it", ["person", "changes", "first", "last"], names.slice(0, MOST).map(function (name) {
        return [base.link(name, "timeline", { q: 'who:"' + name + '" after:' + next(a.day) + " before:" + next(b.day) }), people[name].changes, people[name].first, people[name].last];
      }), names.length > MOST ? "the first " + MOST + " of " + base.number(names.length) : ""));
    }
    maps(a, b);
    languages(a, b);
    needed(a, b);
    [["Came", came], ["Went", went], ["Changed", changed]].forEach(function (part) {
      if (part[1].length) {
        shown.append(make("h3", {}, part[0] + " (" + base.number(part[1].length) + ")"), base.list(part[1].map(function (i) {
          return function () { return base.link(atlas.paths[i], "file", { path: atlas.paths[i] }); };
        }), MOST));
      }
    });
  }

  function touchedBetween(path, a, b) {
    var touched = atlas.touched[path], i;
    for (i = archaeoAtlas.upTo(touched, b); i >= 0 && touched[i] > a; i--) if (atlas.flags[touched[i]] & 1) return true;
    return false;
  }

  /* Both states as maps of one scale: what is gone in the first, what is new in the second, what is edited in both. */
  function maps(a, b) {
    var sides = [a, b].map(function (one) {
      var at = Math.max(0, archaeoAtlas.upTo(atlas.samples, one.day)), of = {}, total = 0, found = [];
      atlas.paths.forEach(function (path, i) {
        if (!archaeoAtlas.isThere(i, one.commit)) return;
        var sizes = atlas.sizes[i], lines = sizes[at], next;
        // a file that came after the day on which lines were counted is as long as at the next such day
        for (next = at + 1; lines < 0 && next < sizes.length; next++) lines = sizes[next];
        if (lines > 0) { found.push([i, lines]); total += lines; }
        of[i] = !archaeoAtlas.isThere(i, (one === a ? b : a).commit) ? 0 : touchedBetween(i, a.commit, b.commit) ? 1 : 2;
      });
      found.sort(function (x, y) { return y[1] - x[1] || (atlas.paths[x[0]] < atlas.paths[y[0]] ? -1 : 1); });
      return { at: at, of: of, total: total, found: found };
    });
    var most = Math.max(sides[0].total, sides[1].total), width = 470, pair = make("div", { "class": "pair" });
    if (!most) return;
    sides.forEach(function (side, number) {
      var one = number ? b : a, word = number ? "new since" : "gone by then", groups = [word, "changed between", "the same"];
      var high = Math.round(Math.max(40, 360 * side.total / most));
      var picture = base.drawn("svg", { "class": "chart treemap", width: "100%", height: high, role: "img", focusable: "false", "aria-label": "Files by lines: " + named(one) });
      archaeoMap.into(picture, atlas, side.found, { groups: groups, classes: [number ? "c2" : "c3", "c1", "c7"], of: side.of }, side.at, width, high);
      var legend = make("ul", { "class": "legend" });
      groups.forEach(function (name, i) {
        var swatch = base.drawn("svg", { "class": "chart treemap swatch-box", width: 13, height: 13, "aria-hidden": "true", focusable: "false" },
          base.drawn("rect", { "class": (i ? i === 1 ? "c1" : "c7" : number ? "c2" : "c3") + " leaf", width: 13, height: 13 }));
        legend.append(make("li", {}, swatch, name));
      });
      pair.append(make("figure", { "class": "treemap" }, make("figcaption", {}, make("b", {}, base.bdi(named(one))), " " + base.count(side.found.length, "file") + " of text, " + base.count(side.total, "line") + ". ",
        base.link("open this map", "map", { at: atlas.samples[side.at] })), make("div", { "class": "frame" }, picture), legend));
    });
    shown.append(make("h3", {}, "Side by side"), make("p", { "class": "hint" }, "Areas are lines, of one scale in both; as counted on " + atlas.samples[sides[0].at] + " and " + atlas.samples[sides[1].at] + "."), pair);
  }

  /* What came to be included, used and imported between the two states, and what no file names any more. */
  function needed(a, b) {
    var place = make("div"), mine = asked += 1;
    shown.append(place);
    base.block("needs").then(function (needs) {
      if (!needs || mine !== asked) return;
      if (!needs.ready) prepare(needs);
      var sides = [a, b].map(function (one) { return archaeoAtlas.upTo(needs.states, one.commit); });
      var days = sides.map(function (side) { return side < 0 ? "before all of them" : archaeoAtlas.rowOf(needs.states[side]).day; });
      place.append(make("h3", {}, "What it needs"));
      if (sides[0] === sides[1]) {
        place.append(make("p", { "class": "hint" }, "Include, use and import lines were read of no state between these two; the nearest is " + days[0] + "."));
        return;
      }
      var was = users(needs, sides[0]), is = users(needs, sides[1]), came = [], went = [], more = [0, 0];
      needs.names.forEach(function (name, i) {
        if (is[i] && !was[i]) came.push(i);
        else if (was[i] && !is[i]) went.push(i);
      });
      needs.path.forEach(function (path, i) {
        var before = at(needs.of[i], sides[0]), after = at(needs.of[i], sides[1]);
        Object.keys(after).forEach(function (name) { if (!before[name]) more[0] += 1; });
        Object.keys(before).forEach(function (name) { if (!after[name]) more[1] += 1; });
      });
      place.append(make("p", {}, base.count(came.length, "name") + " came and " + base.number(went.length) + " went among what files include, use and import; " +
        base.count(more[0], "such line") + " came and " + base.number(more[1]) + " went. ", make("small", { "class": "degree counted" }, "counted: names as written, as of " + days[0] + " and " + days[1])));
      [["Needed for the first time", came, is], ["Needed no more", went, was]].forEach(function (part) {
        part[1].sort(function (x, y) { return needs.own[x] - needs.own[y] || part[2][y].length - part[2][x].length || (needs.names[x] < needs.names[y] ? -1 : 1); });
        if (part[1].length) {
          place.append(base.table(part[0], ["name", "how", "where from", "files", "first of them"], part[1].slice(0, MOST).map(function (i) {
            var path = atlas.paths[part[2][i][0]];
            return [needs.names[i], needs.kinds[needs.kind[i]], needs.own[i] ? "the project" : "outside", part[2][i].length, base.link(path, "file", { path: path })];
          }), part[1].length > MOST ? "the first " + MOST + " of " + base.number(part[1].length) + ", those from outside first" : ""));
        }
      });
    });
  }

  function prepare(needs) {
    var path = 0, state = 0;
    needs.path = needs.path.map(function (step) { path += step; return path; });
    needs.states = needs.states.map(function (step) { state += step; return state; });
    needs.ready = true;
  }

  /* The names that a path needed at a state; `told` is state, number that came, these, number that went, these, ... */
  function at(told, state) {
    var now = {}, i = 0, end;
    while (i < told.length && told[i] <= state) {
      for (end = i + 2 + told[i + 1], i += 2; i < end; i++) now[told[i]] = true;
      for (end = i + 1 + told[i], i += 1; i < end; i++) delete now[told[i]];
    }
    return now;
  }

  /* For each name the places of the paths that needed it. */
  function users(needs, state) {
    var found = {};
    needs.path.forEach(function (path, i) {
      Object.keys(at(needs.of[i], state)).forEach(function (name) { (found[name] || (found[name] = [])).push(path); });
    });
    return found;
  }

  function languages(a, b) {
    var files = {}, at = [Math.max(0, archaeoAtlas.upTo(atlas.samples, a.day)), Math.max(0, archaeoAtlas.upTo(atlas.samples, b.day))];
    atlas.paths.forEach(function (path, i) {
      [a, b].forEach(function (one, side) {
        if (!archaeoAtlas.isThere(i, one.commit)) return;
        var name = archaeoAtlas.language(i), known = files[name] || (files[name] = [0, 0, 0, 0]);
        known[side] += 1;
        known[2 + side] += Math.max(0, atlas.sizes[i][at[side]]);
      });
    });
    var names = Object.keys(files).sort(function (one, other) { return files[other][3] - files[one][3] || files[other][1] - files[one][1] || (one < other ? -1 : 1); });
    if (!names.length) return;
    shown.append(base.table("Languages", ["language", "files before", "files after", "lines before", "lines after"], names.map(function (name) { return [name].concat(files[name]); }),
      "files on the day itself; lines as counted on " + atlas.samples[at[0]] + " and " + atlas.samples[at[1]]));
  }

  function named(one) {
    return one.name === one.day ? one.day : one.name + " (" + one.day + ")";
  }

  function next(day) {
    return archaeoQuery.iso(Date.parse(day) + 864e5);
  }

  return { build: build, go: go };
})();
