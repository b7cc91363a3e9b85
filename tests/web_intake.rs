//! Opening files in a real browser: its decoder, its files, and what becomes of them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy does not take these for tests")]

use claimlight::intake::encoding::{Decoder, ENCODINGS, Encoding};
use claimlight::intake::review::{LARGEST_FILE_BYTES, Verdict};
use claimlight::web::dom::decoder::BrowserDecoder;
use claimlight::web::intake::examine;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const TALKS: &str =
    "Переговоры в Вене\n\nДипломаты встретились сегодня утром и обсудили условия.\n";

fn file(name: &str, bytes: &[u8]) -> File {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

/// A file of any size that takes no memory.
fn file_of_size(name: &str, bytes: f64) -> File {
    let file = file(name, b"x");
    let size = js_sys::Object::new();
    js_sys::Reflect::set(&size, &"value".into(), &JsValue::from_f64(bytes)).unwrap();
    let object: &js_sys::Object = file.unchecked_ref();
    js_sys::Object::define_property(object, &"size".into(), &size);
    file
}

fn legacy(text: &str, label: &str) -> Vec<u8> {
    encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
}

#[wasm_bindgen_test]
fn the_browser_knows_every_encoding_that_is_offered() {
    for encoding in ENCODINGS {
        let text = BrowserDecoder.decode(b"abc", encoding.label());
        assert!(text.is_some(), "{}", encoding.label());
    }
    assert_eq!(BrowserDecoder.decode(b"abc", "klingon"), None);
}

#[wasm_bindgen_test]
fn the_browser_decodes_as_the_standard_says() {
    for label in ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"] {
        let text = BrowserDecoder.decode(&legacy(TALKS, label), label);
        assert_eq!(text.as_deref(), Some(TALKS), "{label}");
    }
    let damaged = BrowserDecoder.decode(b"a\xff b", "euc-kr");
    assert_eq!(damaged.as_deref(), Some("a\u{fffd} b"), "nothing is fatal");
    let every: Vec<u8> = (0..=255).collect();
    for label in ["windows-1252", "windows-1251", "macintosh"] {
        let standard = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let expected = standard.decode_without_bom_handling(&every).0.into_owned();
        assert_eq!(BrowserDecoder.decode(&every, label), Some(expected), "{label}");
    }
}

#[wasm_bindgen_test]
async fn a_file_becomes_a_proposal_in_the_encoding_found_or_chosen() {
    let file = file("talks.txt", &legacy(TALKS, "windows-1251"));
    let Verdict::Ready(found) = examine("talks.txt", &file, None).await else {
        panic!("the file is a text")
    };
    assert_eq!((found.encoding.label(), found.text.as_str()), ("windows-1251", TALKS));
    assert_eq!(found.proposals.title.unwrap().value, "Переговоры в Вене");
    // The same file is read a second time.
    let koi = Encoding::for_label("koi8-r").unwrap();
    let Verdict::Ready(other) = examine("talks.txt", &file, Some(koi)).await else {
        panic!("the file is a text")
    };
    assert_eq!((other.encoding, other.evidence), (koi, None));
    assert_ne!(other.text, TALKS);
}

#[wasm_bindgen_test]
async fn files_that_are_no_texts_are_told_apart() {
    assert_eq!(examine("a.txt", &file("a.txt", b""), None).await, Verdict::Empty);
    let png = file("a.png", b"\x89PNG\r\n\x1a\n\0\0");
    assert!(matches!(examine("a.png", &png, None).await, Verdict::Binary { format: Some(_) }));
    #[expect(clippy::cast_precision_loss, reason = "50 MB fit exactly")]
    let huge = file_of_size("a.txt", (LARGEST_FILE_BYTES + 1) as f64);
    let size = LARGEST_FILE_BYTES + 1;
    assert_eq!(examine("a.txt", &huge, None).await, Verdict::TooLarge { size });
}

#[wasm_bindgen_test]
async fn a_file_the_browser_cannot_read_says_why_in_a_phrase() {
    let file = file("a.txt", b"text");
    let fails = js_sys::Function::new_no_args(
        "return Promise.reject(new DOMException('The file could not be found.', 'NotFoundError'))",
    );
    js_sys::Reflect::set(&file, &"arrayBuffer".into(), &fails).unwrap();
    let verdict = examine("a.txt", &file, None).await;
    assert_eq!(verdict, Verdict::Unreadable { reason: "the file could not be found".to_owned() });
}

#[wasm_bindgen_test]
async fn a_text_is_kept_verbatim() {
    let text = "\u{feff}One\r\n\u{a0}two e\u{301} 🙂\r";
    let Verdict::Ready(found) = examine("a.txt", &file("a.txt", text.as_bytes()), None).await
    else {
        panic!("the file is a text")
    };
    assert_eq!(found.text, text.trim_start_matches('\u{feff}'));
}
