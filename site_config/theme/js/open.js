/* Says of each line with known hours whether it is open now, by the device's clock: in the reader's time, and in the line's where
   the two differ. Of a closed one: when it opens, and one line on this page that is open. Again each minute; focus stays.
   Without Intl, or in a zone that the device does not know, nothing is said: the hours stand in words already.
   data-hours: the openings of a week on the line's clock, in minutes from Monday 00:00; 24 for day and night (site_config/views/device.py).
   Short on purpose: a country's page has few bytes. */
(function (d) {
  var DAY = 864e5, WEEK = 7 * DAY, now = Date.now(), all;

  // What the clock of a zone, or the reader's, shows: kept as the moment at which UTC shows the same.
  function c(t, z) {
    return Date.parse(new Date(t).toLocaleString("en-US", { timeZone: z, hourCycle: "h23" }) + " UTC");
  }
  // When the clock shows that: of two such moments the first; where clocks jump over it, as much later as they jump.
  function m(w, z) {
    var a = 2 * w - DAY - c(w - DAY, z), t = w + a - c(a, z);
    return c(t, z) === w ? t : a;
  }
  // Within a day the time is enough.
  function say(t, z) {
    return new Date(t).toLocaleString(d.documentElement.lang, { timeZone: z, hour12: 0, hour: "2-digit", minute: "2-digit", weekday: t - now < DAY ? void 0 : "long" });
  }
  function tell() {
    var open;
    all = [].slice.call(d.querySelectorAll(selector("[data-hours]")));
    now = Date.now();
    all.forEach(function (n) {
      var z = n.dataset.zone, w, k;
      n.at = n.dataset.hours < 25 && [0];
      try {
        w = c(now, z);
        // The last Monday but one: 1 January 1970 was a Thursday.
        w -= (w + 3 * DAY) % WEEK + WEEK;
        for (k = 3; k--; w += WEEK) {
          n.dataset.hours.replace(/(\d+)-(\d+)/g, function (s, a, b) {
            if (n.at) { return; }
            a = m(w + a * 6e4, z);
            b = m(w + b * 6e4, z);
            if (b > now && b > a) { n.at = [a, b]; }
          });
        }
        open = open || n.at[0] <= now && n;
      } catch (e) {}
    });
    all.forEach(function (n) {
      var z = n.dataset.zone, on = n.at[0] <= now, t = n.at[+on], s;
      if (!t) { return; }
      s = say(t);
      t = say(t, z);
      if (s !== t) { s = _("{time} your time ({there} in {city})").replace("{time}", s).replace("{there}", t).replace("{city}", z.replace(/.*\/|_/g, " ")); }
      s = (on ? _("Open now, until {time}, by your device’s clock.") : _("Closed now. Opens {time}, by your device’s clock.")).replace("{time}", s);
      if (!on && open) { s += _(" Open now:") + ' <a href="#' + open.id + '">' + open.querySelector("h3").innerHTML + "</a>"; }
      n.p = n.p || n.insertBefore(d.createElement("p"), n.querySelector("div"));
      // Paper is read later: it is not printed.
      n.p.className = classList("open-now");
      // What has focus stays as it is.
      if (n.p.innerHTML !== s && n.p !== d.activeElement.parentNode) { n.p.innerHTML = s; }
    });
    setTimeout(tell, 6e4);
  }
  // A clock that stands years back knows nothing.
  if (window.Intl && now > 1.76e12) { d.addEventListener("DOMContentLoaded", tell); }
})(document);
