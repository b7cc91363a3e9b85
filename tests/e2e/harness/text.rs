//! Pointing at text: drawn text has no elements of its own, so the place is asked of a range.

use serde_json::json;

use super::Page;

/// Finds two pieces of text below a root, also across text nodes, scrolls them into view and gives
/// the middle of the left edge of the first's first character and of the right edge of the second's
/// last, once they stay where they are: what was done before may still be scrolling.
const ENDS_OF_TEXT: &str = r#"
const [selector, from, to] = args;
const root = document.querySelector(selector);
if (!root) throw new Error(`nothing matches ${selector}`);
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
const nodes = [];
let text = "";
while (walker.nextNode()) {
  nodes.push([text.length, walker.currentNode]);
  text += walker.currentNode.data;
}
const place = words => {
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`“${words}” is not in the text: ${text.slice(0, 500)}`);
  if (text.indexOf(words, at + 1) >= 0) throw new Error(`“${words}” is in the text more than once`);
  return at;
};
const start = place(from);
const last = place(to) + to.length - 1;
const character = at => {
  const [before, node] = nodes.findLast(([before]) => before <= at);
  const range = document.createRange();
  range.setStart(node, at - before);
  range.setEnd(node, at - before + 1);
  return range;
};
const inView = range => {
  const { top, bottom } = range.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};
const bringIntoView = () => {
  if (inView(character(start)) && inView(character(last))) return;
  character(start).startContainer.parentElement.scrollIntoView({ block: "start", behavior: "instant" });
  // A long paragraph may begin far above its words.
  for (let e = character(start).startContainer.parentElement; e; e = e.parentElement) {
    if (inView(character(start)) && inView(character(last))) break;
    if (e.scrollHeight > e.clientHeight) {
      const box = e === document.scrollingElement ? { top: 0, height: innerHeight } : e.getBoundingClientRect();
      e.scrollTop += character(start).getBoundingClientRect().top - box.top - box.height / 3;
    }
  }
};
const ends = () => {
  const first = [...character(start).getClientRects()].at(-1);
  const end = [...character(last).getClientRects()].at(-1);
  return [
    [first.left, (first.top + first.bottom) / 2],
    [end.right, (end.top + end.bottom) / 2],
  ];
};
for (;;) {
  bringIntoView();
  const found = ends();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (String(ends()) === String(found)) return found;
}
"#;

impl Page {
    /// Drags the mouse over words that occur once in the text below `root`, a CSS selector.
    pub(crate) fn drag_text(&self, root: &str, words: &str, modifiers: &[&str]) {
        let [from, to] = self.ends_of_text(root, words, words);
        self.drag(from, to, modifiers);
    }

    /// Drags the mouse from the first character of some words to the last character of others.
    pub(crate) fn drag_text_to(&self, root: &str, from: &str, to: &str, modifiers: &[&str]) {
        let [from, to] = self.ends_of_text(root, from, to);
        self.drag(from, to, modifiers);
    }

    /// Clicks onto the first character of words that occur once in the text below `root`.
    pub(crate) fn click_text(&self, root: &str, words: &str, modifiers: &[&str]) {
        let [[x, y], _] = self.ends_of_text(root, words, words);
        self.click_at([x + 2.0, y], 1, modifiers);
    }

    /// Double-clicks onto the first character of words.
    pub(crate) fn double_click_text(&self, root: &str, words: &str) {
        let [[x, y], _] = self.ends_of_text(root, words, words);
        self.click_at([x + 2.0, y], 2, &[]);
    }

    /// Moves the mouse onto the first character of words.
    pub(crate) fn hover_text(&self, root: &str, words: &str) {
        let [[x, y], _] = self.ends_of_text(root, words, words);
        self.move_to([x + 2.0, y]);
    }

    fn ends_of_text(&self, root: &str, from: &str, to: &str) -> [[f64; 2]; 2] {
        let ends = self.run_async(ENDS_OF_TEXT, &[json!(root), json!(from), json!(to)]);
        let number = |end: usize, axis: usize| ends[end][axis].as_f64();
        [0, 1].map(|end| [0, 1].map(|axis| number(end, axis).expect("a point has two numbers")))
    }
}
