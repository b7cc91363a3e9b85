//! Elements, found by what a person perceives of them: their role and their name.

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

/// Something on a page. It is what was found at that moment: after the page redrew it, find it again.
pub(crate) struct Element<'page> {
    page: &'page Page,
    reference: Value,
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

    /// The element that has the focus.
    pub(crate) fn focused(&self) -> Element<'_> {
        let answer = self.ask("element/active").ok();
        let element = answer.and_then(|answer| Element::from_answer(self, &answer));
        element.expect("something always has the focus, if only the body")
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
    pub(super) fn from_answer(page: &'page Page, answer: &Value) -> Option<Self> {
        answer[ELEMENT].is_string().then(|| Self { page, reference: answer.clone() })
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

    /// Clicks it with the mouse; waits while something else lies over it or the page still scrolls.
    pub(crate) fn click(&self) {
        let mut refusal = String::new();
        let clicked = self.page.until(|| {
            let answer = self.page.try_send(&self.command("click"), &json!({}));
            answer.map_err(|error| refusal = error).ok()
        });
        assert!(clicked.is_some(), "the click fails: {refusal}");
    }

    /// Moves the mouse onto it.
    pub(crate) fn hover(&self) {
        self.run("element.scrollIntoView({ block: 'nearest' })");
        self.page.wait_until_painted();
        let origin = self.reference.clone();
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
        let script = "return arguments[0].getAttribute(arguments[1])";
        let value = self.page.run(script, &[self.reference.clone(), json!(name)]);
        value.as_str().map(str::to_owned)
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
        self.page.run(&script, std::slice::from_ref(&self.reference))
    }

    pub(super) fn send(&self, command: &str, body: &Value) -> Value {
        self.page.send(&self.command(command), body)
    }

    fn ask(&self, command: &str) -> Value {
        self.page.ask(&self.command(command)).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    fn command(&self, command: &str) -> String {
        let id = self.reference[ELEMENT].as_str().expect("every reference has been checked");
        format!("element/{id}/{command}")
    }
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
        (Some(element), 0) => element,
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
    let scope = scope.map_or(Value::Null, |element| element.reference.clone());
    // An error means that the page is being redrawn or loaded: nothing is there at this moment.
    let arguments = json!({ "script": script, "args": [scope, role, name] });
    let Ok(Value::Array(answers)) = page.try_send("execute/sync", &arguments) else {
        return Vec::new();
    };
    answers.iter().filter_map(|answer| Element::from_answer(page, answer)).collect()
}
