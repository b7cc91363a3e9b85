// Looks at every control of the page that the keyboard can come to, one after the other, as a user
// with a keyboard meets them; answers with a sentence for each thing that is wrong.
const [scrollsToFocus] = arguments;
const found = [];
const said = e => `${roleOf(e) || e.tagName.toLowerCase()} “${nameOf(e).slice(0, 60)}” (.${e.className || e.id})`;
const tabbable = e =>
  e.matches("a[href],button,input,select,textarea,summary,[tabindex],[contenteditable=true]") &&
  !e.disabled && e.tabIndex >= 0 && e.type !== "file" && isReachable(e) && e.getClientRects().length > 0;
const controls = all().filter(tabbable);

// What shows of the keyboard: on the control, or on what is drawn around it in its stead.
const around = e => [e, e.parentElement, e.parentElement?.parentElement].filter(Boolean);
const look = e =>
  around(e).map(one => {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1
      ? "" : [style.outlineStyle, style.outlineWidth, style.outlineColor].join(" ");
    // The text is too long for a frame: a line beside all of it stands in for one.
    const beside = getComputedStyle(one, "::before");
    const line = beside.content === "none" ? "" : beside.backgroundColor + beside.inlineSize;
    return { outline, shadow: style.boxShadow, line, offset: parseFloat(style.outlineOffset) || 0,
      width: outline ? parseFloat(style.outlineWidth) : 0 };
  });

// The sides on which a box, such as that of an outline, is cut off by what it scrolls in.
const cutSides = (e, grow) => {
  const box = e.getBoundingClientRect();
  const sides = { left: box.left - grow, top: box.top - grow, right: box.right + grow, bottom: box.bottom + grow };
  const cut = new Set();
  const hold = (left, top, right, bottom) => {
    if (sides.left < left - 0.5) cut.add("left");
    if (sides.top < top - 0.5) cut.add("top");
    if (sides.right > right + 0.5) cut.add("right");
    if (sides.bottom > bottom + 0.5) cut.add("bottom");
  };
  // Where a box lies in the top layer or is fixed, what it stands in does not hold it.
  let inside = !["fixed"].includes(getComputedStyle(e).position) && !e.matches("dialog,[popover]");
  for (let p = e.parentElement; p && inside; p = p.parentElement) {
    const style = getComputedStyle(p);
    if (/hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY)) {
      const r = p.getBoundingClientRect();
      hold(r.left + p.clientLeft, r.top + p.clientTop,
        r.left + p.clientLeft + p.clientWidth, r.top + p.clientTop + p.clientHeight);
    }
    inside = style.position !== "fixed" && !p.matches("dialog,[popover]");
  }
  hold(0, 0, innerWidth, innerHeight);
  return cut;
};

const scroller = e => {
  for (let p = e.parentElement; p; p = p.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(p).overflowY)) return p;
  }
};

const before = document.activeElement;
for (const e of controls) {
  if (!e.isConnected || e.disabled) continue;
  if (!roleOf(e)) found.push(`${said(e)} has no role`);
  if (!nameOf(e)) found.push(`${said(e)} has no name`);
  if (e.tabIndex > 0) found.push(`${said(e)} comes before its turn`);
  e.blur();
  const without = look(e);
  e.focus({ focusVisible: true });
  const within = look(e);
  const nth = within.findIndex((one, at) =>
    (one.outline && one.outline !== without[at].outline) ||
    (one.shadow !== "none" && one.shadow !== without[at].shadow) ||
    (one.line && one.line !== without[at].line));
  if (document.activeElement !== e) continue;
  if (nth < 0) {
    found.push(`${said(e)} does not show the keyboard`);
  } else {
    const shown = around(e)[nth];
    // Of what is larger than its window, an edge is enough.
    const cut = cutSides(shown, within[nth].outline ? within[nth].offset + within[nth].width - 1 : 0);
    if (scrollsToFocus && cut.size > 2) found.push(`the focus of ${said(e)} is cut off on its ${[...cut].join(", ")}`);
  }
  // Of what is larger than the part of the window it scrolls in, only a piece can be in view.
  const held = scroller(e);
  if (scrollsToFocus && e.id !== "text" && !(held && e.offsetHeight > held.clientHeight)) {
    const cut = cutSides(e, -1);
    // Of a field with several lines the browser shows the one with the caret.
    if (cut.size > 0 && e.tagName !== "TEXTAREA") found.push(`${said(e)} is cut off on its ${[...cut].join(", ")}`);
    const box = e.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const own = top && (e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some(l => l.contains(top)));
    // What the user opened may lie over the rest: Escape takes it away (WCAG 2.4.11). A notice goes
    // by itself.
    const opened = top?.closest(".claim-filter,.comfort,.panel,.toast");
    if (!own && !opened) found.push(`${said(e)} lies under ${top?.className || top?.tagName}`);
  }
}
before?.focus?.({ preventScroll: true });

// Within one part of the page the next control stands to the right, or further down.
const parts = ".top__places,.top__tools,.side__tabs,.documents,.claim-list,.document-head,.card,.selection-bar," +
  ".claim-filter,.panel,.comfort,dialog";
const last = new Map();
for (const e of controls.filter(e => e.isConnected)) {
  const part = e.closest(parts);
  const held = scroller(e);
  const box = e.getBoundingClientRect();
  const prior = last.get(part);
  // Where one of them is scrolled away, what stands above it says nothing.
  if (part && prior && prior.held === held) {
    const line = box.top < prior.box.bottom - 2 && prior.box.top < box.bottom - 2;
    const back = line && box.right <= prior.box.left + 1;
    const up = box.bottom <= prior.box.top + 1 && box.left < prior.box.right;
    if (back || up) found.push(`${said(e)} comes after ${said(prior.e)}, but stands before it`);
  }
  last.set(part, { e, box, held });
}
return [controls.length, found];
