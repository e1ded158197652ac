/* Exit: covers the page at once, goes back to the first page of this visit, turns that entry into the blank /x/, and
   leaves. Leaving from there is a new entry, so the browser drops everything that lay ahead: Back and Forward find
   nothing of ours.
   A page of the portal leaves by a path of this site that ends its session, so that path goes along to the first page.
   Without this script the link leaves all the same. What it cannot do stands on /about/leaving/.
   Short on purpose: it stands in every page. */
(function (document, here) {
  var root = document.documentElement, nav = window.navigation, presses = 0, bare, timer, path;

  // When an Exit began, and where its link leads. The entry that it began on keeps it, which no other tab and no other
  // site can read, and it goes with that entry. No storage of a tab: a page that Firefox kept whole, and shows again,
  // does not see what is new there.
  function begun() {
    var found;
    if (nav && nav.currentEntry) {
      nav.entries().slice(nav.currentEntry.index).forEach(function (entry) { found = entry.getState() || found; });
    }
    return found;
  }
  function leaving() { return Date.now() - parseInt(begun()) < 1e4; }
  function link() { return document.querySelector(selector("a.exit")); }
  function cover() { root.hidden = 1; document.title = "\u2026"; }
  function replace() { here.replace(link().href); }
  function finish() {
    cover();
    clearTimeout(timer);
    // Only a path of this site is taken from what was kept, and kept here: on a slow line this runs twice.
    path = /^\d+(\/\w.*)/.exec(begun()) || path;
    history.replaceState(0, "", "/x/");
    here.assign(path ? path[1] : link().href);
  }
  function leave() {
    var first = nav && nav.entries()[0];
    cover();
    if (!first) { return replace(); }
    nav.updateCurrentEntry({ state: Date.now() + link().getAttribute("href") });
    if (first === nav.currentEntry) { return finish(); }
    timer = setTimeout(replace, 800);
    // Where the first entry is this same page, nothing is loaded, and the promise is kept.
    nav.traverseTo(first.key).finished.then(finish, replace);
  }
  function count(times) { presses = times; document.querySelector("#says").textContent = link().dataset[times] || ""; }

  // Asked once: on a slow line the page may come when the mark has grown old.
  var going = leaving();
  if (going) { cover(); timer = setTimeout(finish, 3e3); }
  // Of all pages the blank one alone gives its root an id.
  addEventListener("pageshow", function (event) {
    if (going || leaving()) { cover(); setTimeout(finish); }
    else if (here.pathname === "/x/" && !root.id) { cover(); here.replace("/x/"); }
    else if (event.persisted) { root.hidden = 0; }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(selector("a.exit")) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      leave();
    }
  });
  addEventListener("keydown", function (event) { if (event.key === "Shift") { bare = 1; } else { count(bare = 0); } });
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !bare) { return; }
    bare = 0;
    clearTimeout(timer);
    timer = setTimeout(count, 5e3, 0);
    if (presses > 1) { leave(); } else { count(presses + 1); }
  });
})(document, location);
