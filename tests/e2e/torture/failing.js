// Runs before the app: a store that fails as stores do, at random, while `failing` is set. This is
// the seam: what the browser offers is wrapped in the page of the test, so that nothing that only
// tests want is in the app.
(() => {
  const share = () => Number(sessionStorage.getItem("failing") ?? 0);
  let state = Number(sessionStorage.getItem("seed") ?? 1);
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    sessionStorage.setItem("seed", state);
    return state / 2 ** 32;
  };
  const refuse = (name) => {
    throw new DOMException("The test says so.", name);
  };
  for (const name of ["put", "add", "delete"]) {
    const original = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      if (random() >= share()) return original.apply(this, given);
      const kind = Math.floor(random() * 5);
      if (kind === 0) refuse("QuotaExceededError");
      if (kind === 1) refuse("UnknownError");
      const request = original.apply(this, given);
      // The transaction is given up in its midst, at once or when the answer comes.
      if (kind === 2) this.transaction.abort();
      if (kind === 3) request.addEventListener("success", () => this.transaction.abort());
      // The browser takes the connection away.
      if (kind === 4) {
        const { db } = this.transaction;
        this.transaction.abort();
        db.close();
      }
      return request;
    };
  }
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
    if (mode === "readwrite" && random() < share() / 2) refuse("InvalidStateError");
    return transaction.call(this, stores, mode, ...rest);
  };
})();
