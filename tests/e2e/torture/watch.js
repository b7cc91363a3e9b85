// Runs before the app in every page of the torture: tells the outside, in the moment it happens,
// what was done and what the status line called it. The app knows nothing of this.
(() => {
  const backlog = [];
  const tell = (what) => {
    const line = JSON.stringify(what);
    if (window.tellOutside) window.tellOutside(line);
    else backlog.push(line);
  };
  window.tellBacklog = () => {
    for (const line of backlog.splice(0)) window.tellOutside(line);
  };

  // A transaction is set down here, synchronously, when it has been carried out.
  const { setItem } = Storage.prototype;
  let leaveAfter = Infinity;
  Storage.prototype.setItem = function (key, value) {
    let kept = false;
    try {
      setItem.call(this, key, value);
      kept = true;
    } finally {
      if (key.startsWith("claimlight.pending/")) {
        tell({ done: value, kept });
        leaveAfter -= 1;
        // In the same millisecond, before anything could be committed.
        if (leaveAfter === 0) {
          tell({ left: true });
          queueMicrotask(() => location.replace("about:blank"));
        }
      }
    }
  };
  window.leaveAfter = (count) => void (leaveAfter = count);

  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener("upgradeneeded", () => tell({ upgrading: given[1] }));
    return request;
  };

  let last = null;
  new MutationObserver(() => {
    const line = document.querySelector(".status");
    const state = line?.dataset.state ?? null;
    if (state === last) return;
    last = state;
    if (state) tell({ status: state, words: line.textContent });
  }).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"],
  });
})();
