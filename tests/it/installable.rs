//! What a browser reads before it offers to install the app.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn public(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(name)
}

/// The width and height that stand at the head of a PNG.
fn size(png: &[u8]) -> String {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "it is no PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    format!("{}x{}", number(16), number(20))
}

#[test]
fn the_manifest_names_icons_that_are_there_and_as_large_as_it_says() {
    let manifest = fs::read_to_string(public("manifest.webmanifest")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let page = fs::read_to_string(public("../index.html")).unwrap();
    let icons = manifest["icons"].as_array().unwrap();
    for icon in icons {
        let name = icon["src"].as_str().unwrap();
        assert_eq!(
            size(&fs::read(public(name)).unwrap()),
            icon["sizes"].as_str().unwrap(),
            "{name}"
        );
        assert!(page.contains(&format!("href=\"public/{name}\"")), "{name} is not copied");
    }
    let sizes = icons.iter().filter(|icon| icon["purpose"].is_null()).map(|icon| &icon["sizes"]);
    assert_eq!(sizes.collect::<Vec<_>>(), ["192x192", "512x512"], "what browsers ask for");
    // Everything is named from where the manifest lies, so that any folder of any host will do.
    for field in ["id", "start_url", "scope"] {
        assert_eq!(manifest[field], "./");
    }
}
