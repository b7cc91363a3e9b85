//! Where the time goes: the browser's own profile, printed when `CLAIMLIGHT_BENCH_PROFILE` says how
//! many lines are wanted. An app built with `CLAIMLIGHT_NAMES=1` has names for its functions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::work::spent_ms;
use crate::harness::Page;

/// What the browser counts apart; the first is all of it.
const KINDS: [&str; 4] =
    ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];

/// Does something and prints where its time went, if that is wanted.
pub(crate) fn around<T>(page: &Page, what: &str, act: impl FnOnce() -> T) -> T {
    let lines = std::env::var("CLAIMLIGHT_BENCH_PROFILE").ok().and_then(|n| n.parse().ok());
    let Some(lines) = lines else { return act() };
    page.chromium("Profiler.enable", &json!({}));
    page.chromium("Profiler.start", &json!({}));
    let before = spent_ms(page, KINDS);
    let done = act();
    let after = spent_ms(page, KINDS);
    let answer = page.chromium("Profiler.stop", &json!({}));
    println!("[{what}: the browser's count]");
    for (kind, (before, after)) in KINDS.iter().zip(before.iter().zip(&after)) {
        println!("  {:>8.1} ms  {kind}", after - before);
    }
    print(what, &answer["profile"], lines);
    done
}

fn print(what: &str, profile: &Value, lines: usize) {
    let nodes: Vec<&Value> = profile["nodes"].as_array().into_iter().flatten().collect();
    let name = |node: &Value| {
        let frame = &node["callFrame"];
        let function = frame["functionName"].as_str().filter(|name| !name.is_empty());
        let place = frame["url"].as_str().and_then(|url| url.rsplit('/').next());
        format!("{} {}", function.unwrap_or("(no name)"), place.unwrap_or_default())
    };
    let names: BTreeMap<u64, String> =
        nodes.iter().filter_map(|node| Some((node["id"].as_u64()?, name(node)))).collect();
    let mut callers = BTreeMap::new();
    for node in &nodes {
        for child in node["children"].as_array().into_iter().flatten().filter_map(Value::as_u64) {
            callers.insert(child, node["id"].as_u64().unwrap_or_default());
        }
    }
    let (mut own, mut all) = (BTreeMap::<&str, f64>::new(), BTreeMap::<&str, f64>::new());
    let samples = profile["samples"].as_array().into_iter().flatten().filter_map(Value::as_u64);
    let deltas = profile["timeDeltas"].as_array().into_iter().flatten().filter_map(Value::as_f64);
    for (sample, microseconds) in samples.zip(deltas) {
        let ms = microseconds / 1000.0;
        *own.entry(&names[&sample]).or_default() += ms;
        let mut stack: Vec<&str> = vec![&names[&sample]];
        let mut at = sample;
        while let Some(caller) = callers.get(&at) {
            stack.push(&names[caller]);
            at = *caller;
        }
        stack.sort_unstable();
        stack.dedup();
        for function in stack {
            *all.entry(function).or_default() += ms;
        }
    }
    for (kind, times) in [("own time", own), ("with what it calls", all)] {
        println!("[{what}: {kind}]");
        let mut times: Vec<(&str, f64)> = times.into_iter().collect();
        times.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (function, ms) in times.into_iter().take(lines) {
            println!("  {ms:>8.1} ms  {function}");
        }
    }
}
