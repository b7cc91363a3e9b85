//! Which crates everything is built from: their licences and where they come from.

use std::process::Command;

use serde_json::Value;

use super::source::root;

/// Where crates may come from, as Cargo names it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What Cargo knows of every crate that a lock file names.
pub(super) fn packages(manifest: &str) -> Vec<Value> {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest])
        .current_dir(root())
        .output()
        .expect("Cargo can be run, as it runs this test");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).expect("Cargo writes JSON");
    told["packages"].as_array().expect("it lists packages").clone()
}

/// The licences that `deny.toml` allows.
pub(super) fn allowed(deny: &str) -> Vec<String> {
    let (_, licences) = deny.split_once("[licenses]").expect("deny.toml has a part on licences");
    let (_, list) = licences.split_once("allow = [").expect("it lists what is allowed");
    let (list, _) = list.split_once(']').expect("the list ends");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Crates under a licence that is not allowed, or from elsewhere than the registry.
pub(super) fn strange(packages: &[Value], allowed: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        let of = |field: &str| package[field].as_str().unwrap_or_default().to_owned();
        let (name, licence, source) = (of("name"), of("license"), of("source"));
        if !is_allowed(&licence, allowed) {
            findings.push(format!("{name}: its licence, “{licence}”, is not in deny.toml"));
        }
        // The project's own packages have no source.
        if !package["source"].is_null() && source != REGISTRY {
            findings.push(format!("{name}: it comes from {source}, which is not the registry"));
        }
    }
    findings
}

/// Says whether a licence expression (SPDX) can be met with the allowed licences.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    !words.is_empty() && any_of(&mut words, allowed) && words.is_empty()
}

fn any_of(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = all_of(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    let name = match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = any_of(words, allowed);
            let closed = words.first() == Some(&")");
            *words = words.get(1..).unwrap_or_default();
            return met && closed;
        }
        [name, "WITH", exception, rest @ ..] => {
            *words = rest;
            format!("{name} WITH {exception}")
        }
        [name, rest @ ..] => {
            *words = rest;
            (*name).to_owned()
        }
        [] => return false,
    };
    allowed.contains(&name)
}

mod tests {
    use super::*;

    #[test]
    fn licence_expressions_are_read_as_they_are_meant() {
        let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        let is = |expression: &str| is_allowed(expression, &allowed);
        for good in ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(GPL-3.0 OR MIT) AND Zlib"] {
            assert!(is(good), "{good}");
        }
        assert!(is("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT)", "Apache-2.0", "MIT Zlib"] {
            assert!(!is(bad), "{bad}");
        }
    }

    #[test]
    fn a_strange_crate_is_found() {
        let package = |licence: &str, source: Value| serde_json::json!({"name": "x", "license": licence, "source": source});
        let allowed = allowed("[licenses]\nallow = [\n  \"MIT\",\n]\n");
        let found = |package| strange(&[package], &allowed).len();
        assert_eq!(found(package("MIT", REGISTRY.into())), 0);
        assert_eq!(found(package("MIT", Value::Null)), 0);
        assert_eq!(found(package("MIT", "git+https://example.org/x".into())), 1);
        assert_eq!(found(package("SSPL-1.0", REGISTRY.into())), 1);
    }
}
