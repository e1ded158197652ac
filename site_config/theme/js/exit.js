/* Exit: covers the page at once, goes back to the first page of this visit, turns that entry into the blank /x/, and leaves.
   Leaving from there is a new entry, so the browser drops everything that lay ahead: Back and Forward find nothing of ours.
   Without this script the link leaves all the same. What it cannot do stands on /about/leaving/. */
(function () {
  var KEY = "x", PATIENCE = 800, FRESH = 10000, PAUSE = 5000;
  var root = document.documentElement, presses = 0, bare = false, timer;

  function flag(value) {
    try {
      if (value === undefined) { return Number(sessionStorage.getItem(KEY)); }
      if (value) { sessionStorage.setItem(KEY, value); } else { sessionStorage.removeItem(KEY); }
      return true;
    } catch (error) { return 0; }
  }
  function link() { return document.querySelector("a.exit"); }
  function cover() { root.style.display = "none"; document.title = "\u2026"; }
  function finish() {
    var target = link().href;
    cover();
    flag(0);
    history.replaceState(null, "", "/x/");
    location.assign(target);
  }
  function leave() {
    var target = link().href, entries = window.navigation && navigation.entries ? navigation.entries() : [];
    cover();
    if (!entries.length) { location.replace(target); return; }
    if (entries[0].key === navigation.currentEntry.key) { finish(); return; }
    if (!flag(Date.now())) { location.replace(target); return; }
    setTimeout(function () { flag(0); location.replace(target); }, PATIENCE);
    try { navigation.traverseTo(entries[0].key).finished.catch(function () {}); } catch (error) { flag(0); location.replace(target); }
  }
  function leaving() { return Date.now() - flag() < FRESH; }
  function say(words) {
    var box = document.getElementById("exit-says");
    if (!box) {
      box = document.createElement("p");
      box.id = "exit-says";
      box.className = "vh";
      box.setAttribute("role", "status");
      document.body.appendChild(box);
    }
    box.textContent = words || "";
  }
  function reset() { presses = 0; bare = false; say(""); }

  if (leaving()) { cover(); }
  addEventListener("pageshow", function (event) {
    if (leaving()) { cover(); setTimeout(finish, 0); return; }
    if (root.hasAttribute("data-blank")) { return; }
    if (location.pathname === "/x/") { cover(); location.replace("/x/"); return; }
    if (event.persisted) { root.style.display = ""; }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("a.exit") && !event.ctrlKey && !event.metaKey) { event.preventDefault(); leave(); }
  });
  addEventListener("keydown", function (event) {
    if (event.key === "Shift") { bare = !event.repeat || bare; } else { reset(); }
  });
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !bare) { return; }
    bare = false;
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) { leave(); return; }
    say(link().getAttribute(presses === 1 ? "data-two" : "data-one"));
    timer = setTimeout(reset, PAUSE);
  });
})();
