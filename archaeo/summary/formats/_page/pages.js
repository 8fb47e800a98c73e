"use strict";
/* One section at a time, the address says which: #/people, #/event-3, #/timeline?q=circa:2012-05&sel=r1234. */
var archaeoPages = (function () {
  var pages = [], form, input, ready = false, searched = false, built = {}, current = "", title = document.title;

  function parts() {
    var hash = location.hash.replace(/^#/, ""), cut = hash.indexOf("?"), values = {};
    (cut < 0 ? "" : hash.slice(cut + 1)).split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      if (at > 0) {
        try { values[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1).replace(/\+/g, " ")); } catch (error) { values[pair.slice(0, at)] = ""; }
      }
    });
    var place = cut < 0 ? hash : hash.slice(0, cut);
    try { place = decodeURIComponent(place); } catch (error) { place = ""; }
    return { place: place || "/cover", values: values };
  }

  function address(query, id) {
    return archaeoBase.address("timeline", { q: query, sel: id });
  }

  /* Views are built when they are first asked for: each unpacks what it needs. */
  function viewed(name, values) {
    if (!ready) return;
    if (name === "/timeline") {
      input.value = archaeoTimeline.go(values.q || "", values.sel || "");
      if (searched) archaeoTimeline.focus();
      searched = false;
    }
    else input.value = "";
    var makers = {
      "/map": ["map", archaeoAtlas, archaeoMap, values], "/compare": ["compare", archaeoAtlas, archaeoCompare, values],
      "/file": ["file", archaeoAtlas, archaeoFile, values.path || ""], "/dependencies": ["ego", archaeoGraph, archaeoGraph, values.file || ""]
    };
    var maker = makers[name], place = maker && document.getElementById(maker[0]);
    if (!place) return;
    maker[1].open().then(function (found) {
      if (!found) return;
      if (!built[name]) {
        built[name] = true;
        maker[2].build(place, found);
      }
      if (current !== name) return;
      maker[2].go(maker[3]);
      place.setAttribute("data-shown", location.hash);
      if (name === "/file") document.title = (values.path || "File") + " – " + title;
      if (name === "/dependencies" && values.file) place.scrollIntoView();
    });
  }

  function route() {
    if (location.hash === "#main") return;
    var asked = parts(), target = document.getElementById("page" + asked.place) || document.getElementById(asked.place) ||
      document.getElementById("page/" + asked.place) || pages[0];
    var page = target.closest(".page") || pages[0], name = page.id.slice(4);
    pages.forEach(function (other) { other.classList.toggle("here", other === page); });
    document.querySelectorAll("nav a").forEach(function (link) {
      if (link.getAttribute("href") === "#" + name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    var heading = page.querySelector("h1");
    document.title = name === "/cover" ? title : (heading ? heading.textContent + " – " : "") + title;
    if (target !== page) target.scrollIntoView();
    else window.scrollTo(0, 0);
    current = name;
    viewed(name, asked.values);
  }

  function remember(query, id) {
    history.replaceState(null, "", address(query, id));
  }

  function laterRows() {
    document.querySelectorAll("table").forEach(function (table) {
      var hidden = table.querySelectorAll("tr.later").length;
      if (!hidden) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "small ask";
      button.textContent = "show " + hidden + " more";
      button.addEventListener("click", function () {
        table.classList.add("all");
        button.remove();
      });
      table.parentNode.after(button);
    });
  }

  function start() {
    pages = Array.prototype.slice.call(document.querySelectorAll(".page"));
    form = document.getElementById("search");
    input = document.getElementById("q");
    // a section that is a page of its own is no place to scroll to; the browser would hide the head of the page
    pages.forEach(function (page) { page.id = "page" + page.id; });
    document.documentElement.classList.add("paged");
    laterRows();
    window.addEventListener("hashchange", route);
    document.addEventListener("click", function (event) {
      var mark = event.target.closest("[data-to]");
      if (mark) location.hash = mark.getAttribute("data-to");
    });
    if (!archaeoData.isSupported()) {
      route();
      finish();
      return;
    }
    // unpacking goes on while the page is laid out
    var unpacked = archaeoData.start();
    route();
    unpacked.then(function (rows) {
      if (rows.length && document.getElementById("explore")) {
        form.hidden = false;
        archaeoTimeline.build(document.getElementById("explore"), rows, function (query) { location.hash = address(query, ""); });
        ready = true;
        var timer = 0;
        form.addEventListener("submit", function (event) {
          event.preventDefault();
          // what was typed just before is searched now; the search that waits for it would take the chosen row away
          clearTimeout(timer);
          var wanted = address(input.value.trim(), "");
          searched = true;
          // who stands there already gets to the list at once
          if (location.hash === wanted) route();
          else location.hash = wanted;
        });
        input.addEventListener("input", function () {
          clearTimeout(timer);
          timer = setTimeout(function () {
            if (current === "/timeline") {
              history.replaceState(null, "", address(input.value.trim(), ""));
              archaeoTimeline.go(input.value.trim(), "");
            }
          }, 60);
        });
        document.addEventListener("keydown", function (event) {
          var writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
          if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            input.focus();
            input.select();
          }
        });
        if (/^\/(timeline|map|compare|file|dependencies)$/.test(current)) route();
      }
      finish();
      (window.requestIdleCallback || setTimeout)(function () { archaeoData.all(); });
    });
  }

  function finish() {
    document.documentElement.setAttribute("data-ready", "yes");
  }

  return { start: start, remember: remember };
})();
archaeoPages.start();
