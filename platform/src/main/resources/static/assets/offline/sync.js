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

/* All residents of this device. Every page is kept as it comes, so a download that broke off goes on behind the last one;
   the residents of the time before stay in use until all are there. */
export async function download(progress) {
  const forms = await patiently("/api/offline/forms");
  await store.change({ forms });
  let round = await store.get("round");
  if (!round || Date.now() - round.started > STALE_ROUND) {
    round = { number: Date.now(), started: Date.now(), pages: 0, count: 0, after: 0 };
  }
  for (;;) {
    const page = await patiently("/api/offline/panel?after=" + round.after);
    const name = "page:" + round.number + ":" + String(round.pages).padStart(5, "0");
    round = { ...round, pages: round.pages + 1, count: round.count + page.residents.length, after: page.next || round.after };
    progress(round.count, page.all);
    if (page.next) {
      await store.change({ [name]: page.residents, round });
    } else {
      const before = (await store.names("page:")).filter(one => !one.startsWith("page:" + round.number + ":"));
      const sent = (await store.all("visit:")).filter(visit => visit.state === "sent").map(visit => "visit:" + visit.formId);
      await store.change({ [name]: page.residents, current: { round: round.number, count: round.count, at: Date.now() } }, [...before, ...sent, "round"]);
      return round.count;
    }
  }
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
