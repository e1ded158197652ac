/* How old a check is by the device's clock, and an alert that has ended. A clock that stands before the check says
   nothing. After 180 days a line goes behind the others of its list. Days are the reader's own. */
(function (document) {
  var now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());

  function each(name, change) {
    [].forEach.call(document.querySelectorAll("[" + name + "]"), function (node) {
      change(node, (today - Date.parse(node.getAttribute(name))) / 864e5);
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    each(attribute("data-until"), function (alert, days) { if (days > 0) { alert.parentNode.removeChild(alert); } });
    each(attribute("data-checked"), function (line, days) {
      var words;
      if (days > 90) {
        words = line.insertBefore(document.createElement("p"), line.querySelector("div"));
        words.className = classList("alert");
        words.textContent = days > 180
          ? _("Checked more than 180 days ago. It may have changed. Try the others first.")
          : _("Checked more than 90 days ago. It may have changed.");
        if (days > 180) { line.parentNode.appendChild(line); }
      } else if (days >= 0 && window.Intl && Intl.RelativeTimeFormat) {
        words = line.lastElementChild;
        words.textContent += " " + _("That was {ago}.").replace(
          "{ago}",
          new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" }).format(-days, "day")
        );
      }
    });
  });
})(document);
