"use strict";
/* What every view needs: elements, numbers, blocks of data unpacked, text copied. */
var archaeoBase = (function () {
  var texts = {}, waiting = {};

  function make(name, attributes) {
    var node = document.createElement(name), i;
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    for (i = 2; i < arguments.length; i++) if (arguments[i] !== null) node.append(arguments[i]);
    return node;
  }

  function drawn(name, attributes) {
    var node = document.createElementNS("http://www.w3.org/2000/svg", name), i;
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    for (i = 2; i < arguments.length; i++) node.append(arguments[i]);
    return node;
  }

  function number(value) {
    return value < 10000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  }

  function count(value, one, many) {
    return number(value) + " " + (value === 1 ? one : many || one + "s");
  }

  /* Text of a project in its own direction. */
  function bdi(text) {
    return make("bdi", {}, text);
  }

  /* Gives a promise of a block's text. Of a large page it stands in a script beside it, which hands it over by `give`. */
  function textOf(element) {
    var from = element.getAttribute("data-from");
    if (!from) return Promise.resolve(element.textContent);
    return new Promise(function (resolve, reject) {
      waiting[from] = resolve;
      var script = make("script", { src: from });
      script.addEventListener("error", function () {
        document.querySelector("main").prepend(make("p", { "class": "problem", role: "alert" }, "A part is missing: " + from + " should lie beside this page."));
        reject(new Error(from));
      });
      document.head.append(script);
    });
  }

  function give(from, text) {
    waiting[from](text);
  }

  /* Gives a promise of what a gzipped JSON block of the page holds. */
  function unpack(element) {
    return textOf(element).then(function (packed) {
      var text = atob(packed), bytes = new Uint8Array(text.length), i;
      for (i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new Response(stream).json();
    });
  }

  /* The script runs before the large blocks are read: gives a promise of the time when all are there. */
  function parsed() {
    if (document.readyState !== "loading") return Promise.resolve();
    return new Promise(function (resolve) { document.addEventListener("DOMContentLoaded", resolve, { once: true }); });
  }

  /* The same for a block that is unpacked once, when it is first asked for; null where the page has none. */
  function block(id) {
    if (!texts[id]) {
      texts[id] = parsed().then(function () {
        var element = document.getElementById(id);
        return element ? unpack(element).then(function (found) { element.textContent = ""; return found; }) : null;
      });
    }
    return texts[id];
  }

  function address(place, values) {
    var pairs = [];
    Object.keys(values || {}).forEach(function (key) {
      if (values[key]) pairs.push(key + "=" + encodeURIComponent(values[key]));
    });
    return "#/" + place + (pairs.length ? "?" + pairs.join("&") : "");
  }

  function link(text, place, values) {
    return make("a", { href: address(place, values) }, bdi(text));
  }

  /* A table of cells: text, numbers, or nodes. */
  function table(title, columns, rows, note) {
    var body = make("tbody"), head = make("tr");
    columns.forEach(function (column, i) {
      head.append(make("th", { scope: "col", "class": rows.length && typeof rows[0][i] === "number" ? "number" : "" }, column));
    });
    rows.forEach(function (row) {
      var line = make("tr");
      row.forEach(function (cell) {
        if (typeof cell === "number") line.append(make("td", { "class": "number" }, number(cell)));
        else if (typeof cell === "string") line.append(make("td", /^\d{4}-\d\d-\d\d$/.test(cell) ? { "class": "date" } : {}, bdi(cell)));
        else line.append(make("td", {}, cell));
      });
      body.append(line);
    });
    var caption = make("p", { "class": "caption" }, make("b", {}, title), note ? " " : "", note ? make("small", {}, note) : "");
    return make("div", { "class": "made" }, caption, make("div", { "class": "scroll", tabindex: 0, role: "group", "aria-label": title },
      make("table", { "aria-label": title }, make("thead", {}, head), body)));
  }

  /* A list cut at some length, with a button for the rest. */
  function list(items, most) {
    var node = make("ul", { "class": "paths" });
    items.slice(0, most).forEach(function (item) { node.append(make("li", {}, item())); });
    if (items.length > most) {
      var more = make("button", { type: "button", "class": "small" }, "show " + number(Math.min(items.length, 5000) - most) + " more");
      more.addEventListener("click", function () {
        more.parentNode.remove();
        items.slice(most, 5000).forEach(function (item) { node.append(make("li", {}, item())); });
      });
      node.append(make("li", {}, more));
    }
    return node;
  }

  function copy(text, button, refused) {
    var said = button.textContent;
    function done(word) {
      button.textContent = word;
      setTimeout(function () { button.textContent = said; }, 1500);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done("copied"); }, function () { refused(text); });
    else refused(text);
  }

  /* A button that copies what `text` gives; where the clipboard is refused the text is shown to be copied by hand. */
  function copier(title, text, shown) {
    var button = make("button", { type: "button", "class": "small" }, title);
    button.addEventListener("click", function () { copy(text(), button, function (refused) { shown.textContent = refused; }); });
    return button;
  }

  /* A command line takes any text between single quotes but that quote itself. */
  function quoted(text) {
    return "'" + text.replace(/'/g, "'\\''") + "'";
  }

  return {
    make: make, drawn: drawn, number: number, count: count, bdi: bdi, unpack: unpack, give: give, parsed: parsed, block: block, address: address, link: link,
    table: table, list: list, copier: copier, quoted: quoted
  };
})();
