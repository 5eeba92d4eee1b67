"use strict";
/* Work by keyboard. "/" looks for a resident; in lists marked data-list: j and k or the arrows move, Enter opens, c calls;
   in a form Enter goes on, digits pick answers, Ctrl+Enter sends; n goes to the next one where the page offers it. */
(function () {
  const typing = element => element.isContentEditable
    || element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");

  /* ----- finding a resident ----- */
  const finder = () => document.querySelector("[data-find-here]") || document.getElementById("find-q");
  const listOf = input => document.getElementById(input.dataset.find);
  const options = input => [...listOf(input).querySelectorAll("[role=option]")];
  const chosen = input => options(input).findIndex(one => one.getAttribute("aria-selected") === "true");

  function choose(input, index) {
    const all = options(input);
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    input.setAttribute("aria-expanded", String(all.length > 0));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function openFinder() {
    const input = finder();
    if (!input) { return false; }
    const dialog = input.closest("dialog");
    if (dialog && !dialog.open) { dialog.showModal(); }
    input.focus();
    input.select();
    return true;
  }

  let opening = null;

  function inFinder(event, input) {
    const all = options(input);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(input, all.length === 0 ? -1 : (chosen(input) + step + all.length) % all.length);
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const fresh = listOf(input).dataset.for === input.value.trim();
      const one = all[Math.max(0, chosen(input))];
      if (fresh && one) { one.querySelector("a").click(); }
      else if (!fresh && input.value.trim() !== "") { opening = input; htmx.trigger(input, "search"); }
      else if (fresh && input.closest("form") && input.value.trim() !== "") { input.closest("form").requestSubmit(); }
    } else if (event.key === "Escape" && !input.closest("dialog")) {
      listOf(input).replaceChildren();
      choose(input, -1);
    }
  }

  document.addEventListener("htmx:afterSwap", () => {
    document.querySelectorAll("[data-find]").forEach(input => {
      const all = options(input);
      if (chosen(input) < 0) { choose(input, all.length > 0 ? 0 : -1); }
      if (opening === input && listOf(input).dataset.for === input.value.trim()) {
        opening = null;
        if (all.length > 0) { all[0].querySelector("a").click(); }
      }
    });
  });

  /* ----- lists ----- */
  const cards = () => [...document.querySelectorAll("[data-list] [data-entry]")].filter(one => one.offsetParent !== null);

  function move(step) {
    const all = cards();
    if (all.length === 0) { return; }
    const here = all.findIndex(one => one.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function inList(event) {
    const card = document.activeElement && document.activeElement.closest("[data-entry]");
    if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
      event.preventDefault();
    } else if (card && document.activeElement === card && event.key === "Enter") {
      const link = card.querySelector("[data-open]");
      if (link) { link.click(); event.preventDefault(); }
    } else if (card && event.key === "o") {
      const who = card.querySelector("[data-who]");
      if (who) { who.click(); }
    } else if (card && event.key === "c") {
      const call = card.querySelector('a[href^="tel:"]');
      if (call) { call.click(); }
    } else if (event.key === "n") {
      const next = document.querySelector("[data-next]");
      if (next) { next.click(); }
    }
  }

  /* ----- forms: Enter goes to the next question, a digit picks an answer of the question one is at ----- */
  function questions(form) {
    const byName = new Map();
    form.querySelectorAll('[name^="a."]').forEach(one => {
      if (one.offsetParent !== null && !one.disabled) { byName.set(one.name, [...(byName.get(one.name) || []), one]); }
    });
    return byName;
  }

  function inForm(event, input) {
    const byName = questions(input.form);
    const all = byName.get(input.name) || [];
    if (event.key === "Enter" && input.type !== "textarea") {
      event.preventDefault();
      const names = [...byName.keys()];
      const next = byName.get(names[names.indexOf(input.name) + (event.shiftKey ? -1 : 1)]);
      const target = next ? next.find(one => one.checked) || next[0] : input.form.querySelector("[type=submit]");
      target.focus();
      target.scrollIntoView({ block: "center" });
    } else if (/^[1-9]$/.test(event.key) && input.matches("[type=radio], [type=checkbox]") && all.length >= Number(event.key)) {
      event.preventDefault();
      const one = all[Number(event.key) - 1];
      one.focus();
      one.click();
    } else if (/^[1-9]$/.test(event.key) && input.matches("select")) {
      const answers = [...input.options].filter(one => one.value !== "");
      const answer = answers[Number(event.key) - 1];
      if (answer) {
        event.preventDefault();
        input.value = answer.value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  }

  document.addEventListener("keydown", event => {
    const target = event.target;
    if (event.isComposing) { return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = target.closest("form") || document.querySelector("form[data-form]");
      if (form && form.matches("[data-form]")) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (target.matches && target.matches("[data-find]")) { inFinder(event, target); return; }
    if (target.matches && target.matches('form[data-form] [name^="a."]')) { inForm(event, target); }
    if (event.defaultPrevented || (target.matches && typing(target))) { return; }
    if (event.key === "/") {
      if (openFinder()) { event.preventDefault(); }
    } else if (!document.querySelector("dialog[open]")) {
      inList(event);
    }
  });

  /* The keyboard begins where the work is; on a phone nothing is focused, since that would open its keyboard. */
  const desk = matchMedia("(hover: hover) and (min-width: 48rem)").matches;
  const question = desk
    ? [...document.querySelectorAll("form[data-form] [name^='a.']")].find(one => one.offsetParent !== null) : null;
  const first = document.querySelector("[data-first]") || question;
  if (desk && first && document.activeElement === document.body) { first.focus({ preventScroll: true }); }
})();
