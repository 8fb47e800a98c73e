"use strict";
/* The rows of the timeline: light columns first, full texts shard by shard when they are asked for. */
var archaeoData = (function () {
  var rows = [], blocks = [], loaded = [], shardSize = 1000, names = { people: [], branches: [], sources: [] };

  function day(number) {
    return new Date(number * 864e5).toISOString().slice(0, 10);
  }

  function clock(minutes) {
    return minutes < 0 ? "" : archaeoQuery.pad(Math.floor(minutes / 60), 2) + ":" + archaeoQuery.pad(minutes % 60, 2);
  }

  /* Until its shard is there a row knows how many paths it has, not which. */
  function counted(number) {
    return { length: number, some: function () { return false; }, join: function () { return ""; } };
  }

  function start() {
    var element = document.getElementById("light");
    archaeoBase.parsed().then(function () { blocks = Array.prototype.slice.call(document.querySelectorAll("script.shard")); });
    return archaeoBase.unpack(element).then(function (light) {
      var kindsOf = {}, days = {}, date = 0, i, mask;
      shardSize = light.shard;
      names = light;
      for (i = 0; i < light.count; i++) {
        date += light.day[i];
        mask = light.kind[i];
        if (!kindsOf[mask]) {
          kindsOf[mask] = archaeoQuery.KINDS.filter(function (kind, bit) { return mask & (1 << bit); });
        }
        if (!days[date]) days[date] = day(date);
        rows.push({
          place: i, id: light.id[i], kinds: kindsOf[mask], day: days[date], date: date, time: clock(light.time[i]),
          who: light.people[light.who[i]], branch: light.branches[light.branch[i]], source: light.sources[light.source[i]],
          subject: light.subject[i], text: light.subject[i], files: light.files[i], paths: counted(light.files[i]),
          actions: "", ref: "", tags: light.tags[i] || [], lower: undefined, full: false
        });
      }
      return rows;
    });
  }

  /* Fills in the texts of a shard; gives a promise. */
  function shard(number) {
    if (!loaded[number]) {
      loaded[number] = archaeoBase.parsed().then(function () { return archaeoBase.unpack(blocks[number]); }).then(function (full) {
        var from = number * shardSize;
        full.text.forEach(function (text, i) {
          var row = rows[from + i];
          row.text = text;
          row.paths = full.paths[i] ? full.paths[i].split("\n") : row.files ? counted(row.files) : [];
          row.actions = full.actions[i];
          row.ref = full.ref[i];
          row.lower = undefined;
          row.full = true;
        });
        blocks[number].textContent = "";
      });
    }
    return loaded[number];
  }

  /* All shards, one after the other, so that the page stays awake between them. */
  function all(progress) {
    var next = 0;
    function step() {
      if (next >= blocks.length) return Promise.resolve();
      return shard(next).then(function () {
        next += 1;
        if (progress) progress(next, blocks.length);
        return new Promise(function (resolve) { setTimeout(resolve, 0); }).then(step);
      });
    }
    return archaeoBase.parsed().then(step);
  }

  return {
    start: start, all: all, rows: rows,
    full: function (row) { return shard(Math.floor(row.place / shardSize)); },
    /* Whether a name is a person's, and not a converter's or an account's that several share. */
    isPerson: function (name) { return (names.nobodies || []).indexOf(name) < 0; },
    isComplete: function () { return rows.length === 0 || rows[rows.length - 1].full && rows.every(function (row) { return row.full; }); },
    isSupported: function () { return typeof DecompressionStream === "function" && document.getElementById("light") !== null; }
  };
})();
