/* The zone of the device's clock suggests a country on /crisis/, or a choice of several. Nothing is sent or kept, nobody is led
   anywhere, and where nothing is known nothing is said. The list carries the zones of each of its links, in the same order:
   three characters for a zone; after a full stop those of which the country is not the first. See listings/zones.py. */
(function (d) {
  try {
    var list = d.querySelector("[data-zones]"), place = d.getElementById("where"), links = list.querySelectorAll("a"),
      zone = Intl.DateTimeFormat().resolvedOptions().timeZone, marks = list.getAttribute("data-zones").split(","),
      first = [], others = [], name = zone, key, n, i;
    // America/Argentina/Salta is looked for whole, then as America/Argentina, and then as America.
    for (; name && !first.length; name = name.slice(0, Math.max(0, name.lastIndexOf("/")))) {
      for (key = n = 0; n < name.length; n++) { key = (key * 31 + name.charCodeAt(n)) % 262144; }
      key = String.fromCharCode(63 + (key >> 12), 63 + (key >> 6 & 63), 63 + (key & 63));
      for (i = 0; i < links.length; i++) {
        [first, others].forEach(function (found, part) {
          if (((marks[i].split(".")[part] || "").match(/.../g) || []).indexOf(key) + 1) { found.push(links[i].cloneNode(1)); }
        });
      }
      first = first.concat(others);
    }
    if (!first[0]) { return; }
    place.textContent = _("Your device’s clock is set to {city} time. Nothing was sent.").replace("{city}", zone.split("/").pop().replace(/_/g, " "));
    key = d.createElement("p");
    key.className = "m";
    place.parentNode.insertBefore(key, place.nextSibling);
    for (i = 0; i < first.length; i++) {
      if (i === 4 && first[5]) {
        n = d.createElement("details");
        n.appendChild(d.createElement("summary")).textContent = _("More countries with this clock");
        key.parentNode.insertBefore(n, key.nextSibling);
        key = n.appendChild(d.createElement("p"));
        key.className = "m";
      }
      key.appendChild(first[i]);
      key.appendChild(d.createTextNode(" "));
    }
  } catch (e) {}
})(document);
