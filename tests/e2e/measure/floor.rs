//! The floor: the bare page of `floor.html`.

use super::subject::{Act, Extra, Subject};
use super::work::Timed;
use crate::harness::Page;

/// The floor with the text of this name; see `Place::give_floor`.
pub(crate) struct Floor {
    pub(crate) name: String,
}

impl Subject for Floor {
    fn arrive(&self, page: &Page) {
        page.go(&format!("floor.html?name={}", self.name));
        page.wait_for("the floor's text", || page.run("return window.floor === true", &[]) == true);
        page.run_async("await bench.settle()", &[]);
    }

    fn open(&self) -> &'static str {
        "const isSo = () => document.querySelector('.text__block') && bench.ranges('claim-') > 0;
         return await bench.click(document.querySelector('#open'), isSo);"
    }

    fn select(&self, page: &Page) {
        page.run_async(
            "await bench.scrollToMiddle();
             const { offsetNode, offset } =
               document.caretPositionFromPoint(...bench.pointInText());
             const start = Math.max(0, Math.min(offset, offsetNode.length - 60));
             getSelection().setBaseAndExtent(offsetNode, start, offsetNode, start + 60);
             await bench.settle();",
            &[],
        );
    }

    fn key(&self, act: Act) -> String {
        let key = match act {
            Act::Add => "d",
            Act::Change => "c",
            Act::Delete => "Delete",
            Act::Undo => "z",
            Act::Jump => "n",
        };
        key.to_owned()
    }

    fn sign(&self, act: Act) -> &'static str {
        match act {
            Act::Add => "bench.spanAdded()",
            Act::Change => "bench.fewer('claim-0')",
            Act::Delete => "bench.fewer('claim-')",
            Act::Undo => "bench.more('claim-')",
            Act::Jump => "bench.more('focused')",
        }
    }

    fn calm(&self, _: &Page) {}

    fn extras(&self, _: &Page, _: &mut dyn FnMut(Extra, Option<Timed>)) {}

    fn leave(&self, _: &Page) {}
}
