// Keeps the app of one version on the phone, so that it shows codes without any communication.
const CACHE = 'kagimori-VERSION';
const PAGE = '/app/';
const FIXED = [PAGE, '/app/icon.svg'];
const PARTS = 'FILES'.split(' ').map((name) => '/app/VERSION/' + name);

addEventListener('install', (event) => {
  event.waitUntil(kept());
});

addEventListener('activate', (event) => {
  event.waitUntil(alone());
});

addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === location.origin && event.request.method === 'GET';
  if (!ours || !url.pathname.startsWith(PAGE) || url.pathname.startsWith('/app/v1/')) return;
  event.respondWith(answer(event.request, url.pathname));
});

async function kept() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FIXED, ...PARTS]);
  await skipWaiting(); // a page that is open has all its parts already
}

async function alone() {
  for (const name of await caches.keys())
    if (name.startsWith('kagimori-') && name !== CACHE) await caches.delete(name);
  await clients.claim();
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request.mode === 'navigate' ? PAGE : path);
  return known ?? fetch(request);
}
