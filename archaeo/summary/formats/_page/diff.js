"use strict";
/* The diffs that the page has: of events and releases, or of all changes. A line begins with what it is, so that nobody
   needs its colour; text of a file is text, whatever it says. */
var archaeoDiff = (function () {
  var base = archaeoBase, make = base.make, WORDS = { A: "added", M: "changed", D: "deleted", R: "replaced" };
  var KINDS = { "+": "came", "-": "went", "@": "place" }, MOST_OPEN = 5;

  /* Gives a promise of the diff of a row, null where the page does not have it. */
  function of(row) {
    return base.block("diffs").then(function (index) {
      var place = String(row.place);
      if (!index || !Object.prototype.hasOwnProperty.call(index, place)) return null;
      return base.block("diff-" + index[place][0]).then(function (block) { return shown(block[String(index[place][1])], archaeoData.rows[index[place][1]]); });
    });
  }

  function shown(diff, row) {
    var node = make("div", { "class": "diff" }, make("h3", {}, "What ", base.link(row.id, "timeline", { sel: row.id }), " did"));
    diff.files.forEach(function (file, i) {
      var head = make("summary", {}, make("abbr", { title: WORDS[file[1]] || file[1], "class": "a" + file[1] }, file[1]), " ", base.bdi(file[0]));
      var part = make("details", i < MOST_OPEN && file[2].length < 6000 ? { open: "" } : {}, head);
      if (file[2]) part.append(text(file[0], file[2]));
      if (file[3]) part.append(make("p", { "class": "meta" }, file[3]));
      if (!file[2] && !file[3]) part.append(make("p", { "class": "meta" }, "no line of it differs"));
      node.append(part);
    });
    if (diff.left) node.append(make("p", { "class": "meta" }, diff.left));
    return node;
  }

  function text(path, lines) {
    var pre = make("pre", { tabindex: 0, role: "group", "aria-label": "diff of " + path });
    lines.replace(/\n$/, "").split("\n").forEach(function (line) {
      pre.append(make("span", { "class": KINDS[line.charAt(0)] || "stayed", dir: "ltr" }, line + "\n"));
    });
    return pre;
  }

  return { of: of };
})();
