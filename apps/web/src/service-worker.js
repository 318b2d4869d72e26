/// <reference lib="webworker" />
// A page that cannot be fetched is answered with one that says so, but a paper that was open here is given as it was: what is
// typed in it is kept by the editor. The papers kept are one person's, the one who was signed in last: as soon as a page is
// somebody else's or nobody's, all are forgotten.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const cacheName = 'samskriv-offline-2';
const papersName = 'samskriv-papers-1';
const kept = ['/offline.html', '/plain.css'];
const mostPapers = 10;
/** Milliseconds after which a paper that is opened again is kept anew. */
const fresh = 600_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(kept)));
  worker.skipWaiting();
});

worker.addEventListener('activate', (event) => {
  const others = caches
    .keys()
    .then((names) => Promise.all(names.filter((name) => name !== cacheName && name !== papersName).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== 'GET' || new URL(request.url).origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => withoutNetwork(path)));
  } else if (kept.includes(path)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(path)) ?? Response.error()));
  } else if (path.startsWith('/_app/')) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(path, { cacheName: papersName })) ?? Response.error()));
  }
});

worker.addEventListener('message', (event) => {
  const told = /** @type {{ person: string | null, paper?: string, needs?: string[] }} */ (event.data);
  event.waitUntil(inTurn(() => hear(told)));
});

/** @param {string} path */
async function withoutNetwork(path) {
  const paper = isPaper(path) ? await caches.match(path, { cacheName: papersName }) : undefined;
  return paper ?? (await caches.match('/offline.html')) ?? Response.error();
}

/** @param {string} path */
function isPaper(path) {
  return /^\/papers\/[\w-]+$/.test(path);
}

let last = Promise.resolve();

/**
 * One message after the other: what one person left is gone before anything of the next is kept.
 * @param {() => Promise<void>} work
 */
function inTurn(work) {
  last = last.then(work).catch(() => {});
  return last;
}

/** @param {{ person: string | null, paper?: string, needs?: string[] }} told */
async function hear({ person, paper, needs = [] }) {
  const owner = await (await caches.match('/owner', { cacheName: papersName }))?.text();
  if (owner !== undefined && owner !== person) await caches.delete(papersName);
  if (person === null || paper === undefined || !isPaper(paper)) return;
  const cache = await caches.open(papersName);
  await cache.put('/owner', new Response(person));
  const before = await cache.match(paper);
  const age = Date.now() - Number(before?.headers.get('samskriv-kept') ?? 0);
  if (age > fresh && !(await keepPage(cache, paper, person))) return;
  // What a page needs has the hash of its content in its name: once kept, it is right for ever.
  const wanted = needs.filter((path) => path.startsWith('/_app/'));
  await Promise.all(wanted.map(async (path) => (await cache.match(path)) ?? cache.add(path)));
  await cache.put(`/needs${paper}`, Response.json(wanted));
  await tidy(cache);
}

/**
 * Keeps a paper's page if it is this person's now.
 * @param {Cache} cache
 * @param {string} paper
 * @param {string} person
 */
async function keepPage(cache, paper, person) {
  const page = await fetch(paper, { credentials: 'same-origin', redirect: 'manual' });
  if (!page.ok || page.headers.get('samskriv-person') !== person) return false;
  const headers = new Headers(page.headers);
  headers.set('samskriv-kept', String(Date.now()));
  // The newest stands last.
  await cache.delete(paper);
  await cache.put(paper, new Response(await page.blob(), { headers }));
  return true;
}

/**
 * Forgets all but the papers kept last, and what no page that is kept needs.
 * @param {Cache} cache
 */
async function tidy(cache) {
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const papers = paths.filter(isPaper).slice(-mostPapers);
  const lists = await Promise.all(papers.map(async (paper) => (await cache.match(`/needs${paper}`))?.json()));
  const stay = new Set(['/owner', ...papers, ...papers.map((paper) => `/needs${paper}`), ...lists.flat()]);
  await Promise.all(paths.filter((path) => !stay.has(path)).map((path) => cache.delete(path)));
}
