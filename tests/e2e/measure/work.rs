//! What an act costs: the time until it is painted, the main thread's work, and the memory.

use serde_json::{Value, json};

use crate::harness::Page;

/// How long something took, in ms.
#[derive(Clone, Copy)]
pub(crate) struct Timed {
    /// From the event to the frame that shows what came of it.
    pub(crate) painted: f64,
    /// The main thread's tasks in the meantime, the driver's questions included.
    pub(crate) work: f64,
}

/// Acts and waits until a condition holds on the page. `sign` is JavaScript that is evaluated before
/// the act and gives the condition; the stopwatch starts with the next `event`. Nothing when the
/// condition does not hold within half a minute.
pub(crate) fn timed(page: &Page, event: &str, sign: &str, act: impl FnOnce()) -> Option<Timed> {
    page.run(&format!("bench.expect({event:?}, {sign})"), &[]);
    let before = task_ms(page);
    act();
    let painted = page.run_async("return await bench.take()", &[]).as_f64()?;
    Some(Timed { painted, work: task_ms(page) - before })
}

/// The same for something a script does and waits for itself; `script` gives the ms or null.
pub(crate) fn timed_script(page: &Page, script: &str, arguments: &[Value]) -> Option<Timed> {
    let before = task_ms(page);
    let painted = page.run_async(script, arguments).as_f64()?;
    Some(Timed { painted, work: task_ms(page) - before })
}

/// What two frames and the driver's questions cost by themselves: a key press that does nothing.
pub(crate) fn nothing(page: &Page) -> Option<Timed> {
    timed(page, "keydown", "() => true", || page.press(&["F2"]))
}

/// The ms the main thread has spent on tasks since the page began.
fn task_ms(page: &Page) -> f64 {
    spent_ms(page, ["TaskDuration"])[0]
}

/// The ms the main thread has spent on kinds of work, by Chromium's names for them.
pub(crate) fn spent_ms<const N: usize>(page: &Page, kinds: [&str; N]) -> [f64; N] {
    let answer = page.chromium("Performance.getMetrics", &json!({}));
    let metrics: Vec<&Value> = answer["metrics"].as_array().into_iter().flatten().collect();
    kinds.map(|kind| {
        let spent = metrics.iter().find(|metric| metric["name"] == kind);
        let seconds = spent.and_then(|metric| metric["value"].as_f64());
        1000.0 * seconds.expect("Chromium counts its work")
    })
}

/// Megabytes (2²⁰ bytes) after everything unused was thrown away.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    /// The JavaScript heap.
    pub(crate) heap: f64,
    /// WebAssembly's linear memory, which never shrinks and so holds the largest need so far.
    pub(crate) wasm: f64,
}

pub(crate) fn memory(page: &Page) -> Memory {
    const MEGABYTE: f64 = 1_048_576.0;
    // Twice, because what the first one lets go may hold more.
    for _ in 0..2 {
        page.chromium("HeapProfiler.collectGarbage", &json!({}));
    }
    let heap = page.chromium("Runtime.getHeapUsage", &json!({}))["usedSize"].as_f64();
    let wasm = page.run("return bench.wasmBytes()", &[]).as_f64();
    Memory {
        heap: heap.expect("Chromium knows its heap") / MEGABYTE,
        wasm: wasm.expect("the sum is a number") / MEGABYTE,
    }
}
