// Runs in every document before its own scripts, the app's and the floor's alike: one stopwatch.
"use strict";
window.bench = (() => {
  const frame = () => new Promise(requestAnimationFrame);
  /** How long something may take before it counts as not done, in ms. */
  const LIMIT = 30_000;

  // The app's linear memory is not in the JavaScript heap, so its owner is kept in sight.
  const memories = [];
  const keep = (made) => {
    for (const one of Object.values((made.instance ?? made).exports)) {
      if (one instanceof WebAssembly.Memory) memories.push(one);
    }
    return made;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = (...given) => original.apply(WebAssembly, given).then(keep);
  }

  // Every task of more than 50 ms, with what was being done when it began.
  const steps = [[0, "start"]];
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // What a person does to the page, counted before the app hears of it. Holding Shift for a sign
  // is part of typing the sign.
  let presses = { keys: [], pointers: 0 };
  addEventListener("keydown", ({ key, repeat }) => {
    if (!repeat && !["Shift", "Control", "Alt", "Meta"].includes(key)) presses.keys.push(key);
  }, { capture: true });
  addEventListener("pointerdown", () => void (presses.pointers += 1), { capture: true });

  /** Waits until something is so, then for the frame that shows it; ms since `start`, or null. */
  const painted = async (start, isSo) => {
    do {
      await frame();
      if (performance.now() - start > LIMIT) return null;
    } while (!isSo());
    await frame();
    return performance.now() - start;
  };

  /** Waits until eight frames in a row were short, or 2 s are over. */
  const settle = async () => {
    const start = performance.now();
    for (let calm = 0, last = start; calm < 8 && last - start < 2000; ) {
      await frame();
      const now = performance.now();
      calm = now - last > 34 ? 0 : calm + 1;
      last = now;
    }
  };

  const reader = () => document.querySelector(".reader");
  const highlights = (prefix) => {
    const found = [...CSS.highlights].filter(([name]) => name.startsWith(prefix));
    return found.map(([, highlight]) => highlight);
  };
  const ranges = (prefix) => highlights(prefix).reduce((sum, { size }) => sum + size, 0);
  /** How many claims are painted from the place where the selection begins. */
  const startingAt = (node, offset) => {
    let found = 0;
    for (const highlight of highlights("claim-")) {
      for (const range of highlight) {
        found += range.startContainer === node && range.startOffset === offset;
      }
    }
    return found;
  };
  const selectionStart = () => {
    const range = getSelection().getRangeAt(0);
    return [range.startContainer, range.startOffset];
  };

  const openCard = () => document.querySelector('.card[aria-current="true"]');
  const openId = () => openCard()?.dataset.id ?? null;
  const count = () =>
    document.querySelector('.documents__row[aria-current="true"] .documents__count')?.textContent;
  const row = (title) =>
    [...document.querySelectorAll(".documents__row")].find((e) => e.textContent.includes(title));
  const shows = (title) =>
    document.querySelector(".document-head__title")?.textContent === title &&
    row(title)?.ariaCurrent === "true" &&
    document.querySelector("#text .text__block") !== null;

  let [result, saved, added] = [null, null, null];
  return {
    frame, painted, settle, ranges, openId, openCard, row, shows, count,

    /** From the next event of a type until something is so; `take` hands the time over. */
    expect(type, isSo) {
      result = new Promise((resolve) => {
        const begin = ({ timeStamp }) => resolve(painted(timeStamp, isSo));
        addEventListener(type, begin, { capture: true, once: true });
      });
    },
    take: () => result,

    /** From the next key until the app says that what it did is saved. */
    expectSaved() {
      const status = document.querySelector(".status");
      saved = new Promise((resolve) => {
        addEventListener("keydown", ({ timeStamp }) => {
          const observer = new MutationObserver(() => {
            if (status.dataset.state === "saved") resolve(performance.now() - timeStamp);
          });
          observer.observe(status, { attributeFilter: ["data-state"] });
          setTimeout(resolve, LIMIT, null);
        }, { capture: true, once: true });
      });
    },
    takeSaved: () => saved,

    /** A click on an element until something is so. */
    click(element, isSo) {
      const start = performance.now();
      element.click();
      return painted(start, isSo);
    },

    /** The app's document with this title is on the screen with its claims. */
    hasOpened: (title) =>
      shows(title) && ranges("claim-") > 0 && document.querySelector(".card[data-id]") !== null,

    /** What is so once a claim of the selection is shown: card, count and highlight. */
    claimAdded() {
      added = selectionStart();
      const [id, counted, before] = [openId(), count(), startingAt(...added)];
      return () =>
        openId() !== null && openId() !== id && count() !== counted &&
        startingAt(...added) > before;
    },
    spanAdded() {
      added = selectionStart();
      const before = startingAt(...added);
      return () => startingAt(...added) > before;
    },
    /** What is so once the open claim's card says something else. */
    cardChanged() {
      const said = () => openCard()?.textContent;
      const before = said();
      return () => said() !== undefined && said() !== before;
    },
    /** What is so once the claim that was added last is nowhere to be seen. */
    claimGone() {
      const [id, counted, before] = [openId(), count(), startingAt(...added)];
      return () =>
        count() !== counted && startingAt(...added) < before &&
        !document.querySelector(`.card[data-id="${id}"]`);
    },
    /** What is so once it is back; among many claims it need not get its card back at once. */
    claimBack() {
      const [counted, before] = [count(), startingAt(...added)];
      return () => count() !== counted && startingAt(...added) > before;
    },
    /** What is so once fewer, or more, spans are painted than now. */
    fewer(prefix) {
      const before = ranges(prefix);
      return () => ranges(prefix) < before;
    },
    more(prefix) {
      const before = ranges(prefix);
      return () => ranges(prefix) > before;
    },
    anotherOpen() {
      const id = openId();
      return () => openId() !== null && openId() !== id && ranges("focused") > 0;
    },

    /** To the middle of the text, which need not be the middle of what scrolls. */
    async scrollToMiddle() {
      const blocks = document.querySelectorAll("#text .text__block");
      blocks[blocks.length >> 1].scrollIntoView({ block: "center", behavior: "instant" });
      await settle();
    },
    /** A point on words of the text, as near to the middle of what is in view as there are any. */
    pointInText() {
      const [text, box] = [document.querySelector("#text"), reader()].map((element) =>
        element.getBoundingClientRect(),
      );
      const left = text.left + text.width / 4;
      for (let step = 0; step * 8 < box.height; step += 1) {
        // Down and up in turn: 0, 8, −8, 16, −16 …
        const top = box.top + box.height * 0.4 + 8 * (step % 2 ? (step + 1) / 2 : -step / 2);
        if (top < Math.max(box.top, text.top) || top > Math.min(box.bottom, text.bottom)) continue;
        const at = document.caretPositionFromPoint(left, top);
        // Not on an empty line, and not behind the end of one.
        const around = at?.offsetNode.data?.slice(Math.max(0, at.offset - 1), at.offset + 2);
        if (around?.length === 3 && !/\s{2}|\n/.test(around)) return [left, top];
      }
      throw new Error("no words are in view");
    },
    /** A point of the first line that is chosen, else selected; it is brought into view. */
    pointInChosen() {
      const [chosen] = [...(CSS.highlights.get("focused") ?? [])];
      const range = new Range();
      const of = chosen ?? getSelection().getRangeAt(0);
      range.setStart(of.startContainer, of.startOffset);
      range.setEnd(of.endContainer, of.endOffset);
      const first = () => range.getClientRects()[0];
      const [box, { top, height }] = [reader(), reader().getBoundingClientRect()];
      if (first().top < top || first().bottom > top + height) {
        box.scrollTop += first().top - top - height / 3;
      }
      return [first().left + Math.min(first().width / 2, 40), first().top + first().height / 2];
    },
    /** Scrolls from top to bottom, a step a frame, and gives the longest frame in ms. */
    async worstFrame() {
      const box = reader();
      box.scrollTop = 0;
      await settle();
      const height = box.scrollHeight - box.clientHeight;
      const step = Math.max(400, height / 120);
      let [worst, last] = [0, (await frame(), performance.now())];
      const wait = async () => {
        await frame();
        const now = performance.now();
        worst = Math.max(worst, now - last);
        last = now;
      };
      for (let top = step; top < height + step; top += step) {
        box.scrollTop = top;
        await wait();
      }
      for (let still = 0; still < 4; still += 1) await wait();
      return worst;
    },
    /** What was pressed since the last question. */
    presses() {
      const taken = presses;
      presses = { keys: [], pointers: 0 };
      return taken;
    },
    wasmBytes: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),

    /** Says what is being done from now on. */
    step: (name) => void steps.push([performance.now(), name]),
    /** The long tasks with the step each began in. */
    async longTasks() {
      await settle();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return tasks.map(([start, duration]) => {
        const [, name] = steps.findLast(([from]) => from <= start + 1);
        return { step: name, ms: duration };
      });
    },
  };
})();
