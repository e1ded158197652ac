/* Search on the device: asks Material's search worker, which runs lunr over the site's own index. Nothing is sent
   anywhere. */
(function () {
  var form = document.querySelector(selector("form.find")), field = form.querySelector("input"),
    list = form.list = form.querySelector("ol");
  var status = form.querySelector("[role=status]"), ready = false, waiting = false, worker;
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, MOST = 8;
  function word(name) { return form.getAttribute("data-" + name); }
  function broken() { status.textContent = word("broken"); }
  function clean(html) {
    var holder = new DOMParser().parseFromString(html || "", "text/html");
    return holder.body.textContent;
  }
  function ask() {
    var words = field.value.trim();
    if (!words) { list.replaceChildren(); status.textContent = ""; return; }
    if (!ready) { status.textContent = word("waiting"); waiting = true; return; }
    worker.postMessage({ type: QUERY, data: words });
  }
  function show(items) {
    var found = items.slice(0, MOST).map(function (group) {
      var page = group.find(function (item) { return item.location.indexOf("#") < 0; }) || group[0];
      var row = document.createElement("li"), link = document.createElement("a"),
        text = document.createElement("small");
      link.href = new URL(
        page.location.split("#")[0], new URL(form.getAttribute(attribute("data-base")), location.href)
      ).href;
      link.textContent = clean(page.title);
      text.textContent = clean(page.text).slice(0, 120);
      row.append(link, text);
      return row;
    });
    list.replaceChildren.apply(list, found);
    status.textContent = found.length ? word("found").replace("%d", found.length) : word("none");
  }
  fetch(word("index")).then(function (answer) {
    if (!answer.ok) { throw answer; }
    return answer.json();
  }).then(function (data) {
    worker = new Worker(word("worker"));
    worker.onerror = broken;
    worker.onmessage = function (event) {
      if (event.data.type === READY) { ready = true; if (waiting) { ask(); } }
      if (event.data.type === RESULT && field.value.trim()) { show(event.data.data.items); }
    };
    worker.postMessage({ type: SETUP, data: { config: data.config, docs: data.docs, options: { suggest: false } } });
  }).catch(broken);
  field.addEventListener("input", ask);
  ask();
})();
