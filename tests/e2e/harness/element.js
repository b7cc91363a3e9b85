// Finds what a user of assistive technology would find: elements by role and accessible name. A
// close approximation of the two W3C specifications (HTML-AAM, accname), the same in every browser.
const native = {
  A: e => e.hasAttribute("href") && "link",
  ARTICLE: () => "article",
  ASIDE: () => "complementary",
  BUTTON: () => "button",
  DETAILS: () => "group",
  DIALOG: () => "dialog",
  FIELDSET: () => "group",
  FOOTER: e => !e.closest("article,aside,main,nav,section") && "contentinfo",
  FORM: e => nameOf(e, "form") && "form",
  H1: () => "heading",
  H2: () => "heading",
  H3: () => "heading",
  H4: () => "heading",
  H5: () => "heading",
  H6: () => "heading",
  HEADER: e => !e.closest("article,aside,main,nav,section") && "banner",
  IMG: e => (e.getAttribute("alt") === "" ? false : "img"),
  INPUT: e =>
    ({
      button: "button",
      checkbox: "checkbox",
      color: "color",
      date: "date",
      file: "file",
      hidden: false,
      image: "button",
      number: "spinbutton",
      radio: "radio",
      range: "slider",
      reset: "button",
      search: e.list ? "combobox" : "searchbox",
      submit: "button",
    })[e.type] ?? (e.type === "hidden" ? false : e.list ? "combobox" : "textbox"),
  LI: () => "listitem",
  MAIN: () => "main",
  METER: () => "meter",
  NAV: () => "navigation",
  OL: () => "list",
  OPTION: () => "option",
  OUTPUT: () => "status",
  PROGRESS: () => "progressbar",
  SECTION: e => nameOf(e, "region") && "region",
  SELECT: e => (e.multiple || e.size > 1 ? "listbox" : "combobox"),
  SUMMARY: () => "button",
  TABLE: () => "table",
  TD: () => "cell",
  TEXTAREA: () => "textbox",
  TH: e => (e.scope === "row" ? "rowheader" : "columnheader"),
  TR: () => "row",
  UL: () => "list",
};
// Roles whose name may come from what is inside.
const namedByContent = new Set(
  ("button cell checkbox columnheader heading link menuitem menuitemcheckbox menuitemradio option " +
    "radio row rowheader switch tab tooltip treeitem").split(" "),
);
const squeeze = text => text.replace(/\s+/g, " ").trim();
const roleOf = e => {
  const given = e.getAttribute("role")?.trim().split(/\s+/)[0];
  return given || native[e.tagName]?.(e) || "";
};
const textOf = node => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || node.hidden) return "";
  const label = node.getAttribute("aria-label") ?? (node.tagName === "IMG" ? node.alt : "");
  if (label) return ` ${label} `;
  const inner = [...node.childNodes].map(textOf).join("");
  return getComputedStyle(node).display.startsWith("inline") ? inner : ` ${inner} `;
};
const nameOf = (e, role = roleOf(e)) => {
  const by = e.getAttribute("aria-labelledby");
  if (by) {
    return squeeze(by.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" "));
  }
  const own = e.getAttribute("aria-label");
  if (own?.trim()) return squeeze(own);
  // The text of a label around a field is not to include the field's own.
  if (e.labels?.length) {
    return squeeze(
      [...e.labels]
        .map(label => {
          const copy = label.cloneNode(true);
          copy.querySelectorAll("input,select,textarea,button,[aria-hidden=true]").forEach(x => x.remove());
          return copy.textContent;
        })
        .join(" "),
    );
  }
  if (e.tagName === "INPUT" && /^(button|submit|reset)$/.test(e.type) && e.value) return e.value;
  if (e.tagName === "FIELDSET") return squeeze(e.querySelector(":scope > legend")?.textContent ?? "");
  if (e.tagName === "TABLE") return squeeze(e.caption?.textContent ?? "");
  if (e.alt) return squeeze(e.alt);
  const content = namedByContent.has(role) ? squeeze(textOf(e)) : "";
  return content || squeeze(e.title || "") || squeeze(e.placeholder || "");
};
// An open modal dialog makes the rest of the page unreachable, as `inert` does.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
const isReachable = e =>
  // The options of a closed select are not drawn, and a file input is usually hidden on purpose.
  (e.type === "file" || (e.closest("select") ?? e).checkVisibility({ visibilityProperty: true })) &&
  !e.closest("[inert],[aria-hidden=true]") &&
  (!modal || modal.contains(e));
const all = scope => [...(scope ?? document).querySelectorAll("*")].filter(e => !e.closest("svg"));
