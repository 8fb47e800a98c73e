"use strict";
/* All paths that ever were: what was there on a day, how large it was, who touched it. See archaeo/analyzers/atlas.py. */
var archaeoAtlas = (function () {
  var atlas = null, rows = null;

  /* Gives a promise of the atlas, null where the page has none. */
  function open() {
    return archaeoBase.block("atlas").then(function (found) {
      if (found && !atlas) {
        rows = archaeoData.rows;
        prepare(found);
        atlas = found;
      }
      return atlas;
    });
  }

  function prepare(found) {
    var row = 0;
    found.place = {};
    found.paths.forEach(function (path, i) { found.place[path] = i; });
    found.row = found.row.map(function (step) { row += step; return row; });
    found.touched = found.at.map(function (steps) {
      var at = 0;
      return steps.map(function (step) { at += step; return at; });
    });
    // days of the main line never go back, whatever a clock said
    found.line = [];
    found.lineDays = [];
    found.flags.forEach(function (flags, i) {
      if (!(flags & 1)) return;
      var day = rows[found.row[i]].day, before = found.lineDays[found.lineDays.length - 1];
      found.line.push(i);
      found.lineDays.push(before && before > day ? before : day);
    });
    found.sizes = found.lines.map(function (changes) {
      var values = [], now = -1, next = 0, i;
      for (i = 0; i < found.samples.length; i++) {
        if (changes[next] === i) { now = changes[next + 1]; next += 2; }
        values.push(now);
      }
      return values;
    });
  }

  /* Place of the last value that is not above one, -1 for none; values rise. */
  function upTo(values, most) {
    var low = 0, high = values.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (values[middle] <= most) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /* Number of the last change of the main line on or before a day, -1 before all of them. */
  function on(day) {
    var place = upTo(atlas.lineDays, day);
    return place < 0 ? -1 : atlas.line[place];
  }

  /* Whether a path was there after a change of the main line. */
  function isThere(path, commit) {
    var touched = atlas.touched[path], i;
    for (i = upTo(touched, commit); i >= 0; i--) {
      if (atlas.flags[touched[i]] & 1) return atlas.act[path][i] !== "D";
    }
    return false;
  }

  function rowOf(commit) {
    return rows[atlas.row[commit]];
  }

  /* What is known of a path up to a change: times touched by people, by whom, when last. */
  function story(path, commit) {
    var touched = atlas.touched[path], end = upTo(touched, commit), by = {}, until = {}, times = 0, last = "", lastBy = "", most = "", i, row;
    for (i = 0; i <= end; i++) {
      if (!(atlas.flags[touched[i]] & 2)) continue;
      row = rowOf(touched[i]);
      times += 1;
      if (row.day >= last) { last = row.day; lastBy = row.who; }
      by[row.who] = (by[row.who] || 0) + 1;
      if (!until[row.who] || row.day > until[row.who]) until[row.who] = row.day;
      if (archaeoData.isPerson(row.who) && (!most || by[row.who] > by[most])) most = row.who;
    }
    if (!last && end >= 0) last = rowOf(touched[end]).day;
    return { times: times, by: by, until: until, most: most, last: last, lastBy: lastBy };
  }

  return {
    open: open, on: on, upTo: upTo, isThere: isThere, rowOf: rowOf, story: story,
    language: function (path) { return atlas.languages[atlas.language[path]] || "other files"; }
  };
})();
