/* Says of each line with known hours whether it is open now, by the device's clock: in the reader's time, and in the
   line's where the two differ. Of a closed one: when it opens, and one line on this page that is open. Again each
   minute; focus stays. Without Intl, or in a zone that the device does not know, nothing is said: the hours stand in
   words already.
   data-hours: the openings of a week on the line's clock, in minutes from Monday 00:00; 24 for day and night
   (site_config/views/hours_code.py). Short on purpose: a country's page has few bytes, and properties keep their
   names. */
(function (document) {
  var DAY = 864e5, WEEK = 7 * DAY, now = Date.now(), lines;

  // What the clock of a zone, or the reader's, shows: kept as the moment at which UTC shows the same.
  function clock(moment, zone) {
    return Date.parse(new Date(moment).toLocaleString("en-US", { timeZone: zone, hourCycle: "h23" }) + " UTC");
  }
  // When the clock shows that: of two such moments the first; where clocks jump over it, as much later as they jump.
  function momentOf(shown, zone) {
    var before = 2 * shown - DAY - clock(shown - DAY, zone), moment = shown + before - clock(before, zone);
    return clock(moment, zone) === shown ? moment : before;
  }
  // Within a day the time is enough.
  function say(moment, zone) {
    return new Date(moment).toLocaleString(document.documentElement.lang, {
      timeZone: zone, hour12: 0, hour: "2-digit", minute: "2-digit", weekday: moment - now < DAY ? void 0 : "long"
    });
  }
  function tell() {
    var open;
    lines = [].slice.call(document.querySelectorAll(selector("[data-hours]")));
    now = Date.now();
    lines.forEach(function (line) {
      var zone = line.dataset.zone, monday, weeks;
      // When it opens and closes next, or opened last.
      line.at = line.dataset.hours < 25 && [0];
      try {
        monday = clock(now, zone);
        // The last Monday but one: 1 January 1970 was a Thursday.
        monday -= (monday + 3 * DAY) % WEEK + WEEK;
        for (weeks = 3; weeks--; monday += WEEK) {
          line.dataset.hours.replace(/(\d+)-(\d+)/g, function (hours, opens, closes) {
            if (line.at) { return; }
            opens = momentOf(monday + opens * 6e4, zone);
            closes = momentOf(monday + closes * 6e4, zone);
            if (closes > now && closes > opens) { line.at = [opens, closes]; }
          });
        }
        open = open || line.at[0] <= now && line;
      } catch (e) {}
    });
    lines.forEach(function (line) {
      var zone = line.dataset.zone, on = line.at[0] <= now, there = line.at[+on], words;
      if (!there) { return; }
      words = say(there);
      there = say(there, zone);
      if (words !== there) {
        words = _("{time} your time ({there} in {city})").replace("{time}", words).replace("{there}", there)
          .replace("{city}", zone.replace(/.*\/|_/g, " "));
      }
      words = (on
        ? _("Open now, until {time}, by your device’s clock.")
        : _("Closed now. Opens {time}, by your device’s clock.")
      ).replace("{time}", words);
      if (!on && open) {
        words += _(" Open now:") + ' <a href="#' + open.id + '">' + open.querySelector("h3").innerHTML + "</a>";
      }
      line.p = line.p || line.insertBefore(document.createElement("p"), line.querySelector("div"));
      // Paper is read later: it is not printed.
      line.p.className = classList("open-now");
      // What has focus stays as it is.
      if (line.p.innerHTML !== words && line.p !== document.activeElement.parentNode) { line.p.innerHTML = words; }
    });
    setTimeout(tell, 6e4);
  }
  // A clock that stands years back knows nothing.
  if (window.Intl && now > 1.76e12) { document.addEventListener("DOMContentLoaded", tell); }
})(document);
