//! The accessible tree as the browser hands it to a screen reader, written a line for each node.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::Page;

/// Roles that only hold others, or repeat the name of what they stand in.
const SILENT: [&str; 10] = [
    "none",
    "generic",
    "InlineTextBox",
    "StaticText",
    "paragraph",
    "strong",
    "emphasis",
    "LabelText",
    "Legend",
    "LineBreak",
];

/// Properties worth a word when they are so.
const STATES: [&str; 8] =
    ["focused", "expanded", "selected", "checked", "pressed", "disabled", "modal", "invalid"];

impl Page {
    /// What a screen reader gets of the first element that matches a selector: role, name, value and
    /// states of each node, indented; text that is nobody's name stands in quotes of its own. `None`
    /// in a browser whose driver cannot say.
    pub(crate) fn accessible_tree(&self, selector: &str) -> Option<String> {
        if self.bidi.is_some() {
            return None;
        }
        let document = self.chromium("DOM.getDocument", &json!({ "depth": 0 }));
        let query = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
        let node = self.chromium("DOM.querySelector", &query)["nodeId"].clone();
        assert!(node.as_u64() > Some(0), "nothing matches {selector}:\n{}", self.outline());
        let described = self.chromium("DOM.describeNode", &json!({ "nodeId": node }));
        let wanted = &described["node"]["backendNodeId"];
        let answer = self.chromium("Accessibility.getFullAXTree", &json!({}));
        let nodes: BTreeMap<&str, &Value> = answer["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
            .collect();
        let root = nodes.values().find(|node| &node["backendDOMNodeId"] == wanted);
        let root = root.unwrap_or_else(|| panic!("{selector} is not in the accessible tree"));
        let mut tree = String::new();
        write_node(&nodes, root, 0, Some(""), &mut tree);
        Some(tree)
    }
}

/// Writes a node and what is below it; `said` is what has been said of the text below already.
fn write_node(
    nodes: &BTreeMap<&str, &Value>,
    node: &Value,
    depth: usize,
    said: Option<&str>,
    tree: &mut String,
) {
    let part = |part: &str| squeezed(node[part]["value"].as_str().unwrap_or_default());
    let (role, name, value) = (part("role"), part("name"), part("value"));
    if role == "StaticText" {
        // What a button says is its name already.
        if said.is_some_and(|said| !name.is_empty() && !said.contains(&name)) {
            writeln!(tree, "{}“{name}”", "  ".repeat(depth)).expect("a string takes everything");
        }
        return;
    }
    let known = format!("{name} {value}");
    let mut below = (depth, said);
    if ["LabelText", "Legend"].contains(&role.as_str()) {
        // It names what it stands at.
        below = (depth, None);
    } else if node["ignored"] != true && !SILENT.contains(&role.as_str()) {
        let mut line = format!("{}{role}", "  ".repeat(depth));
        if !name.is_empty() {
            write!(line, " “{name}”").expect("a string takes everything");
        }
        if !value.is_empty() && value != name {
            write!(line, " = “{value}”").expect("a string takes everything");
        }
        line.push_str(&states(node));
        writeln!(tree, "{line}").expect("a string takes everything");
        // The lines of a select that is not opened are not read out.
        if role == "combobox" && line.contains("[collapsed]") {
            return;
        }
        below = (depth + 1, Some(&known));
    }
    let children = node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for child in children.filter_map(|id| nodes.get(id)) {
        write_node(nodes, child, below.0, below.1, tree);
    }
}

fn states(node: &Value) -> String {
    let properties = node["properties"].as_array().into_iter().flatten();
    let mut said = Vec::new();
    for property in properties {
        let name = property["name"].as_str().unwrap_or_default();
        let value = &property["value"]["value"];
        match value {
            _ if !STATES.contains(&name) => {}
            Value::Bool(true) => said.push(name.to_owned()),
            Value::String(word) if word == "true" => said.push(name.to_owned()),
            // What could be so and is not is as much of a state.
            Value::Bool(false) if name == "expanded" => said.push("collapsed".to_owned()),
            Value::String(word) if !["", "false"].contains(&word.as_str()) => {
                said.push(format!("{name} {word}"));
            }
            _ => {}
        }
    }
    said.sort();
    said.iter().flat_map(|word| [" [", word, "]"]).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
