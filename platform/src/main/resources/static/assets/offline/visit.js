/* One form of one resident: the blank page as the platform drew it, with what this device knows of the resident put in. */
import * as store from "./store.js";

const draftName = (form, resident) => "draft:" + form + ":" + resident;

function age(born, day) {
  if (!born) { return ""; }
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
  return years < 0 ? "" : String(years);
}

function known(fact, resident, answered, day) {
  if (fact === "age") { return age(resident.born, day); }
  if (fact === "gender") { return resident.gender; }
  return fact.startsWith("last-answer:") ? (answered[fact.slice("last-answer:".length)] || [""])[0] : "";
}

function monthsBefore(day, months) {
  const date = new Date(day + "T00:00:00Z");
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

/* The words of an answer, as they stand on the form itself. */
function words(form, rule, item, text) {
  if (rule.kind === "boolean") { return text === "true" ? form.dataset.yes : form.dataset.no; }
  if (rule.kind !== "choice") { return text; }
  const picked = item.querySelector('[value="' + CSS.escape(text) + '"]');
  return picked ? (picked.tagName === "OPTION" ? picked : picked.nextElementSibling.firstChild).textContent : text;
}

function prepare(form, resident, answered) {
  return ({ rules, inputs, items, today }) => {
    const day = today();
    let dated = false;
    for (const [link, rule] of Object.entries(rules)) {
      if (rule.fact) { rule.known = known(rule.fact, resident, answered, day); }
      if (rule.kind === "group" || rule.kind === "display") { continue; }
      const last = (rule.code && resident.measured[rule.code]) || answered[link];
      if (last) {
        items(link).forEach(item => {
          const place = item.querySelector("[data-last]");
          if (place) { place.textContent = form.dataset.lastText.replace("{0}", words(form, rule, item, last[0])).replace("{1}", last[1]); }
        });
      }
      const input = inputs(link)[0];
      if (input && rule.required && rule.notAfterToday && !dated) {
        dated = true;
        input.value = day;
      } else if (input && rule.reuse && last && last[1] > monthsBefore(day, rule.reuse)) {
        input.value = last[0];
      }
    }
  };
}

function grouped(entries) {
  const answers = {};
  for (const [name, value] of entries) {
    if (String(value).trim() !== "") { (answers[name.slice(2)] ||= []).push(String(value)); }
  }
  return answers;
}

/* Shows what is wrong, at the top and beside each question; wrongs are { path, label, message }. */
function show(form, wrongs, title) {
  const box = form.querySelector("[data-wrongs]");
  const list = form.querySelector("[data-wrongs-list]");
  box.hidden = wrongs.length === 0;
  form.querySelector("[data-wrongs-title]").textContent = title;
  form.querySelectorAll("[data-error]").forEach(one => one.remove());
  list.replaceChildren(...wrongs.map(wrong => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const place = form.querySelector("#" + CSS.escape("q-" + wrong.path));
    link.href = "#";
    link.textContent = wrong.label;
    link.addEventListener("click", event => {
      event.preventDefault();
      if (place) { place.scrollIntoView({ block: "center" }); (place.querySelector("input, select, textarea") || place).focus(); }
    });
    item.append(link, " " + wrong.message);
    const notes = place && place.querySelector("[id$='-notes']");
    if (notes) {
      const error = document.createElement("p");
      error.className = "field-error";
      error.dataset.error = "";
      error.textContent = wrong.message;
      notes.prepend(error);
      place.querySelectorAll(".input").forEach(input => input.setAttribute("aria-invalid", "true"));
    }
    return item;
  }));
  if (wrongs.length > 0) { box.focus(); box.scrollIntoView({ block: "start" }); }
}

/* Opens the form in a place of the page. done gets the answers when it is complete; leave is called when it is given up.
   visit is one that was filled in before and has to be mended. */
export function openForm({ place, blank, name, resident, visit, say, done, leave }) {
  place.innerHTML = blank.html;
  const form = place.querySelector("form");
  const draft = draftName(name, resident.id);
  const drafts = visit ? { keep: async () => false, take: async () => null, drop: async () => {} } : {
    keep: async entries => { await store.change({ [draft]: { at: Date.now(), entries } }); return true; },
    take: async () => (await store.get(draft))?.entries,
    drop: () => store.change({}, [draft]),
    again: () => openForm({ place, blank, name, resident, visit, say, done, leave })
  };
  const page = window.liankangForm(form, drafts, prepare(form, resident, resident.answered[name] || {}));
  if (visit) {
    page.fill(Object.entries(visit.answers).flatMap(([path, values]) => values.map(value => ["a." + path, value])));
    page.refresh();
    show(form, visit.findings || [], say("form.mend"));
  }
  form.querySelector("[data-leave]").addEventListener("click", leave);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const wrongs = page.wrongs().map(([path, code, words]) => ({
      path,
      label: (form.querySelector("#" + CSS.escape("q-" + path) + " .field-label") || form).textContent.trim().replace(/\*$/, ""),
      message: words || say("wrong." + code)
    }));
    show(form, wrongs, say("form.wrongs", wrongs.length));
    if (wrongs.length === 0) {
      await page.saved();
      await done(grouped(page.entries()), visit ? [] : [draft]);
    }
  });
  form.scrollIntoView();
  return page;
}
