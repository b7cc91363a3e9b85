//! From the navigation to the first text that can be read and coded.

use super::app::{App, wait_saved};
use super::figures::Samples;
use super::place::Place;
use crate::generate::many_documents;
use crate::harness::{Launch, Page, Profile, Site};

/// Notes when the text and the list are first drawn, in ms since the navigation began.
const WATCH_START: &str = "
  window.benchStart = new Promise((resolve) => {
    const frame = () => new Promise(requestAnimationFrame);
    (async () => {
      const drawn = () => document.querySelector('#text .text__block')
        && document.querySelector('.documents__row');
      do await frame(); while (!drawn());
      await frame();
      resolve(performance.now());
    })();
  });";

/// The first visit of a browser that never saw the app: the sample project.
pub(crate) fn first_visit(site: &Site, runs: usize) -> Samples {
    measured(runs, || Launch::new(site))
}

/// A later visit: code and project come from the browser's own storage where it keeps them.
pub(crate) fn later_visit(site: &Site, runs: usize) -> Samples {
    let profile = Profile::fresh();
    wait_saved(&Launch::new(site).profile(&profile).open());
    measured(runs, || Launch::new(site).profile(&profile))
}

/// A later visit of a browser that holds 1,000 documents and 20,000 claims.
pub(crate) fn large_project(place: &Place, runs: usize) -> Samples {
    let profile = Profile::fresh();
    let page = place.browser(Some(&profile));
    App::take_in(&page, "many", &many_documents(1_000, 20_000));
    page.close();
    measured(runs, || Launch::new(&place.site).profile(&profile))
}

fn measured<'a>(runs: usize, launch: impl Fn() -> Launch<'a>) -> Samples {
    let mut samples = Samples::default();
    for _ in 0..runs {
        let page: Page = launch().before_app(WATCH_START).open();
        samples.push(page.run_async("return await window.benchStart", &[]).as_f64());
    }
    samples
}
