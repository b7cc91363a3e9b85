//! Elements, found by what a person perceives of them: their role and their name.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use super::Page;
use super::page::ELEMENT;

/// Role and name in JavaScript; the snippets below go on from there.
pub(super) const SEMANTICS: &str = include_str!("element.js");

/// How a wanted name compares to the one an element has.
#[derive(Clone, Copy)]
enum Match {
    Whole,
    Part,
}

/// Something on a page. When the page has drawn it anew meanwhile, the one thing that answers the same
/// description takes its place: a user would not notice either.
#[derive(Clone)]
pub(crate) struct Element<'page> {
    page: &'page Page,
    reference: RefCell<Value>,
    search: Option<Rc<Search<'page>>>,
}

/// What an element was found by.
enum Search<'page> {
    /// By role and name, in the page or in another element.
    Described { scope: Option<Element<'page>>, role: String, name: String, how: Match },
    /// By a CSS selector, as the first one.
    Selected(String),
    /// By having the keyboard.
    Focused,
}

impl Page {
    /// The one element with this role (`button`, `textbox`, `dialog` …) and exactly this accessible
    /// name; waits for it. Two of the kind are an error, none too.
    pub(crate) fn role(&self, role: &str, name: &str) -> Element<'_> {
        find_one(self, None, role, name, Match::Whole)
    }

    /// The same for a part of the name.
    pub(crate) fn role_with(&self, role: &str, part: &str) -> Element<'_> {
        find_one(self, None, role, part, Match::Part)
    }

    /// All elements with a role that are there now, in the order of the page; does not wait.
    pub(crate) fn roles(&self, role: &str) -> Vec<Element<'_>> {
        find_all(self, None, role, "", Match::Part)
    }

    /// Whether there is such an element now; does not wait.
    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !find_all(self, None, role, name, Match::Whole).is_empty()
    }

    /// Waits until no such element is there any more.
    pub(crate) fn wait_gone(&self, role: &str, name: &str) {
        self.wait_for(&format!("the {role} “{name}” to go"), || !self.has(role, name));
    }

    /// Waits until the visible text of the page contains this, white space squeezed.
    pub(crate) fn wait_text(&self, part: &str) {
        let found = self.until(|| self.text().contains(part).then_some(()));
        assert!(found.is_some(), "waited for “{part}” in vain; the page says: {}", self.text());
    }

    /// The visible text of the page, white space squeezed.
    pub(crate) fn text(&self) -> String {
        let text = self.run("return document.body.innerText.replace(/\\s+/g, ' ')", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Finds by CSS selector what has neither role nor name.
    pub(crate) fn css(&self, selector: &str) -> Element<'_> {
        let found = self.until(|| self.try_css(selector));
        found.unwrap_or_else(|| panic!("nothing matches {selector}; there is:\n{}", self.outline()))
    }

    fn try_css(&self, selector: &str) -> Option<Element<'_>> {
        let wanted = json!({ "using": "css selector", "value": selector });
        let element = Element::from_answer(self, &self.try_send("element", &wanted).ok()?)?;
        let search = Search::Selected(selector.to_owned());
        Some(Element { search: Some(Rc::new(search)), ..element })
    }

    /// The element that has the focus.
    pub(crate) fn focused(&self) -> Element<'_> {
        // While the page takes away what had the keyboard, nothing has it for a moment.
        let element = self.until(|| self.try_focused());
        element.expect("something always has the focus, if only the body")
    }

    fn try_focused(&self) -> Option<Element<'_>> {
        let element = Element::from_answer(self, &self.ask("element/active").ok()?)?;
        Some(Element { search: Some(Rc::new(Search::Focused)), ..element })
    }

    /// Every role with its name, a line each: what failing tests print.
    pub(crate) fn outline(&self) -> String {
        let script = format!(
            "{SEMANTICS} return all().filter(isReachable).map(e => [roleOf(e), nameOf(e)]) \
             .filter(([role]) => role).map(([role, name]) => `  ${{role}} “${{name}}”`) \
             .slice(0, 200).join('\\n')"
        );
        self.run(&script, &[]).as_str().unwrap_or_default().to_owned()
    }
}

impl<'page> Element<'page> {
    fn from_answer(page: &'page Page, answer: &Value) -> Option<Self> {
        let reference = RefCell::new(answer.clone());
        answer[ELEMENT].is_string().then_some(Self { page, reference, search: None })
    }

    /// Looks for what answers the same description now, after the page has drawn it anew.
    fn find_again(&self) -> Option<()> {
        let again = match self.search.as_deref()? {
            Search::Described { scope, role, name, how } => {
                let mut found = find_all(self.page, scope.as_ref(), role, name, *how);
                found.pop().filter(|_| found.is_empty())?
            }
            Search::Selected(selector) => self.page.try_css(selector)?,
            Search::Focused => self.page.try_focused()?,
        };
        self.reference.replace(again.reference.into_inner());
        Some(())
    }

    /// Asks something about the element, once more when the page has drawn it anew.
    fn ask_of<T>(&self, ask: impl Fn(&Value) -> Result<T, String>) -> Result<T, String> {
        let answer = ask(&self.reference.borrow());
        match answer {
            Err(error) if is_stale(&error) && self.find_again().is_some() => {
                ask(&self.reference.borrow())
            }
            answer => answer,
        }
    }

    /// Like [`Page::role`], inside this element.
    pub(crate) fn role(&self, role: &str, name: &str) -> Self {
        find_one(self.page, Some(self), role, name, Match::Whole)
    }

    /// Like [`Page::role_with`], inside this element.
    pub(crate) fn role_with(&self, role: &str, part: &str) -> Self {
        find_one(self.page, Some(self), role, part, Match::Part)
    }

    /// Like [`Page::roles`], inside this element.
    pub(crate) fn roles(&self, role: &str) -> Vec<Self> {
        find_all(self.page, Some(self), role, "", Match::Part)
    }

    /// Like [`Page::has`], inside this element.
    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !find_all(self.page, Some(self), role, name, Match::Whole).is_empty()
    }

    /// Like [`Page::wait_gone`], inside this element.
    pub(crate) fn wait_gone(&self, role: &str, name: &str) {
        self.page.wait_for(&format!("the {role} “{name}” to go"), || !self.has(role, name));
    }

    /// Clicks it with the mouse; waits while something else lies over it or the page still scrolls.
    pub(crate) fn click(&self) {
        let mut refusal = String::new();
        let clicked = self.page.until(|| {
            let answer = self.ask_of(|it| self.page.try_send(&command(it, "click"), &json!({})));
            answer.map_err(|error| refusal = error).ok()
        });
        assert!(clicked.is_some(), "the click fails: {refusal}");
        if self.page.settles.get() {
            self.page.wait_until_painted();
        }
    }

    /// Moves the mouse onto it.
    pub(crate) fn hover(&self) {
        self.run("element.scrollIntoView({ block: 'nearest' })");
        self.page.wait_until_painted();
        let origin = self.reference.borrow().clone();
        self.page.point(&[json!({ "type": "pointerMove", "origin": origin, "x": 0, "y": 0 })]);
    }

    /// Puts the focus into it and types, after what it holds.
    pub(crate) fn type_text(&self, text: &str) {
        self.send("value", &json!({ "text": text }));
    }

    /// Empties a field and types.
    pub(crate) fn fill(&self, text: &str) {
        self.send("clear", &json!({}));
        self.type_text(text);
    }

    /// Chooses the option with this text in a native `select`.
    pub(crate) fn choose(&self, option: &str) {
        self.role("option", option).click();
    }

    /// Its visible text.
    pub(crate) fn text(&self) -> String {
        self.ask("text").as_str().unwrap_or_default().to_owned()
    }

    /// Its accessible name.
    pub(crate) fn name(&self) -> String {
        let name = self.run(&format!("{SEMANTICS} return nameOf(element)"));
        name.as_str().unwrap_or_default().to_owned()
    }

    /// Its role.
    pub(crate) fn role_name(&self) -> String {
        let role = self.run(&format!("{SEMANTICS} return roleOf(element)"));
        role.as_str().unwrap_or_default().to_owned()
    }

    /// What a field holds.
    pub(crate) fn value(&self) -> String {
        self.run("return element.value").as_str().unwrap_or_default().to_owned()
    }

    /// An attribute as it is written, such as `aria-selected`.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let script = format!("return element.getAttribute({})", json!(name));
        self.run(&script).as_str().map(str::to_owned)
    }

    /// Whether a check box or radio button is on.
    pub(crate) fn is_checked(&self) -> bool {
        self.run("return element.checked || element.getAttribute('aria-checked') === 'true'")
            == true
    }

    /// Whether it can be used.
    pub(crate) fn is_enabled(&self) -> bool {
        let script = "return !element.disabled && element.getAttribute('aria-disabled') !== 'true'";
        self.run(script) == true
    }

    /// Whether it is the one with the focus.
    pub(crate) fn has_focus(&self) -> bool {
        self.run("return element === document.activeElement") == true
    }

    /// Where it is in the viewport, in CSS pixels: left, top, width, height.
    pub(crate) fn rectangle(&self) -> [f64; 4] {
        let script =
            "const r = element.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]";
        let numbers = self.run(script);
        std::array::from_fn(|index| numbers[index].as_f64().expect("a rectangle has four numbers"))
    }

    /// Runs a script that calls it `element`.
    pub(crate) fn run(&self, script: &str) -> Value {
        let script = format!("const element = arguments[0]; {script}");
        let answer = self.ask_of(|it| {
            self.page.try_send("execute/sync", &json!({ "script": script, "args": [it] }))
        });
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    pub(super) fn send(&self, what: &str, body: &Value) -> Value {
        self.ask_of(|it| self.page.try_send(&command(it, what), body))
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    fn ask(&self, what: &str) -> Value {
        self.ask_of(|it| self.page.ask(&command(it, what)))
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    }
}

/// The address of a command about the element with a reference.
fn command(reference: &Value, what: &str) -> String {
    let id = reference[ELEMENT].as_str().expect("every reference has been checked");
    format!("element/{id}/{what}")
}

/// Whether an error says that the page has drawn an element anew, or taken it away.
fn is_stale(error: &str) -> bool {
    error.contains("stale")
}

fn find_one<'page>(
    page: &'page Page,
    scope: Option<&Element<'page>>,
    role: &str,
    name: &str,
    how: Match,
) -> Element<'page> {
    let mut found = Vec::new();
    page.until(|| {
        found = find_all(page, scope, role, name, how);
        (found.len() == 1).then_some(())
    });
    match (found.pop(), found.len()) {
        (Some(element), 0) => {
            let (role, name) = (role.to_owned(), name.to_owned());
            let search = Search::Described { scope: scope.cloned(), role, name, how };
            Element { search: Some(Rc::new(search)), ..element }
        }
        (Some(_), others) => panic!("{} are a {role} “{name}”:\n{}", others + 1, page.outline()),
        (None, _) => panic!("nothing is a {role} “{name}”; there is:\n{}", page.outline()),
    }
}

fn find_all<'page>(
    page: &'page Page,
    scope: Option<&Element<'page>>,
    role: &str,
    name: &str,
    how: Match,
) -> Vec<Element<'page>> {
    let test = match how {
        Match::Whole => "nameOf(e) === name",
        Match::Part => "nameOf(e).includes(name)",
    };
    let script = format!(
        "{SEMANTICS} const [scope, role, name] = arguments; \
         return all(scope).filter(e => roleOf(e) === role && isReachable(e) && {test})"
    );
    let ask = |scope: &Value| {
        let arguments = json!({ "script": script, "args": [scope, role, name] });
        page.try_send("execute/sync", &arguments)
    };
    // An error means that the page is being redrawn or loaded: nothing is there at this moment.
    let answer = scope.map_or_else(|| ask(&Value::Null), |scope| scope.ask_of(ask));
    let Ok(Value::Array(answers)) = answer else { return Vec::new() };
    answers.iter().filter_map(|answer| Element::from_answer(page, answer)).collect()
}
