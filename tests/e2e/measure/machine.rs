//! On what and when was measured.

use serde_json::json;

use crate::harness::Page;

/// One sentence for the head of the report.
pub(crate) fn sentence(page: &Page, runs: usize) -> String {
    let date = page.run("return new Date().toISOString().slice(0, 10)", &[]);
    let version = page.chromium("Browser.getVersion", &json!({}));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "Measured on {} with {}, headless, software drawing, {} × {} pixels, on {cores} cores of {}{}; \
         runs of each: {runs}.",
        date.as_str().unwrap_or("an unknown day"),
        version["product"].as_str().unwrap_or("Chromium").replace('/', " "),
        page.run("return innerWidth", &[]),
        page.run("return innerHeight", &[]),
        processor().unwrap_or_else(|| "an unnamed processor".to_owned()),
        load().map(|load| format!(", load average before {load}")).unwrap_or_default(),
    )
}

/// The processor's name, where the system tells it in Linux's way.
fn processor() -> Option<String> {
    let all = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = all.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// How busy the machine was in the last minute, told in Linux's way: others' work makes ours slow.
fn load() -> Option<String> {
    let all = std::fs::read_to_string("/proc/loadavg").ok()?;
    Some(all.split(' ').next()?.to_owned())
}
