// Stands where the packed app has its worker, and takes one away that an earlier visit left: what is
// served while the app is being written must come from the server and not from a build kept before.
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(goAway()));

async function goAway() {
  const scope = registration.scope;
  const ours = (await caches.keys()).filter(name => /^claimlight(-project)? /.test(name));
  await Promise.all(
    ours.filter(name => name.split(" ")[1] === scope).map(name => caches.delete(name)),
  );
  // The pages that are open still show the build kept before. To lead one to where it is, fragment and
  // all, would load nothing in some browsers.
  const pages = await clients.matchAll({ type: "window" });
  for (const page of pages) page.navigate(page.url.split("#")[0]);
  await registration.unregister();
}
