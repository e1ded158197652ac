/* Shows the search box, which needs a script, and fetches what it needs only when somebody wants to search. */
(function () {
  var form = document.querySelector(selector("form.find")), asked = false;
  if (!form || !window.Worker || !window.fetch) { return; }
  form.hidden = false;
  document.querySelectorAll(selector("[data-find]")).forEach(function (link) { link.hidden = false; });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("focusin", function () {
    if (asked) { return; }
    asked = true;
    var script = document.createElement("script");
    script.src = form.getAttribute(attribute("data-script"));
    // A script that comes but half is loaded too, and does nothing.
    script.onload = script.onerror = function () {
      if (!form.list) {
        asked = false;
        form.querySelector("[role=status]").textContent = form.getAttribute(attribute("data-broken"));
      }
    };
    document.head.appendChild(script);
  });
})();
