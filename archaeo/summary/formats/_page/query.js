"use strict";
/* The filter grammar, as in archaeo/analyzers/query.py; both pass tests/analyzers/queries.json.
   A row is {id, kinds: [..], day, who, text, paths: [..], ref, branch, tags: [..]}. */
var archaeoQuery = (function () {
  var KEYS = ["who", "path", "ext", "after", "before", "circa", "kind", "rev", "branch", "tag", "files"];
  var KINDS = ["change", "entry", "release", "event", "silence", "copy", "mass", "machine"];
  var CIRCA_DAYS = 30;

  function QueryError(message) {
    this.message = message;
  }

  function distance(a, b) {
    var row = [], i, j, before, kept;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      before = row[0];
      row[0] = i;
      for (j = 1; j <= b.length; j++) {
        kept = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
        before = kept;
      }
    }
    return row[b.length];
  }

  function advice(word, known, tail) {
    var best = null, least = 3;
    known.forEach(function (name) {
      var steps = distance(word, name);
      if (steps < least && steps < Math.max(word.length, name.length) / 2) {
        best = name;
        least = steps;
      }
    });
    return best ? "did you mean '" + best + tail + "'?" : "known are " + known.map(function (k) { return k + tail; }).join(" ");
  }

  function pad(number, width) {
    var text = String(number);
    while (text.length < width) text = "0" + text;
    return text;
  }

  function iso(time) {
    return new Date(time).toISOString().slice(0, 10);
  }

  /* First day and the day after the last of 2012, 2012-05 or 2012-05-30, as milliseconds. */
  function period(text) {
    var hit = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
    var year, month, day, first, end;
    if (hit) {
      year = +hit[1];
      month = hit[2] ? +hit[2] : 1;
      day = hit[3] ? +hit[3] : 1;
      first = new Date(0);
      first.setUTCFullYear(year, month - 1, day);
      if (first.getUTCFullYear() === year && first.getUTCMonth() === month - 1 && first.getUTCDate() === day && year > 0) {
        end = new Date(first);
        if (hit[3]) end.setUTCDate(day + 1);
        else if (hit[2]) end.setUTCMonth(month);
        else end.setUTCFullYear(year + 1);
        return [first.getTime(), end.getTime()];
      }
    }
    throw new QueryError("date '" + text + "' does not exist; write 2012, 2012-05 or 2012-05-30");
  }

  function escapeRegExp(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }

  function glob(pattern) {
    if (!/[*?]/.test(pattern)) {
      return new RegExp("^(?:[^]*/)?" + escapeRegExp(pattern.replace(/^\/+|\/+$/g, "")) + "(?:/[^]*)?$", "i");
    }
    var means = { "**/": "(?:[^]*/)?", "**": "[^]*", "*": "[^/]*", "?": "[^/]" };
    var parts = pattern.split(/(\*\*\/|\*\*|\*|\?)/);
    return new RegExp("^" + parts.map(function (part) { return means[part] || escapeRegExp(part); }).join("") + "$", "i");
  }

  /* Message and paths in small letters; kept with the row, since every keystroke asks for it again. */
  function lower(row) {
    if (row.lower === undefined) row.lower = (row.text + "\n" + row.paths.join("\n")).toLowerCase();
    return row.lower;
  }

  function revisions(value) {
    var hit = /^r?(\d+)(?:\.\.r?(\d+))?$/.exec(value);
    if (hit && (hit[2] || value[0] === "r")) {
      var low = +hit[1], high = +(hit[2] || hit[1]);
      return function (row) {
        var own = /^r(\d+)(?:\.\d+)?$/.exec(row.id);
        return !!own && low <= +own[1] && +own[1] <= high;
      };
    }
    return function (row) {
      var id = row.id.toLowerCase();
      return !!value && (row.ref.toLowerCase().indexOf(value) === 0 || id === value || id === "r" + value);
    };
  }

  function files(value) {
    var hit = /^(?:([<>]=?|=)?(\d+)|(\d+)\.\.(\d+))$/.exec(value);
    if (!hit) throw new QueryError("'files:" + value + "' is no number of files; write files:12, files:>200 or files:3..9");
    var n = +hit[2], low = +hit[3], high = +hit[4];
    if (hit[3]) return function (row) { var c = row.paths.length; return low <= c && c <= high; };
    switch (hit[1]) {
      case ">": return function (row) { return row.paths.length > n; };
      case ">=": return function (row) { return row.paths.length >= n; };
      case "<": return function (row) { return row.paths.length < n; };
      case "<=": return function (row) { return row.paths.length <= n; };
      default: return function (row) { return row.paths.length === n; };
    }
  }

  /* Each test says of what it reads: "light" is there from the start, "full" only when a shard is unpacked. */
  function test(key, given) {
    var value = given.toLowerCase(), span, low, high, pattern, suffix;
    switch (key) {
      case "":
        return function (row) { return lower(row).indexOf(value) >= 0; };
      case "who": return function (row) { return row.who.toLowerCase().indexOf(value) >= 0; };
      case "path":
        pattern = glob(given);
        return function (row) { return row.paths.some(function (path) { return pattern.test(path); }); };
      case "ext":
        suffix = "." + value.replace(/^\.+/, "");
        return function (row) {
          return row.paths.some(function (path) { return path.toLowerCase().slice(-suffix.length) === suffix; });
        };
      case "after": low = iso(period(value)[0]); return function (row) { return row.day >= low; };
      case "before": high = iso(period(value)[0]); return function (row) { return row.day < high; };
      case "circa":
        span = period(value);
        low = iso(span[0] - CIRCA_DAYS * 864e5);
        high = iso(span[1] + CIRCA_DAYS * 864e5);
        return function (row) { return low <= row.day && row.day < high; };
      case "kind":
        if (KINDS.indexOf(value) < 0) throw new QueryError("unknown kind '" + value + "'; " + advice(value, KINDS, ""));
        return function (row) { return row.kinds.indexOf(value) >= 0; };
      case "rev": return revisions(value);
      case "branch":
        return function (row) {
          var name = row.branch.toLowerCase();
          return name === value || name.slice(-value.length - 1) === "/" + value;
        };
      case "tag":
        return function (row) { return row.tags.some(function (tag) { return tag.toLowerCase().indexOf(value) >= 0; }); };
      default: return files(value);
    }
  }

  /* Gives the terms of a query: {key, value, negated, test, full}; throws a QueryError. */
  function parse(text) {
    var pattern = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S*))/g, terms = [], hit;
    while ((hit = pattern.exec(text)) !== null) {
      if (!hit[0]) {
        if (pattern.lastIndex >= text.length) break;
        pattern.lastIndex += 1;
        continue;
      }
      var key = (hit[2] || "").toLowerCase();
      var value = hit[3] !== undefined ? hit[3] : hit[4] || "";
      if (key && KEYS.indexOf(key) < 0) {
        if (value.indexOf("//") === 0) {
          value = hit[2] + ":" + value;
          key = "";
        } else {
          throw new QueryError("unknown filter '" + key + ":'; " + advice(key, KEYS, ":") + " (in quotes, words with a colon are looked for)");
        }
      }
      if (key || value) {
        terms.push({ key: key, value: value, negated: !!hit[1], test: test(key, value), full: key === "" || key === "path" || key === "ext" || key === "rev" });
      }
    }
    return terms;
  }

  function matches(terms, row) {
    return terms.every(function (term) { return term.test(row) !== term.negated; });
  }

  return { parse: parse, matches: matches, period: period, iso: iso, pad: pad, KINDS: KINDS, QueryError: QueryError };
})();
if (typeof module !== "undefined") module.exports = archaeoQuery;
