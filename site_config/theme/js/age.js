/* How old a check is by the device's clock, and an alert that has ended. A clock that stands before the check says nothing.
   After 180 days a line goes behind the others of its list. Days are the reader's own. */
(function (d) {
  var n = new Date(), today = Date.UTC(n.getFullYear(), n.getMonth(), n.getDate());

  function each(name, change) {
    [].forEach.call(d.querySelectorAll("[" + name + "]"), function (node) { change(node, (today - Date.parse(node.getAttribute(name))) / 864e5); });
  }
  d.addEventListener("DOMContentLoaded", function () {
  each(attribute("data-until"), function (alert, days) { if (days > 0) { alert.parentNode.removeChild(alert); } });
  each(attribute("data-checked"), function (line, days) {
    var p;
    if (days > 90) {
      p = line.insertBefore(d.createElement("p"), line.querySelector("div"));
      p.className = classList("alert");
      p.textContent = days > 180 ? _("Checked more than 180 days ago. It may have changed. Try the others first.") : _("Checked more than 90 days ago. It may have changed.");
      if (days > 180) { line.parentNode.appendChild(line); }
    } else if (days >= 0 && window.Intl && Intl.RelativeTimeFormat) {
      p = line.lastElementChild;
      p.textContent += " " + _("That was {ago}.").replace("{ago}", new Intl.RelativeTimeFormat(d.documentElement.lang, { numeric: "auto" }).format(-days, "day"));
    }
  });
  });
})(document);
