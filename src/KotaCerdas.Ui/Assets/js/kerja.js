// The service worker of field survey pages: what was kept is shown where the network fails. Everything else passes by.
const store = "lapangan";
const field = /^\/pendapatan\/[^/]+\/lapangan(\/([0-9a-f-]{36}|baru))?$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function answer(request) {
  const cache = await caches.open(store);
  try {
    const fresh = await fetch(request);
    // A copy that is kept is kept fresh; nothing is kept that was not asked to be.
    if (fresh.ok && !fresh.redirected && await cache.match(request.url)) {
      await cache.put(request.url, fresh.clone());
    }
    return fresh;
  } catch (error) {
    const kept = await cache.match(request.url);
    if (kept) {
      return kept;
    }
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && (field.test(pathname) || pathname.startsWith("/aset/"))) {
    event.respondWith(answer(event.request));
  }
});
