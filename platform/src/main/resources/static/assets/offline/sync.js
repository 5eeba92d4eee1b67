/* Talks with the platform: registers this device, fetches its residents page by page, brings visits. */
import * as store from "./store.js";

const PATIENCE = 90000;
const MOST_WAITS = 60;
const STALE_ROUND = 12 * 3600000;

/* The platform said no; code is one of docs/findings.md. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.code || "error-" + status);
    this.status = status;
    this.code = this.message;
    this.body = body;
  }
}

/* Nobody answered. */
export class Unreachable extends Error {}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch (gone) {
    throw new Unreachable();
  }
  const json = (answer.headers.get("Content-Type") || "").includes("json");
  let body;
  try {
    body = json ? await answer.json() : {};
  } catch (cut) {
    throw new Unreachable();
  }
  if (!answer.ok || !json) { throw Object.assign(new Refused(answer.status, body), { wait: Number(answer.headers.get("Retry-After")) }); }
  return body;
}

async function asDevice(path, options = {}) {
  const device = await store.get("device");
  if (!device) { throw new Refused(403, { code: "device-unknown" }); }
  return call(path, { ...options, headers: { Authorization: "Bearer " + device.token, "Content-Type": "application/json" } });
}

export const session = team => call("/offline/session?team=" + encodeURIComponent(team || ""));

export async function register(csrf, name, team, villages) {
  const fields = new URLSearchParams({ name, team });
  villages.forEach(village => fields.append("village", village));
  const device = await call("/offline/devices", { method: "POST", headers: { "X-CSRF-TOKEN": csrf }, body: fields });
  await store.change({ device });
  return device;
}

async function patiently(path) {
  for (let wait = 0; ; wait++) {
    try {
      return await asDevice(path);
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.status !== 503 || wait === MOST_WAITS) { throw failure; }
      await new Promise(resolve => setTimeout(resolve, 1000 * (failure.wait || 10) * (0.5 + Math.random())));
    }
  }
}

/* What changed since the portion this device holds last: for a new one, or one that was away too long, everybody. Every
   portion is kept as it comes, so a download that broke off goes on behind the last one; the residents of the time before
   stay in use until all is there. Then, in one step, who changed is put in the place of what was, who came is added, and
   who is not this device's business any more is removed; visits not sent stay. */
export async function download(progress) {
  const had = await store.get("forms");
  const forms = await patiently("/api/offline/forms?have=" + encodeURIComponent(had?.digest || ""));
  if (!forms.same) { await store.change({ forms }); }
  const before = await store.get("current");
  let round = await store.get("round");
  if (!round?.gone || Date.now() - round.started > STALE_ROUND || (!round.whole && !before)) {
    round = { at: before?.position || 0, number: 0, started: Date.now(), portions: 0, news: 0, gone: [] };
  }
  for (;;) {
    const come = await patiently("/api/offline/panel?at=" + round.at);
    // another number than expected: the platform begins anew, and what came for this update before is of no use
    if (come.round !== round.number) { round = { ...round, number: come.round, whole: come.whole, portions: 0, news: 0, gone: [] }; }
    const name = (round.whole ? "page:" : "news:") + round.number + ":" + String(round.portions).padStart(5, "0");
    round = { ...round, at: come.at, portions: round.portions + 1, news: round.news + come.residents.length, gone: [...round.gone, ...come.gone] };
    progress(come.done, come.all);
    if (come.more) {
      await store.change({ [name]: come.residents, round });
    } else {
      return round.whole ? replaced(round, name, come.residents) : brought(round, before, come.residents);
    }
  }
}

const over = async () => (await store.all("visit:")).filter(visit => visit.state === "sent").map(visit => "visit:" + visit.formId);

const current = (pages, count, round) => ({ round: pages, position: round.at, count, at: Date.now() });

/* Everybody came: nothing of before is left. */
async function replaced(round, name, residents) {
  const own = await store.names("page:" + round.number + ":");
  const old = (await store.names("page:")).filter(one => !own.includes(one) || one > name);
  await store.change({ [name]: residents, current: current(round.number, round.news, round) },
    [...old, ...await store.names("news:"), ...await over(), "round"]);
  return { count: round.news, changed: round.news, gone: 0, whole: true };
}

/* News came: only the pages they concern are written again. */
async function brought(round, before, residents) {
  const news = new Map([...(await store.all("news:" + round.number + ":")).flat(), ...residents].map(one => [one.id, one]));
  const gone = new Set(round.gone);
  const own = "page:" + before.round + ":";
  const puts = {};
  const removes = (await store.names("page:")).filter(one => !one.startsWith(own));
  let count = 0;
  for (const name of await store.names(own)) {
    const kept = await store.get(name);
    const stays = kept.filter(one => !gone.has(one.id));
    if (stays.length === 0) { removes.push(name); }
    else if (stays.length < kept.length || stays.some(one => news.has(one.id))) { puts[name] = stays.map(one => news.get(one.id) || one); }
    stays.forEach(one => news.delete(one.id));
    count += stays.length;
  }
  if (news.size > 0) { puts[own + "n" + round.number] = [...news.values()]; }
  count += news.size;
  await store.change({ ...puts, current: current(before.round, count, round) }, [...removes, ...await store.names("news:"), ...await over(), "round"]);
  return { count, changed: round.news, gone: gone.size, whole: false };
}

/* Brings one visit and says what it is now; throws only when it could not be brought at all. */
export async function upload(visit) {
  const { formId, form, resident, task, at, base, despite, answers } = visit;
  try {
    const done = await asDevice("/api/offline/visits", { method: "POST", body: JSON.stringify({ formId, form, resident, task, at, base, despite, answers }) });
    return { ...visit, state: "sent", submission: done.submission, answers: {}, conflict: undefined, findings: undefined };
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status === 503 || failure.status >= 500 || closed(failure)) { throw failure; }
    switch (failure.code) {
      case "visit-conflict": return { ...visit, state: "conflict", conflict: failure.body };
      case "answers-refused": return { ...visit, state: "mend", findings: failure.body.findings };
      case "visit-not-stored": return { ...visit, state: "mend", findings: failure.body.findings, formId: failure.body.sentBefore ? visit.formId : crypto.randomUUID(), was: visit.formId };
      default: return { ...visit, state: "refused", code: failure.code };
    }
  }
}

export const discard = visit => asDevice("/api/offline/discards", { method: "POST", body: JSON.stringify({ formId: visit.formId, form: visit.form, resident: visit.resident }) });

/* This device gets nothing any more. */
export const closed = failure => failure instanceof Refused
  && (failure.status === 401 || ["device-withdrawn", "device-unknown", "device-expired", "not-allowed"].includes(failure.code));
