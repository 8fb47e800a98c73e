"use strict";
/* Two states of one's own choice: two days, tags or changes, file by file and person by person. */
var archaeoCompare = (function () {
  var base = archaeoBase, make = base.make, atlas = null, box, first, second, problem, shown, tags = {};
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
    languages(a, b);
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
