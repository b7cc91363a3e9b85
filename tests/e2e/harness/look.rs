//! How the page looks: size, colour scheme, pictures.

use std::path::Path;
use std::{fs, io};

use claimlight::format::base64;
use serde_json::json;

use super::Page;

impl Page {
    /// Sets the size of the viewport in CSS pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        if let Some(bidi) = &self.bidi {
            let viewport = json!({ "width": width, "height": height });
            let parameters = json!({ "context": self.handle(), "viewport": viewport });
            bidi.borrow_mut().demand("browsingContext.setViewport", &parameters);
        } else {
            let metrics = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
            });
            self.chromium("Emulation.setDeviceMetricsOverride", &metrics);
        }
        self.settle();
    }

    /// Waits for what takes a new place in another size: the lines first, then what stands beside
    /// them.
    fn settle(&self) {
        self.wait_until_painted();
        self.wait_until_painted();
    }

    /// Shows the page twice as large: a viewport of so many CSS pixels, two of the screen's each.
    /// `None` ends it.
    pub(crate) fn zoom(&self, viewport: Option<(u32, u32)>) {
        let (width, height) = viewport.unwrap_or((1280, 800));
        let ratio = if viewport.is_some() { 2 } else { 1 };
        if let Some(bidi) = &self.bidi {
            let viewport = json!({ "width": width, "height": height });
            let parameters = json!({
                "context": self.handle(), "viewport": viewport, "devicePixelRatio": ratio
            });
            bidi.borrow_mut().demand("browsingContext.setViewport", &parameters);
        } else {
            let metrics = json!({
                "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false
            });
            self.chromium("Emulation.setDeviceMetricsOverride", &metrics);
        }
        self.wait_for("the zoom to be in force", || {
            self.run("return devicePixelRatio", &[]) == ratio
        });
        self.settle();
    }

    /// Has Chromium answer a media query as if the user preferred a value, and no other one.
    fn emulate(&self, feature: &str, value: &str) {
        let feature = json!({ "name": feature, "value": value });
        self.chromium("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
    }

    /// Makes the browser replace the page's colours by the user's few, or not; says whether it can.
    pub(crate) fn force_colours(&self, forced: bool) -> bool {
        if self.bidi.is_some() {
            return false;
        }
        let value = if forced { "active" } else { "none" };
        self.emulate("forced-colors", value);
        self.wait_for("the user's colours to be in force", || {
            self.run("return matchMedia('(forced-colors: active)').matches", &[]) == forced
        });
        true
    }

    /// Makes the browser prefer a dark or a light colour scheme.
    pub(crate) fn prefer_dark(&self, dark: bool) {
        if self.bidi.is_some() {
            // Nought is dark, one is light.
            let choose = "Services.prefs.setIntPref(\
                          'layout.css.prefers-color-scheme.content-override', arguments[0])";
            self.firefox(choose, &[json!(i32::from(!dark))]);
        } else {
            let value = if dark { "dark" } else { "light" };
            self.emulate("prefers-color-scheme", value);
        }
        // A preference takes its time to get to the page.
        self.wait_for("the colour scheme to be in force", || {
            self.run("return matchMedia('(prefers-color-scheme: dark)').matches", &[]) == dark
        });
    }

    /// Makes the browser ask pages for less motion.
    pub(crate) fn prefer_less_motion(&self) {
        if self.bidi.is_some() {
            let choose = "Services.prefs.setIntPref('ui.prefersReducedMotion', 1)";
            self.firefox(choose, &[]);
        } else {
            self.emulate("prefers-reduced-motion", "reduce");
        }
        self.wait_for("less motion to be asked for", || {
            self.run("return matchMedia('(prefers-reduced-motion: reduce)').matches", &[]) == true
        });
    }

    /// Saves a picture of the viewport as `target/shots/<name>.png`.
    pub(crate) fn shot(&self, name: &str) {
        self.save_shot(name).unwrap_or_else(|error| panic!("the picture {name} fails: {error}"));
    }

    pub(super) fn save_shot(&self, name: &str) -> io::Result<()> {
        let picture = self.ask("screenshot").map_err(io::Error::other)?;
        let bytes = picture.as_str().and_then(base64::decode);
        let bytes = bytes.ok_or_else(|| io::Error::other("the picture is no base 64"))?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{name}.png")), bytes)
    }
}
