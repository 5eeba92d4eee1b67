/* Boxes of data in IndexedDB, each sealed on its own with AES-GCM under its own name. The key that seals them is random; it
   lies there wrapped by a key made from the pass phrase (PBKDF2) and is in the open only in this page's memory. */
const DATABASE = "liankang-offline";
const BOXES = "boxes";
const LOCK = "lock";
const ROUNDS = 600000;
const KEY = { name: "AES-GCM", length: 256 };

let key = null;

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(BOXES);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inside(mode, work) {
  const base = await database();
  try {
    return await new Promise((resolve, reject) => {
      const turn = base.transaction(BOXES, mode, { durability: "strict" });
      const result = work(turn.objectStore(BOXES));
      turn.oncomplete = () => resolve(result && "result" in result ? result.result : undefined);
      turn.onabort = turn.onerror = () => reject(turn.error);
    });
  } finally {
    base.close();
  }
}

const bound = (name, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });
const fresh = length => crypto.getRandomValues(new Uint8Array(length));

async function fromPhrase(phrase, salt, rounds) {
  const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(phrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, words, KEY, false, ["wrapKey", "unwrapKey"]);
}

export async function exists() {
  return Boolean(await inside("readonly", boxes => boxes.get(LOCK)));
}

export const opened = () => key !== null;

export function close() { key = null; }

/* A new key under a new pass phrase, on a device that has none: another tab may have been quicker. */
export async function create(phrase) {
  if (await exists()) { throw new Error("there is a lock already"); }
  const lock = { salt: fresh(16), rounds: ROUNDS, iv: fresh(12) };
  const outer = await fromPhrase(phrase, lock.salt, lock.rounds);
  const made = await crypto.subtle.generateKey(KEY, true, ["encrypt", "decrypt"]);
  lock.wrapped = await crypto.subtle.wrapKey("raw", made, outer, bound(LOCK, lock.iv));
  await inside("readwrite", boxes => { boxes.add(lock, LOCK); });
  await open(phrase);
}

/* False when it is not the pass phrase. */
export async function open(phrase) {
  const lock = await inside("readonly", boxes => boxes.get(LOCK));
  const outer = await fromPhrase(phrase, lock.salt, lock.rounds);
  try {
    key = await crypto.subtle.unwrapKey("raw", lock.wrapped, outer, bound(LOCK, lock.iv), KEY, false, ["encrypt", "decrypt"]);
    return true;
  } catch (wrong) {
    return false;
  }
}

/* Writes and removes in one step: all of it happens or nothing does. */
export async function change(puts, removes) {
  const sealed = [];
  for (const [name, value] of Object.entries(puts || {})) {
    const iv = fresh(12);
    sealed.push([name, { iv, box: await crypto.subtle.encrypt(bound(name, iv), key, new TextEncoder().encode(JSON.stringify(value))) }]);
  }
  await inside("readwrite", boxes => {
    sealed.forEach(([name, box]) => boxes.put(box, name));
    (removes || []).forEach(name => boxes.delete(name));
  });
}

export async function get(name) {
  const box = await inside("readonly", boxes => boxes.get(name));
  if (!box) { return undefined; }
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(bound(name, box.iv), key, box.box)));
}

export function names(prefix) {
  return inside("readonly", boxes => boxes.getAllKeys(IDBKeyRange.bound(prefix, prefix + "\uffff")));
}

export async function all(prefix) {
  return Promise.all((await names(prefix)).map(get));
}

/* Everything of this device, the lock too. */
export function forget() {
  key = null;
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(DATABASE);
    asked.onsuccess = resolve;
    asked.onerror = () => reject(asked.error);
    asked.onblocked = resolve;
  });
}
