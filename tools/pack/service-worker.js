// Keeps one build of Claimlight in the browser, so that it works without a network.
//
// A build is kept whole or not at all: each file is checked against its sum, and nothing but what was
// kept together is served together. A newer build is kept beside this one and waits until the page
// says that the user agrees, or until no page of the app is open.
//
// The two lines below are filled in when the app is packed.
const BUILD = "@BUILD@";
const FILES = {/* @FILES@ */};

const SCOPE = registration.scope;
// Several copies of the app may lie on one host; each looks after its own.
const OURS = `claimlight ${SCOPE} `;
const CACHE = OURS + BUILD;
// What a lead publishes beside the app belongs to no build; the newest is wanted, else the last seen.
const PROJECT = `claimlight-project ${SCOPE}`;
const PROJECT_LIST = "project/project.json";
const NEVER_KEPT = ["service-worker.js", "claimlight.html"];

const addressOf = path => new URL(path, SCOPE).href;

async function fetchFile(path, integrity) {
  const ask = cache => fetch(addressOf(path), { integrity, cache, credentials: "same-origin" });
  // A name with a sum in it never changes its content, so that what the page has just loaded will do;
  // whatever comes is checked anyway.
  const named = /-[0-9a-f]{8,}/.test(path);
  const answer = await ask(named ? "force-cache" : "no-cache").catch(() => ask("reload"));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  // Some hosts lead from index.html to the folder; an answer that was led elsewhere may not be
  // served to a page that is being opened.
  return answer.redirected
    ? new Response(await answer.blob(), { headers: answer.headers })
    : answer;
}

async function keepBuild() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(FILES).map(async ([path, integrity]) => {
      await cache.put(addressOf(path), await fetchFile(path, integrity));
    }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  // Nothing depends on it, and there may be none.
  await newest(addressOf(PROJECT_LIST)).catch(() => {});
}

async function takeOver() {
  const others = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== CACHE);
  // The build before stays for one round: a tab that was not loaded again may still ask for it.
  await Promise.all(others.slice(0, -1).map(name => caches.delete(name)));
  await clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return await cache.match(addressOf(path), { ignoreVary: true }) ?? fetch(request);
}

async function keptBefore(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS)) continue;
    const cache = await caches.open(name);
    const answer = await cache.match(request.url, { ignoreVary: true });
    if (answer) return answer;
  }
  return fetch(request);
}

async function newest(address) {
  const cache = await caches.open(PROJECT);
  try {
    const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin" });
    if (answer.ok) await cache.put(address, answer.clone());
    return answer;
  } catch (error) {
    const before = await cache.match(address, { ignoreVary: true });
    if (before) return before;
    throw error;
  }
}

addEventListener("install", event => event.waitUntil(keepBuild()));
addEventListener("activate", event => event.waitUntil(takeOver()));
addEventListener("message", event => {
  if (event.data === "take over") skipWaiting();
});
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const address = request.url.split(/[?#]/)[0];
  const path = address.slice(SCOPE.length) || "index.html";
  if (Object.hasOwn(FILES, path)) event.respondWith(kept(path, request));
  else if (path === PROJECT_LIST) event.respondWith(newest(address));
  else if (path.startsWith("project/") || NEVER_KEPT.includes(path)) return;
  else if (request.mode !== "navigate") event.respondWith(keptBefore(request));
});
