/* The app for work without a connection: opens the sealed store, shows who is due, fills in forms, keeps finished visits and
   brings them when the platform can be reached. All words come from the page (data-texts). */
import * as store from "./store.js";
import * as sync from "./sync.js";
import { openForm } from "./visit.js";

const texts = JSON.parse(document.body.dataset.texts);
const SHORTEST_PHRASE = 10;
const LOCK_AFTER = 15 * 60000;
const KEPT_DAYS = 30;
const SHOWN_AT_ONCE = 60;
const RETRY_EVERY = 60000;
const day = 86400000;

const state = { device: null, current: null, forms: null, residents: new Map(), visits: [], village: "", words: "", conflict: null };

const $ = selector => document.querySelector(selector);
const view = name => $('[data-view="' + name + '"]');
const say = (key, ...values) => values.reduce((text, value, at) => text.replace("{" + at + "}", value), texts[key] ?? key);
const saysOr = (key, other) => texts[key] ?? other;
const slot = (root, name) => root.querySelector('[data-slot="' + name + '"]');
const part = (root, name) => root.querySelectorAll('[data-part="' + name + '"]');
const made = name => $('[data-template="' + name + '"]').content.firstElementChild.cloneNode(true);
const text = (root, name, words) => { slot(root, name).textContent = words; return slot(root, name); };

function element(name, words, style) {
  const one = document.createElement(name);
  one.textContent = words;
  if (style) { one.className = style; }
  return one;
}

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

const moment = time => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

/* ----- messages and questions ----- */
function tell(words, tone) {
  const box = element("div", "", "alert " + (tone || "good"));
  box.setAttribute("role", tone === "bad" ? "alert" : "status");
  box.append(element("p", words));
  $("[data-messages]").replaceChildren(box);
}

const quiet = () => $("[data-messages]").replaceChildren();

function tellFailure(failure) {
  if (failure instanceof sync.Unreachable) { tell(say("unreachable"), "warn"); }
  else if (failure instanceof sync.Refused) { tell(saysOr("refused." + failure.code, say("refused.other", failure.code)), "bad"); }
  else { tell(say("broken", String(failure && failure.message)), "bad"); }
}

function confirmed(question, yes) {
  const dialog = $("[data-confirm]");
  text(dialog, "question", question);
  text(dialog, "yes", yes);
  return new Promise(resolve => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.returnValue = "no";
    dialog.showModal();
  });
}

function show(name) {
  document.querySelectorAll("[data-view]").forEach(one => { one.hidden = one.dataset.view !== name; });
  document.querySelectorAll("[data-when-open]").forEach(one => { one.hidden = !store.opened() || !state.device; });
  document.querySelectorAll("[data-tab]").forEach(one => {
    if (one.dataset.tab === name) { one.setAttribute("aria-current", "page"); } else { one.removeAttribute("aria-current"); }
  });
  scrollTo(0, 0);
}

function connection() {
  const badge = $("[data-connection]");
  badge.textContent = say(navigator.onLine ? "online" : "offline");
  badge.className = "badge " + (navigator.onLine ? "good" : "warn");
}

/* ----- what is in the store ----- */
async function load() {
  state.device = await store.get("device");
  state.current = await store.get("current");
  if (state.current && Date.now() - state.current.at > KEPT_DAYS * day) {
    await store.change({}, [...await store.names("page:"), ...await store.names("news:"), "current", "round"]);
    state.current = undefined;
    tell(say("too-old", KEPT_DAYS), "warn");
  }
  state.forms = await store.get("forms");
  state.visits = (await store.all("visit:")).sort((one, other) => one.at.localeCompare(other.at));
  const pages = state.current ? await store.all("page:" + state.current.round + ":") : [];
  state.residents = new Map(pages.flat().map(one => [one.id, one]));
}

const waiting = () => state.visits.filter(visit => visit.state !== "sent");

function counts() {
  text(document, "queue-count", String(waiting().length));
  text(document, "due-count", String(due().length));
  text(document, "doctor", state.device ? state.device.doctor : "");
}

/* ----- who is due ----- */
const taken = (resident, task) => state.visits.find(visit => visit.resident === resident.id && (visit.task === task.id || visit.form === task.form));
const service = task => state.forms.services[task.service] || task.service;

function rank(task) {
  return ["URGENT", "RECHECK", "ROUTINE"].indexOf(task.urgency) * 2 + (task.due < today() ? 0 : 1);
}

function due() {
  const soon = new Date(Date.now() + KEPT_DAYS * day).toISOString().slice(0, 10);
  return [...state.residents.values()]
    .map(resident => ({ resident, tasks: resident.tasks.filter(task => task.due <= soon && !taken(resident, task)) }))
    .filter(one => one.tasks.length > 0)
    .sort((one, other) => Math.min(...one.tasks.map(rank)) - Math.min(...other.tasks.map(rank))
      || one.tasks[0].due.localeCompare(other.tasks[0].due) || one.resident.id - other.resident.id);
}

function about(resident) {
  const years = resident.born ? Math.floor((Date.now() - Date.parse(resident.born)) / (365.2425 * day)) : "–";
  return [say("about", say("gender." + resident.gender), years), resident.number, resident.phone].filter(Boolean).join(" · ");
}

function chip(words, village, here) {
  const one = element("a", words, "chip");
  one.href = "#due";
  if (here) { one.setAttribute("aria-current", "page"); }
  one.addEventListener("click", event => { event.preventDefault(); state.village = village; drawDue(); });
  return one;
}

function drawDue() {
  const page = view("due");
  const all = due();
  const villages = new Map();
  all.forEach(({ resident }) => villages.set(resident.village, (villages.get(resident.village) || 0) + 1));
  slot(page, "chips").replaceChildren(chip(say("due.all", all.length), "", state.village === ""),
    ...[...villages].sort((one, other) => other[1] - one[1]).map(([name, number]) => chip(name + " " + number, name, state.village === name)));
  const words = state.words.trim();
  const people = words
    ? [...state.residents.values()].filter(one => one.name.includes(words) || one.address.includes(words)).map(resident => ({ resident, tasks: resident.tasks }))
    : all.filter(({ resident }) => state.village === "" || resident.village === state.village);
  text(page, "as-of", state.current ? say("due.as-of", moment(state.current.at), state.current.count) : say("due.nothing-kept"));
  slot(page, "list").replaceChildren(...people.slice(0, SHOWN_AT_ONCE).map(card));
  if (people.length === 0) { slot(page, "list").append(element("p", say("due.none"), "quiet")); }
  if (people.length > SHOWN_AT_ONCE) { slot(page, "list").append(element("p", say("due.more", people.length - SHOWN_AT_ONCE), "quiet")); }
  counts();
}

function card({ resident, tasks }) {
  const one = made("resident");
  const name = text(one, "name", resident.name);
  name.href = "#resident/" + resident.id;
  text(one, "about", [about(resident), resident.village || resident.address].filter(Boolean).join(" · "));
  const urgent = tasks.some(task => task.urgency === "URGENT");
  const late = tasks.some(task => task.due < today());
  if (urgent || late) {
    const badge = text(one, "state", say(urgent ? "urgent" : "overdue"));
    badge.classList.add(urgent ? "bad" : "warn");
    badge.hidden = false;
  }
  slot(one, "tasks").replaceChildren(...tasks.slice(0, 4).map(task => element("li", say("due.task", service(task), task.due))));
  if (resident.allergies.length > 0) { slot(one, "tasks").append(element("li", say("due.allergy", resident.allergies.map(line => line[0]).join(say("comma"))), "quiet")); }
  return one;
}

/* ----- one resident ----- */
function allergies(page, resident) {
  slot(page, "allergies").hidden = resident.allergies.length === 0;
  text(page, "allergy-words", resident.allergies.map(([words, detail]) => detail ? say("with-detail", words, detail) : words).join(say("comma")));
}

function lines(place, all) {
  place.replaceChildren(...all.map(([words, detail, since]) => {
    const line = element("p", words + " ");
    line.append(element("span", [detail, since].filter(Boolean).join(" · "), "quiet small"));
    return line;
  }));
  if (all.length === 0) { place.append(element("p", say("resident.none"), "quiet")); }
}

function drawResident(id) {
  const resident = state.residents.get(id);
  if (!resident) { location.hash = "#due"; return; }
  const page = view("resident");
  text(page, "name", resident.name);
  text(page, "about", [about(resident), resident.address].filter(Boolean).join(" · "));
  allergies(page, resident);
  slot(page, "tasks").replaceChildren(...resident.tasks.map(task => {
    const one = made("task");
    text(one, "service", service(task));
    text(one, "due", say("resident.due-on", task.due));
    const fill = slot(one, "fill");
    const visit = taken(resident, task);
    fill.hidden = !task.form || !state.forms.forms[task.form] || Boolean(visit);
    fill.href = "#form/" + task.form + "/" + id + "/" + task.id;
    if (visit) { const badge = text(one, "state", say("state." + visit.state)); badge.hidden = false; }
    return one;
  }));
  if (resident.tasks.length === 0) { slot(page, "tasks").append(element("p", say("resident.nothing-due"), "quiet")); }
  lines(slot(page, "problems"), resident.problems);
  lines(slot(page, "medicines"), resident.medicines);
  slot(page, "forms").replaceChildren(...Object.entries(state.forms.forms)
    .sort((one, other) => one[1].title.localeCompare(other[1].title, document.documentElement.lang))
    .map(([name, form]) => new Option(form.title, name)));
  page.dataset.resident = id;
}

/* ----- a form ----- */
async function drawForm(name, id, task, mended) {
  const resident = state.residents.get(id) || (mended && unknown(mended));
  const blank = state.forms.forms[name];
  if (!resident || !blank) { location.hash = "#due"; return; }
  const page = view("form");
  text(page, "title", blank.title);
  text(page, "for", resident.name + " · " + about(resident));
  allergies(page, resident);
  openForm({
    place: slot(page, "place"), blank, name, resident, visit: mended, say,
    leave: () => { location.hash = mended ? "#queue" : "#resident/" + id; },
    done: async (answers, drafts) => {
      const visit = mended ? { ...mended, answers, state: "waiting", findings: undefined } : {
        formId: crypto.randomUUID(), form: name, version: blank.version, resident: id, name: resident.name, village: resident.village, task,
        at: new Date().toISOString(), base: resident.base, despite: 0, answers, state: "waiting", account: state.device.account
      };
      await keep(visit, drafts);
      location.hash = mended ? "#queue" : "#due";
      tell(say(navigator.onLine ? "kept.sending" : "kept", resident.name));
      if (navigator.onLine) { send(); }
    }
  });
}

/* Of somebody who is not in the store any more the visit itself says what is needed to mend it. */
function unknown(visit) {
  return { id: visit.resident, name: visit.name, gender: "unknown", born: "", number: "", phone: "", allergies: [], measured: {}, answered: {}, base: visit.base };
}

async function keep(visit, removes) {
  const gone = visit.was && visit.was !== visit.formId ? ["visit:" + visit.was] : [];
  await store.change({ ["visit:" + visit.formId]: visit }, [...(removes || []), ...gone]);
  state.visits = [...state.visits.filter(one => one.formId !== visit.formId && one.formId !== visit.was), visit]
    .sort((one, other) => one.at.localeCompare(other.at));
  counts();
}

/* ----- what waits to be sent ----- */
function action(words, primary, work) {
  const button = element("button", words, "button compact" + (primary ? " primary" : ""));
  button.type = "button";
  button.addEventListener("click", work);
  return button;
}

async function throwAway(visit) {
  if (!await confirmed(say("conflict.discard-sure", visit.name), say("conflict.discard"))) { return; }
  try {
    if (state.device && visit.account === state.device.account && visit.code !== "resident-elsewhere") { await sync.discard(visit); }
    await store.change({}, ["visit:" + visit.formId]);
    state.visits = state.visits.filter(one => one !== visit);
    tell(say("conflict.discarded", visit.name));
    location.hash = "#queue";
    drawQueue();
  } catch (failure) { tellFailure(failure); }
}

function drawQueue() {
  const tones = { waiting: "info", conflict: "warn", mend: "warn", refused: "bad", sent: "good" };
  const order = ["conflict", "mend", "refused", "waiting", "sent"];
  const all = [...state.visits].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  slot(view("queue"), "list").replaceChildren(...all.map(visit => {
    const one = made("visit");
    text(one, "name", visit.name);
    text(one, "form", state.forms?.forms[visit.form]?.title || visit.form);
    text(one, "about", say("queue.filled", moment(visit.at)) + (visit.village ? " · " + visit.village : ""));
    text(one, "state", say("state." + visit.state)).classList.add(tones[visit.state]);
    const why = slot(one, "why");
    const actions = slot(one, "actions");
    if (visit.state === "conflict") {
      const decide = element("a", say("queue.decide"), "button primary compact");
      decide.href = "#conflict/" + visit.formId;
      actions.append(decide);
    } else if (visit.state === "mend") {
      why.textContent = (visit.findings || []).map(finding => finding.label ? say("with-reason", finding.label, finding.message) : finding.message).join(say("comma"));
      const mend = element("a", say("queue.mend"), "button primary compact");
      mend.href = "#mend/" + visit.formId;
      actions.append(mend, action(say("conflict.discard"), false, () => throwAway(visit)));
    } else if (visit.state === "refused") {
      why.textContent = saysOr("refused." + visit.code, say("refused.other", visit.code));
      actions.append(action(say("queue.again"), true, async () => { await keep({ ...visit, state: "waiting" }); send(); }),
        action(say("conflict.discard"), false, () => throwAway(visit)));
    } else if (state.device && visit.account !== state.device.account && visit.state === "waiting") {
      why.textContent = say("queue.of-another");
    } else if (visit.state === "sent") {
      text(one, "about", say("queue.sent", visit.submission));
    }
    why.hidden = why.textContent === "";
    return one;
  }));
  if (all.length === 0) { slot(view("queue"), "list").append(element("p", say("queue.none"), "quiet")); }
  counts();
}

/* ----- a conflict ----- */
function drawConflict(formId) {
  const visit = state.visits.find(one => one.formId === formId && one.state === "conflict");
  if (!visit) { location.hash = "#queue"; return; }
  state.conflict = visit;
  const { others, changes, rows } = visit.conflict;
  const page = view("conflict");
  text(page, "for", visit.name + " · " + (state.forms?.forms[visit.form]?.title || visit.form));
  text(page, "why", say(others.length > 0 ? "conflict.same-service" : "conflict.news"));
  slot(page, "changes").replaceChildren(...changes.map(change =>
    element("li", say("conflict.change." + change.kind, [change.words, change.detail].filter(Boolean).join(" "), change.since))));
  const head = document.createElement("tr");
  head.append(element("th", say("conflict.question")), heading(say("conflict.mine"), moment(visit.at)),
    ...others.map(other => heading(say("conflict.theirs"), [other.day, other.at, other.by].filter(Boolean).join(" · "))));
  slot(page, "head").replaceChildren(head);
  slot(page, "rows").replaceChildren(...rows.map(row => {
    const line = document.createElement("tr");
    const name = element("th", row.label);
    name.scope = "row";
    line.append(name, element("td", row.mine || "–"), ...row.theirs.map(theirs => element("td", theirs || "–")));
    line.classList.toggle("differs", row.mine !== "" && row.theirs.some(theirs => theirs !== "" && theirs !== row.mine));
    return line;
  }));
}

function heading(words, detail) {
  const one = element("th", words);
  one.scope = "col";
  one.append(element("span", detail, "faint"));
  return one;
}

/* ----- this device ----- */
function drawDevice() {
  const page = view("device");
  text(page, "name", state.device.name);
  const facts = [
    ["device.doctor", state.device.doctor],
    ["device.kept", state.current ? say("device.kept-residents", state.current.count) : say("due.nothing-kept")],
    ["device.as-of", state.current ? moment(state.current.at) : "–"],
    ["device.waiting", String(waiting().length)],
    ["device.expires", moment(state.device.expires)]
  ];
  slot(page, "facts").replaceChildren(...facts.map(([key, value]) => {
    const line = document.createElement("div");
    line.append(element("dt", say(key)), element("dd", value));
    return line;
  }));
}

/* One tab at a time talks with the platform. */
const alone = work => navigator.locks.request("liankang-offline-sync", { ifAvailable: true }, async lock => {
  if (!lock || !store.opened() || !state.device) { return false; }
  await work();
  return true;
});

/* A device that gets nothing any more keeps nobody's data; visits not sent yet stay sealed until it is registered again. */
async function shut(failure) {
  await store.change({}, [...await store.names("page:"), ...await store.names("news:"), ...await store.names("draft:"), "device", "current", "round"]);
  await load();
  await start();
  tell(saysOr("refused." + failure.code, say("refused.device-unknown")), "bad");
}

async function download() {
  const page = view("device");
  quiet();
  try {
    await alone(async () => {
      slot(page, "progress").hidden = false;
      const done = await sync.download((done, all) => {
        text(page, "progress-words", say("device.progress", done, all));
        slot(page, "progress-bar").value = all === 0 ? 100 : Math.round(100 * done / all);
      });
      await load();
      tell(done.whole ? say("device.done", done.count) : say("device.news", done.changed, done.gone, done.count));
    });
  } catch (failure) {
    if (sync.closed(failure)) { await shut(failure); return; }
    tellFailure(failure);
  } finally {
    slot(page, "progress").hidden = true;
  }
  if (store.opened() && state.device) { route(); }
}

async function send() {
  let news = false;
  try {
    await alone(async () => {
      for (const visit of state.visits.filter(one => one.state === "waiting" && one.account === state.device.account)) {
        const now = await sync.upload(visit);
        await keep(now);
        news = true;
      }
    });
    if (news) {
      const open = state.visits.filter(one => ["conflict", "mend", "refused"].includes(one.state)).length;
      tell(open > 0 ? say("queue.open", open) : say("queue.all-sent"), open > 0 ? "warn" : "good");
    }
  } catch (failure) {
    if (sync.closed(failure)) { await shut(failure); return; }
    if (!(failure instanceof sync.Unreachable)) { tellFailure(failure); }
  }
  if (news && store.opened() && state.device && view("form").hidden) { route(); }
}

async function forget() {
  const open = state.visits.filter(visit => visit.state !== "sent").length;
  if (!await confirmed(open > 0 ? say("device.forget-unsent", open) : say("device.forget-sure"), say("device.forget"))) { return; }
  await store.forget();
  location.hash = "";
  location.reload();
}

/* ----- setting up ----- */
async function start() {
  show("start");
  const page = view("start");
  const form = page.querySelector("form");
  part(page, "phrase").forEach(one => { one.hidden = store.opened(); });
  try {
    const session = await sync.session(form.elements.team.value);
    part(page, "sign-in")[0].hidden = session.signedIn;
    part(page, "may-not")[0].hidden = !session.signedIn || session.may;
    form.hidden = !session.may;
    if (session.may) {
      form.dataset.csrf = session.csrf;
      text(page, "who", session.name);
      text(page, "where", session.institution);
      const chosen = form.elements.team.value;
      form.elements.team.replaceChildren(form.elements.team.options[0], ...session.teams.map(team => new Option(say("start.team", team.name), team.id, false, team.id === chosen)));
      slot(page, "villages").replaceChildren(...session.villages.map(village => {
        const label = element("label", "", "pill");
        const box = document.createElement("input");
        box.type = "checkbox";
        box.name = "village";
        box.value = village.name;
        label.append(box, element("span", village.name + " " + village.residents));
        return label;
      }));
    }
  } catch (failure) { tellFailure(failure); }
}

async function register(form) {
  const fields = new FormData(form);
  const phrase = String(fields.get("phrase"));
  if (!store.opened() && phrase.length < SHORTEST_PHRASE) { tell(say("start.phrase-short", SHORTEST_PHRASE), "bad"); return; }
  if (!store.opened() && phrase !== fields.get("again")) { tell(say("start.phrase-differs"), "bad"); return; }
  if (!store.opened() && await store.exists()) { location.reload(); return; }
  form.querySelector("[type=submit]").classList.add("busy");
  try {
    if (!store.opened()) { await store.create(phrase); }
    await sync.register(form.dataset.csrf, fields.get("name"), fields.get("team"), fields.getAll("village"));
    if (navigator.storage && navigator.storage.persist) { await navigator.storage.persist(); }
    form.reset();
    await load();
    location.hash = "#device";
    route();
    await download();
    if (state.current) { location.hash = "#due"; }
  } catch (failure) { tellFailure(failure); }
  finally { form.querySelector("[type=submit]").classList.remove("busy"); }
}

async function unlock(form) {
  const button = form.querySelector("[type=submit]");
  button.classList.add("busy");
  const right = await store.open(form.elements.phrase.value);
  form.elements.phrase.value = "";
  button.classList.remove("busy");
  if (!right) { tell(say("unlock.wrong"), "bad"); return; }
  quiet();
  await load();
  route();
  send();
}

/* ----- ways ----- */
function route() {
  if (!store.opened()) { show("unlock"); return; }
  if (!state.device) { start(); return; }
  const [name, ...rest] = location.hash.slice(1).split("/");
  const visit = name === "mend" ? state.visits.find(one => one.formId === rest[0]) : null;
  switch (name) {
    case "resident": show("resident"); drawResident(Number(rest[0])); break;
    case "form": show("form"); drawForm(rest[0], Number(rest[1]), rest[2] || ""); break;
    case "mend": if (visit) { show("form"); drawForm(visit.form, visit.resident, visit.task, visit); } else { location.hash = "#queue"; } break;
    case "queue": show("queue"); drawQueue(); break;
    case "conflict": show("conflict"); drawConflict(rest[0]); break;
    case "device": show("device"); drawDevice(); break;
    default: show("due"); drawDue();
  }
  counts();
}

const deeds = {
  lock: () => { store.close(); location.reload(); },
  forget,
  download,
  send: () => { quiet(); send(); },
  "other-form": () => {
    const page = view("resident");
    location.hash = "#form/" + slot(page, "forms").value + "/" + page.dataset.resident;
  },
  "as-well": async () => {
    await keep({ ...state.conflict, state: "waiting", despite: state.conflict.conflict.seen, conflict: undefined });
    location.hash = "#queue";
    await send();
  },
  discard: () => throwAway(state.conflict)
};

document.addEventListener("click", event => {
  const button = event.target.closest("[data-do]");
  if (button) { deeds[button.dataset.do](); }
});
view("start").querySelector("form").addEventListener("submit", event => { event.preventDefault(); register(event.target); });
view("start").querySelector("[name=team]").addEventListener("change", () => start());
view("unlock").querySelector("form").addEventListener("submit", event => { event.preventDefault(); unlock(event.target); });
$("[data-find-due]").addEventListener("input", event => { state.words = event.target.value; drawDue(); });
addEventListener("hashchange", () => { if (!$("[data-confirm]").open) { route(); } });
addEventListener("online", () => { connection(); if (store.opened()) { send(); } });
addEventListener("offline", connection);
setInterval(() => { if (navigator.onLine && store.opened() && state.visits.some(one => one.state === "waiting")) { send(); } }, RETRY_EVERY);

/* Left alone for a quarter of an hour it closes; what was being typed is in the sealed store already. */
let touched = Date.now();
["pointerdown", "keydown", "input"].forEach(kind => addEventListener(kind, () => { touched = Date.now(); }, { passive: true }));
setInterval(() => { if (store.opened() && Date.now() - touched > LOCK_AFTER) { deeds.lock(); } }, 10000);

(async function () {
  connection();
  if (!isSecureContext || !window.indexedDB || !crypto.subtle || !navigator.serviceWorker) { show("impossible"); return; }
  navigator.serviceWorker.register("/offline-worker.js", { scope: "/offline" }).catch(tellFailure);
  if (await store.exists()) { show("unlock"); $("#unlock").focus(); } else { await start(); }
})();
