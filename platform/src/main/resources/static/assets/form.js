"use strict";
/* Skip logic, computed answers, warnings, suggestions and a draft for any form. All rules come from the Questionnaire
   (data-rules, written by org.liankang.web.form.FormRules); the server decides everything again.
   drafts keeps what is typed: keep(entries), take() and drop(), each a promise; prepare may fill in rules and inputs first. */
function liankangForm(form, drafts, prepare) {
  const rules = JSON.parse(form.dataset.rules);
  const day = 86400000;
  const showRows = [];
  let memo;

  /* What is asked in the rows of a section lies under "section.0."; row is that beginning, or empty. */
  const inputs = (link, row = "") => [...form.querySelectorAll('[name="a.' + (rules[link] && rules[link].rows ? row : "") + link + '"]')];
  const items = link => [...form.querySelectorAll('[data-item="' + link + '"]')];
  const within = (element, row) => !row || element.closest("[data-row]").dataset.row === row;
  const narrow = text => text.normalize("NFKC").trim();

  /* The rows a question is asked in that are on the page. */
  function rowsOf(link) {
    const section = rules[link].rows;
    return section ? [...form.querySelectorAll("[data-row]")].map(row => row.dataset.row).filter(row => row.startsWith(section + ".")) : [""];
  }

  /* A section that is required has its first row; any other row counts once something stands in it. */
  function used(row) {
    const section = row.split(".")[0];
    return (rules[section].required && row === section + ".0.")
      || Object.keys(rules).some(link => rules[link].rows === section && !rules[link].numbered && typed(link, row).length > 0);
  }

  function typed(link, row) {
    return inputs(link, row).filter(i => (i.type !== "checkbox" && i.type !== "radio") || i.checked)
      .map(i => i.value.trim()).filter(v => v !== "");
  }

  function number(text) {
    const plain = narrow(text);
    if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) { return Date.parse(plain) / day; }
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
  }

  function answers(link, row) {
    const rule = rules[link];
    if (!rule || !asked(link, row)) { return []; }
    if (rule.steps) { const value = computed(rule); return value === undefined ? [] : [value]; }
    if (rule.known !== undefined) { return rule.known === "" ? [] : [rule.known]; }
    const given = typed(link, row);
    return rule.kind === "integer" || rule.kind === "decimal" ? given.filter(v => possible(rule, v)).map(narrow) : given;
  }

  function possible(rule, text) {
    const value = number(text);
    return value !== undefined && !(value < rule.least) && !(value > rule.most);
  }

  function numberOf(link) {
    const given = answers(link)[0];
    if (given === undefined) { return undefined; }
    const scores = rules[link].scores;
    return scores ? scores[given] : rules[link].kind === "boolean" ? +(given === "true") : number(given);
  }

  /* A computed choice is the answer that counts as much as was computed. */
  function computed(rule) {
    const value = compute(rule.steps);
    return value === undefined || rule.kind !== "choice" ? value
      : Object.keys(rule.scores).find(code => rule.scores[code] === Number(value));
  }

  function compute(steps) {
    const stack = [];
    for (const step of steps) {
      if (step[0] === "%") {
        const value = numberOf(step.slice(1));
        if (value === undefined) { return undefined; }
        stack.push(value);
      } else if (step.startsWith("round")) {
        const digits = Number(step.slice(5));
        stack.push(Number(Math.round(stack.pop() + "e" + digits) + "e-" + digits).toFixed(digits));
      } else if (/^\d/.test(step)) {
        stack.push(Number(step));
      } else if (step === "iif") {
        const [condition, then, otherwise] = stack.splice(-3);
        stack.push(Number(condition) !== 0 ? then : otherwise);
      } else {
        const right = Number(stack.pop());
        const left = Number(stack.pop());
        stack.push({ "+": left + right, "-": left - right, "*": left * right, "/": left / right,
          "<": +(left < right), ">": +(left > right), "<=": +(left <= right), ">=": +(left >= right), "=": +(left === right), "!=": +(left !== right),
          "and": +(left !== 0 && right !== 0), "or": +(left !== 0 || right !== 0) }[step]);
      }
    }
    const result = String(stack.pop());
    return Number.isFinite(Number(result)) ? result : undefined;
  }

  function holds([question, operator, wanted], row) {
    const given = answers(question, row);
    const compares = test => given.some(v => {
      const scores = rules[question].scores;
      const left = scores ? scores[v] : number(v);
      const right = number(wanted);
      return left !== undefined && right !== undefined && test(left, right);
    });
    switch (operator) {
      case "exists": return (given.length > 0) === (wanted === "true");
      case "=": return given.includes(wanted) || compares((a, b) => a === b);
      case "!=": return !given.includes(wanted);
      case ">": return compares((a, b) => a > b);
      case "<": return compares((a, b) => a < b);
      case ">=": return compares((a, b) => a >= b);
      default: return compares((a, b) => a <= b);
    }
  }

  function asked(link, row = "") {
    const rule = rules[link];
    const path = (rule.rows ? row : "") + link;
    if (!(path in memo)) {
      const here = one => holds(one, row);
      memo[path] = (!rule.parent || asked(rule.parent))
        && (!rule.when || (rule.any ? rule.when.some(here) : rule.when.every(here)));
    }
    return memo[path];
  }

  function suggestion(rule) {
    const found = (rule.suggest || []).find(s => s.when.every(one => holds(one)));
    return found ? found.value : "";
  }

  /* P3M or P14D after the day of the visit, kept inside the month as java.time does. */
  function after(period, start) {
    const [, count, unit] = /^P(\d+)([DWMY])$/.exec(period);
    const date = new Date(start + "T00:00:00Z");
    if (unit === "D" || unit === "W") {
      date.setUTCDate(date.getUTCDate() + count * (unit === "W" ? 7 : 1));
    } else {
      const wanted = date.getUTCDate();
      date.setUTCDate(1);
      date.setUTCMonth(date.getUTCMonth() + count * (unit === "Y" ? 12 : 1));
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      date.setUTCDate(Math.min(wanted, last));
    }
    return date.toISOString().slice(0, 10);
  }

  function suggestDate(link, rule) {
    const start = typed("date")[0];
    const value = suggestion(rule) && start ? after(suggestion(rule), start) : "";
    items(link).forEach(item => {
      const note = item.querySelector("[data-suggested-date]");
      note.textContent = value ? note.dataset.suggestedDate.replace("{0}", value) : "";
    });
    const input = inputs(link)[0];
    if (value && (input.value === "" || input.dataset.filled === input.value)) {
      input.value = value;
      input.dataset.filled = value;
    }
  }

  function shown(rule, answer) {
    return answer === undefined ? "–" : rule.labels ? rule.labels[answer] : answer;
  }

  function refresh() {
    memo = {};
    for (const [link, rule] of Object.entries(rules)) {
      rowsOf(link).forEach(row => items(link).filter(item => within(item, row)).forEach(item => { item.hidden = !asked(link, row); }));
      if (rule.steps) {
        items(link).forEach(item => { item.querySelector("[data-computed]").textContent = shown(rule, answers(link)[0]); });
      }
      if (rule.suggest && rule.kind === "date") {
        suggestDate(link, rule);
      } else if (rule.suggest) {
        const value = suggestion(rule);
        items(link).forEach(item => item.querySelectorAll("[data-suggested]").forEach(mark => {
          mark.hidden = mark.dataset.suggested !== value;
        }));
      }
      if (rule.least !== undefined && rule.kind !== "date") {
        rowsOf(link).forEach(row => inputs(link, row).forEach(input => range(input, rule)));
      }
    }
  }

  function range(input, rule) {
    const warn = input.closest(".field").querySelector("[data-range]");
    const wrong = input.value.trim() !== "" && document.activeElement !== input && !possible(rule, input.value);
    if (warn) { warn.hidden = !wrong || Boolean(input.closest(".field").querySelector("[data-error]")); }
    if (wrong) { input.setAttribute("aria-invalid", "true"); }
    else if (!input.closest(".field").querySelector("[data-error]")) { input.removeAttribute("aria-invalid"); }
  }

  /* "None" excludes the other answers, and the other way round. */
  function exclude(changed) {
    const rule = rules[changed.name.slice(2)];
    if (!rule || !rule.exclusive || !changed.checked) { return; }
    const alone = rule.exclusive.includes(changed.value);
    inputs(changed.name.slice(2)).forEach(other => {
      if (other !== changed && (alone || rule.exclusive.includes(other.value))) { other.checked = false; }
    });
  }

  function forgive(input) {
    const field = input.closest(".field");
    if (field) {
      field.querySelectorAll("[data-error]").forEach(error => error.remove());
      field.querySelectorAll("[aria-invalid]").forEach(one => one.removeAttribute("aria-invalid"));
    }
  }

  form.querySelectorAll("[data-row-more]").forEach(button => {
    const rows = [...button.closest(".card").querySelectorAll("[data-row]")];
    const show = () => {
      button.hidden = !rows.some(row => row.hidden);
      const open = rows.filter(row => !row.hidden);
      rows.forEach(row => row.querySelectorAll("[data-row-less]").forEach(less => { less.hidden = open.length === 1 || row !== open.at(-1); }));
    };
    button.addEventListener("click", () => {
      const next = rows.find(row => row.hidden);
      if (next) { next.hidden = false; next.querySelector("input").focus(); }
      show();
    });
    /* What stood in a row that is taken out is gone, also from the draft; the number it was given comes back. */
    rows.forEach(row => row.querySelectorAll("[data-row-less]").forEach(less => less.addEventListener("click", () => {
      row.querySelectorAll("input, select, textarea").forEach(input => {
        if (input.type === "radio" || input.type === "checkbox") { input.checked = false; }
        else { input.value = rules[input.name.slice(2 + row.dataset.row.length)]?.numbered ? input.defaultValue : ""; }
        forgive(input);
      });
      row.hidden = true;
      show();
      refresh();
      save();
      button.focus();
    })));
    showRows.push(show);
    show();
  });

  /* Draft: what was typed stays on this device, sealed, until it is sent. */
  const state = form.querySelector("[data-draft-state]");
  const notice = form.querySelector("[data-draft-notice]");

  function entries() {
    return [...new FormData(form)].filter(([name]) => name.startsWith("a."));
  }

  let typing = Promise.resolve();

  /* One after the other, so that an older draft never comes to lie over a newer one. */
  function save() {
    typing = typing.then(() => drafts.keep(entries()))
      .then(kept => { if (state) { state.textContent = kept ? state.dataset.saved : ""; } }, () => { if (state) { state.textContent = ""; } });
  }

  function fill(kept) {
    form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(input => { input.checked = false; });
    for (const [name, value] of kept) {
      form.querySelectorAll('[name="' + CSS.escape(name) + '"]').forEach(input => {
        if (input.type === "radio" || input.type === "checkbox") { if (input.value === value) { input.checked = true; } }
        else { input.value = value; }
        const row = input.closest("[data-row]");
        const link = row ? name.slice(2 + row.dataset.row.length) : "";
        if (row && value !== "" && !rules[link]?.numbered) { row.hidden = false; }
      });
    }
    showRows.forEach(show => show());
  }

  async function restore() {
    const kept = await drafts.take().catch(() => null);
    if (kept) {
      fill(kept);
      if (notice) { notice.hidden = false; }
      refresh();
    }
  }

  /* What the server would refuse, as far as a page can tell: [link, code, words] in the order of the form. */
  function wrongs() {
    const wrong = [];
    for (const [link, rule] of Object.entries(rules)) {
      (rule.hold || []).filter(one => asked(link) && Number(compute(one.steps)) === 0)
        .forEach(one => wrong.push([link, "answer-inconsistent", one.words]));
      if (["group", "display"].includes(rule.kind) || rule.steps || rule.known !== undefined) { continue; }
      rowsOf(link).filter(row => !row || used(row)).forEach(row => wrong.push(...wrongsAt(link, rule, row)));
    }
    return wrong;
  }

  function wrongsAt(link, rule, row) {
    const path = row + link;
    if (inputs(link, row).length === 0 || !asked(link, row)) { return []; }
    const given = typed(link, row);
    if (given.length === 0) { return rule.required ? [[path, "answer-required"]] : []; }
    if (rule.kind === "integer" || rule.kind === "decimal") {
      if (given.some(v => number(v) === undefined)) { return [[path, "answer-wrong-type"]]; }
      if (given.some(v => !possible(rule, v))) { return [[path, "answer-out-of-range"]]; }
    }
    return rule.kind === "date" && rule.notAfterToday && given.some(v => v > today()) ? [[path, "answer-date-in-future"]] : [];
  }

  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  form.addEventListener("input", event => { forgive(event.target); refresh(); save(); });
  form.addEventListener("change", event => { exclude(event.target); refresh(); save(); });
  form.addEventListener("focusout", refresh);
  form.addEventListener("click", event => {
    if (event.target.closest("[data-draft-drop]")) {
      typing = typing.then(() => drafts.drop()).then(() => { (drafts.again || (() => location.reload()))(); });
    }
  });

  if (prepare) { prepare({ rules, inputs, items, typed, fill, today }); }
  const restored = form.dataset.sent === "false" ? restore() : Promise.resolve();
  refresh();
  const first = form.querySelector("[data-focus]");
  if (first) { first.focus(); }
  return { entries, wrongs, refresh, restored, fill, saved: () => typing };
}

/* A draft of an online form lies in this browser, sealed with a key that the server gives to the signed-in page and the
   browser does not keep: signed out, or in other hands, nobody can read it. It is offered for three days. */
function liankangDrafts(form) {
  const name = form.dataset.draft;
  const longest = 3 * 86400000;
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const text = some => btoa(Array.from(new Uint8Array(some), b => String.fromCharCode(b)).join(""));
  const key = crypto.subtle
    ? crypto.subtle.importKey("raw", bytes(form.dataset.draftKey), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const bound = iv => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });
  return {
    async keep(entries) {
      if (!key) { return false; }
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(bound(iv), await key, new TextEncoder().encode(JSON.stringify(entries)));
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) }));
      return true;
    },
    async take() {
      const draft = JSON.parse(localStorage.getItem(name));
      if (!draft || !key) { return null; }
      if (Date.now() - draft.at > longest) { localStorage.removeItem(name); return null; }
      const plain = await crypto.subtle.decrypt(bound(bytes(draft.iv)), await key, bytes(draft.sealed));
      return JSON.parse(new TextDecoder().decode(plain));
    },
    async drop() { localStorage.removeItem(name); }
  };
}

(function () {
  const sent = document.querySelector("[data-draft-sent]");
  if (sent) { localStorage.removeItem(sent.dataset.draftSent); }
  const form = document.querySelector("[data-form]");
  if (form) { liankangForm(form, liankangDrafts(form)); }
})();
