/* The zone of the device's clock suggests a country on /crisis/, or a choice of several. Nothing is sent or kept,
   nobody is led anywhere, and where nothing is known nothing is said. The list carries the zones of each of its links,
   in the same order: three characters for a zone; after a full stop those of which the country is not the first. See
   site_config/views/time_zones.py. */
document.addEventListener("DOMContentLoaded", function () {
  try {
    var doc = document;
    var list = doc.querySelector(selector("[data-zones]")), links = list.querySelectorAll("a"),
      place = doc.getElementById("where"), zone = Intl.DateTimeFormat().resolvedOptions().timeZone,
      marks = list.getAttribute(attribute("data-zones")).split(","), found = [], name = zone, key, n, part;
    // America/Argentina/Salta is looked for whole, then as America/Argentina, and then as America.
    for (; name && !found[0]; name = name.slice(0, Math.max(0, name.lastIndexOf("/")))) {
      for (key = n = 0; n < name.length; n++) { key = (key * 37 + name.charCodeAt(n)) % 262144; }
      key = String.fromCharCode(63 + (key >> 12), 63 + (key >> 6 & 63), 63 + (key & 63));
      for (part = 0; part < 2; part++) {
        for (n = 0; n < links.length; n++) {
          if (((marks[n].split(".")[part] || "").match(/.../g) || []).indexOf(key) + 1) {
            found.push(links[n].cloneNode(1));
          }
        }
      }
    }
    if (found[0]) {
      place.className = classList("link-row");
      place.textContent = _("Your device’s clock is set to {city} time. Nothing was sent.").replace(
        "{city}", zone.split("/").pop().replace(/_/g, " ")
      );
    }
    for (n = 0; n < found.length; n++) {
      if (n === 4 && found[5]) {
        part = doc.createElement("details");
        part.appendChild(doc.createElement("summary")).textContent = _("More countries with this clock");
        place.parentNode.insertBefore(part, place.nextSibling);
        place = part.appendChild(doc.createElement("p"));
        place.className = classList("link-row");
      }
      place.appendChild(doc.createTextNode(" "));
      place.appendChild(found[n]);
    }
  } catch (e) {}
});
