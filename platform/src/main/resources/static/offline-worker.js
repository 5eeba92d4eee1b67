"use strict";
/* Keeps the shell of the app under /offline: its page, its scripts and its style, none of which holds anybody's data.
   What residents' data there is lies sealed in IndexedDB and never passes through here: everything else is left alone. */
const KEPT = "liankang-offline-1";
const PATIENCE = 3000;
const SHELL = "/offline";
const PARTS = [
  "/assets/liankang.css", "/assets/liankang.js", "/assets/form.js", "/assets/keys.js", "/assets/icons.svg", "/assets/mark.svg",
  "/assets/offline/store.js", "/assets/offline/sync.js", "/assets/offline/visit.js", "/assets/offline/app.js",
  "/offline/manifest.webmanifest"
];

self.addEventListener("install", event => {
  event.waitUntil(caches.open(KEPT)
    .then(cache => cache.addAll([SHELL, ...PARTS].map(path => new Request(path, { cache: "reload" }))))
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name.startsWith("liankang-offline-") && name !== KEPT).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

/* The network first, so that what is shown is what the platform has now; when it has not come whole within three seconds,
   what is kept. A navigation cannot be passed on with conditions, its address can. */
async function fresh(request, path) {
  const cache = await caches.open(KEPT);
  const network = fetch(request.mode === "navigate" ? request.url : request).then(async answer => {
    if (answer.ok && !answer.redirected) { await cache.put(path, answer.clone()); }
    return answer;
  });
  const kept = await cache.match(path);
  if (!kept) { return network; }
  return Promise.race([network.catch(() => kept), new Promise(resolve => setTimeout(() => resolve(kept), PATIENCE))]);
}

self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) { return; }
  if (url.pathname === SHELL || PARTS.includes(url.pathname)) { event.respondWith(fresh(event.request, url.pathname)); }
});
