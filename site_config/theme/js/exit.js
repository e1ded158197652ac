/* Exit: covers the page at once, goes back to the first page of this visit, turns that entry into the blank /x/, and leaves.
   Leaving from there is a new entry, so the browser drops everything that lay ahead: Back and Forward find nothing of ours.
   Without this script the link leaves all the same. What it cannot do stands on /about/leaving/.
   Short on purpose: it stands in every page. */
(function (d, l) {
  var root = d.documentElement, presses = 0, bare, timer;

  // When an Exit began, in this tab only: it must outlive the way back to the first page, and not a moment longer.
  function mark(v) { try { var s = sessionStorage; return v ? s.setItem("x", v) : v === 0 ? s.removeItem("x") : s.getItem("x"); } catch (e) { return 0; } }
  function leaving() { return Date.now() - mark() < 1e4; }
  function link() { return d.querySelector("a.exit"); }
  function cover() { root.style.display = "none"; d.title = "\u2026"; }
  function replace() { mark(0); l.replace(link().href); }
  function finish() { cover(); mark(0); history.replaceState(0, "", "/x/"); l.assign(link().href); }
  function leave() {
    var n = window.navigation, first = n && n.entries()[0];
    cover();
    if (first && first.key === n.currentEntry.key) { return finish(); }
    mark(Date.now());
    if (!first || !leaving()) { return replace(); }
    timer = setTimeout(replace, 800);
    // Where the first entry is this same page, nothing is loaded, and the promise is kept.
    n.traverseTo(first.key).finished.then(function () { clearTimeout(timer); finish(); }, replace);
  }
  function say(words) { d.getElementById("says").textContent = words; }
  function reset() { if (presses) { presses = 0; say(""); } bare = 0; }

  // Asked once: on a slow line the page may come when the mark has grown old.
  var going = leaving();
  if (going) { cover(); setTimeout(finish, 3e3); }
  addEventListener("pageshow", function (e) {
    if (going || leaving()) { cover(); setTimeout(finish); }
    else if (root.id === "blank") { return; }
    else if (l.pathname === "/x/") { cover(); l.replace("/x/"); }
    else if (e.persisted) { root.style.display = ""; }
  });
  d.addEventListener("click", function (e) {
    if (e.target.closest("a.exit") && !e.ctrlKey && !e.metaKey) { e.preventDefault(); leave(); }
  });
  addEventListener("keydown", function (e) { if (e.key === "Shift") { bare = 1; } else { reset(); } });
  addEventListener("keyup", function (e) {
    if (e.key !== "Shift" || !bare) { return; }
    bare = 0;
    clearTimeout(timer);
    timer = setTimeout(reset, 5e3);
    if (++presses > 2) { leave(); } else { say(link().dataset[presses]); }
  });
})(document, location);
