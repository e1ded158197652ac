/* Shows the box with two lists to choose from, which need a script, and hides the cards that do not fit. Nothing is
   kept or sent. What has no length of its own fits no limit of time. */
(function (document) {
  var form = document.querySelector(selector(".filters")), lists = form.querySelectorAll("select"),
    status = form.querySelector("[role=status]"), all = form.querySelector("button");
  function tell() {
    var cards = document.querySelectorAll(selector("[data-where]")), shown = 0;
    [].forEach.call(cards, function (card) {
      var fits = (!lists[0].value || +card.dataset.minutes <= lists[0].value)
        && card.dataset.where.indexOf(lists[1].value) >= 0;
      card.hidden = !fits;
      shown += fits;
    });
    status.textContent = form.dataset[shown ? "said" : "none"]
      .replace("{shown}", shown).replace("{all}", cards.length);
    all.hidden = shown === cards.length;
  }
  form.hidden = false;
  form.addEventListener("change", tell);
  // The lists are empty only after this; and a button that goes must not take the focus with it.
  form.addEventListener("reset", function () {
    setTimeout(function () { tell(); form.querySelector("summary").focus(); });
  });
})(document);
