//! The code colours stay apart for everyone, are seen on paper, and leave the text readable; their
//! lines stay apart without any colour. All of it is computed from the style sheets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use palette::{FromColor, Lab, LinSrgb, Mix, Srgb};

/// The least difference between any two codes, in CIEDE2000 units, for every kind of vision. Where
/// the two lie side by side, a difference of about 2 is seen; apart from each other it takes more.
const APART: f32 = 9.0;
/// The least difference between two codes whose lines differ only by how thick they are.
const APART_WITH_ONE_STYLE: f32 = 17.0;
/// What WCAG 2.1 asks of graphics (1.4.11) and of text (1.4.3).
const GRAPHICS: f32 = 3.0;
const TEXT: f32 = 4.5;
/// A claim's background: this much of its colour over what lies below.
const TINT: f32 = 0.15;
/// The same by lane: what lies over other claims is tinted less.
const TINTS: [f32; 4] = [TINT, 0.10, 0.05, 0.05];
/// How much thicker the next line of a style must be to be told from the one before.
const THICKER: f32 = 1.5;

/// What a colour becomes for the three complete dichromacies, by the matrices for severity 1.0 of
/// G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009; they work on linear RGB.
const DEFICIENCIES: [(&str, [[f32; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The line under a code's claims.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    style: String,
    px: f32,
}

/// The tokens of one theme.
struct Theme {
    name: &'static str,
    colours: BTreeMap<String, Srgb<f32>>,
}

impl Theme {
    fn both() -> [Self; 2] {
        [Self::read("light", 0), Self::read("dark", 1)]
    }

    fn read(name: &'static str, side: usize) -> Self {
        let tokens = style("tokens.css");
        // Behind it stand the tokens for special wishes, which only raise the contrast.
        let usual = tokens.split("@media").next().unwrap_or_default();
        let pairs = declarations(usual);
        let pairs = pairs.into_iter().filter_map(|(token, value)| {
            let inner = value.strip_prefix("light-dark(")?.strip_suffix(')')?.to_owned();
            let hex = inner.split(',').nth(side)?.trim().to_owned();
            let colour: Srgb<u8> = hex.parse().unwrap_or_else(|_| panic!("{token}: {hex}"));
            Some((token, colour.into_format()))
        });
        Self { name, colours: pairs.collect() }
    }

    fn colour(&self, token: &str) -> Srgb<f32> {
        *self.colours.get(token).unwrap_or_else(|| panic!("no token --{token} in {}", self.name))
    }

    fn code(&self, code: usize) -> Srgb<f32> {
        self.colour(&format!("code-{code}"))
    }

    fn papers(&self) -> [(&'static str, Srgb<f32>); 3] {
        ["paper", "paper-raised", "paper-sunk"].map(|token| (token, self.colour(token)))
    }
}

fn style(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every custom property a style sheet sets, without its dashes.
fn declarations(css: &str) -> Vec<(String, String)> {
    css.split([';', '{', '}'])
        .filter_map(|part| part.rsplit_once("--").filter(|(_, rest)| rest.contains(':')))
        .filter_map(|(_, rest)| rest.split_once(':'))
        .map(|(token, value)| (token.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn codes() -> usize {
    usize::from(claimlight::model::code::PALETTE)
}

fn lines() -> BTreeMap<String, Line> {
    let found = declarations(&style("tokens.css")).into_iter().filter_map(|(token, value)| {
        let name = token.strip_prefix("pattern-")?.to_owned();
        let (style, px) = value.split_once(' ').expect("a style and a thickness");
        let px = px.strip_suffix("px").and_then(|px| px.parse().ok()).expect("whole pixels");
        Some((name, Line { style: style.to_owned(), px }))
    });
    found.collect()
}

/// The colour and the share of a layer's background.
fn wash(css: &str, layer: &str) -> (String, f32) {
    let (_, rule) = css.split_once(&format!("highlight({layer}) {{")).expect("a rule");
    let (_, rest) = rule.split_once("color-mix(in srgb, var(--").expect("a translucent colour");
    let (token, rest) = rest.split_once(") ").expect("a token, then its share");
    let percent = rest.split('%').next().and_then(|share| share.parse::<f32>().ok());
    (token.to_owned(), percent.expect("a share in per cent") / 100.0)
}

fn seen_with(matrix: [[f32; 3]; 3], colour: Srgb<f32>) -> Lab {
    let linear: LinSrgb<f32> = colour.into_linear();
    let row = |row: [f32; 3]| {
        let sum = row[0] * linear.red + row[1] * linear.green + row[2] * linear.blue;
        sum.clamp(0.0, 1.0)
    };
    Lab::from_color(Srgb::from_linear(LinSrgb::new(row(matrix[0]), row(matrix[1]), row(matrix[2]))))
}

/// A colour as everyone sees it: the usual way, and the three others.
fn seen(colour: Srgb<f32>) -> Vec<(&'static str, Lab)> {
    let others = DEFICIENCIES.iter().map(|(name, matrix)| (*name, seen_with(*matrix, colour)));
    std::iter::once(("usual vision", Lab::from_color(colour))).chain(others).collect()
}

fn difference(one: Lab, other: Lab) -> f32 {
    one.difference(other)
}

#[test]
fn any_two_codes_stay_apart_for_every_kind_of_vision() {
    let lines = lines();
    let mut findings = Vec::new();
    for theme in Theme::both() {
        for one in 0..codes() {
            for other in 0..one {
                let same = lines[&one.to_string()].style == lines[&other.to_string()].style;
                let least = if same { APART_WITH_ONE_STYLE } else { APART };
                let pairs = seen(theme.code(one)).into_iter().zip(seen(theme.code(other)));
                findings.extend(pairs.filter_map(|((vision, a), (_, b))| {
                    let apart = difference(a, b);
                    (apart < least)
                        .then(|| format!("{} {other} and {one}, {vision}: {apart:.1}", theme.name))
                }));
            }
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn the_simulation_does_what_is_known_of_it() {
    // White stays white, and to a deuteranope this red and this green are nearly one.
    let colour = |hex: &str| -> Srgb<f32> { hex.parse::<Srgb<u8>>().unwrap().into_format() };
    for (vision, white) in seen(colour("#ffffff")) {
        assert!((white.l - 100.0).abs() < 0.1 && white.a.abs() < 0.1, "{vision}: {white:?}");
    }
    let apart = |at: usize, one: &str, other: &str| {
        difference(seen(colour(one))[at].1, seen(colour(other))[at].1)
    };
    let (red, green) = ("#a86a1f", "#6f7f1f");
    assert!(apart(0, red, green) > 20.0 && apart(2, red, green) < 8.0);
    // A pair of the table of test data by G. Sharma, W. Wu and E. N. Dalal (2005).
    let published = difference(Lab::new(50.0, 2.6772, -79.7751), Lab::new(50.0, 0.0, -82.7485));
    assert!((published - 2.0425).abs() < 0.001, "{published}");
}

#[test]
fn every_code_is_seen_on_every_paper() {
    for theme in Theme::both() {
        let none = ("none".to_owned(), theme.colour("code-none"));
        for (code, colour) in
            (0..codes()).map(|code| (code.to_string(), theme.code(code))).chain([none])
        {
            for (paper, below) in theme.papers() {
                let contrast = colour.relative_contrast(below);
                assert!(contrast >= GRAPHICS, "{} {code} on {paper}: {contrast:.2}", theme.name);
            }
        }
    }
}

#[test]
fn the_text_stays_readable_on_every_background() {
    let highlights = style("view/highlights.css");
    for theme in Theme::both() {
        let paper = theme.colour("paper");
        for ink in ["ink", "ink-soft"] {
            for code in 0..codes() {
                let tinted = paper.mix(theme.code(code), TINT);
                let contrast = theme.colour(ink).relative_contrast(tinted);
                assert!(contrast >= TEXT, "{} {ink} on {code}: {contrast:.2}", theme.name);
            }
        }
        // Four claims deep, whichever they are, and what is shown of the chosen claim above them.
        for code in 0..codes() {
            let over = |below: Srgb<f32>, tint: &f32| below.mix(theme.code(code), *tint);
            let deep = TINTS.iter().fold(paper, over);
            let mut washes = vec![("nothing", deep)];
            for layer in ["hovered", "focused", "named"] {
                let (token, share) = wash(&highlights, layer);
                washes.push((layer, deep.mix(theme.colour(&token), share)));
            }
            for (layer, below) in washes {
                let contrast = theme.colour("ink").relative_contrast(below);
                assert!(contrast >= TEXT, "{} {layer} over four {code}: {contrast:.2}", theme.name);
            }
        }
    }
}

#[test]
fn no_two_lines_are_the_same_in_grey() {
    let lines = lines();
    assert_eq!(lines.len(), codes() + 2, "a line for each code, for none and for mentions");
    let mut of_style: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    for line in lines.values() {
        of_style.entry(&line.style).or_default().push(line.px);
    }
    for (style, px) in &mut of_style {
        assert!(["solid", "dashed", "dotted", "double", "wavy"].contains(style), "{style}");
        px.sort_by(f32::total_cmp);
        let told = px.windows(2).all(|pair| pair[1] >= pair[0] * THICKER);
        assert!(told, "{style} lines of {px:?} pixels are too much alike");
    }
}

#[test]
fn the_text_and_the_swatches_show_each_code_by_its_own_tokens() {
    let highlights = style("view/highlights.css");
    for code in (0..codes()).map(|code| code.to_string()).chain(["none".to_owned()]) {
        let rules: Vec<&str> = highlights
            .split('}')
            .filter(|rule| rule.contains(&format!("highlight(claim-{code}-3)")))
            .collect();
        let lanes = |rule: &str| {
            (0..4).filter(|n| rule.contains(&format!("(claim-{code}-{n})"))).collect::<Vec<i32>>()
        };
        let tint = |share: f32| {
            format!("color-mix(in srgb, var(--code-{code}) {:.0}%, transparent)", share * 100.0)
        };
        let line = format!("underline var(--pattern-{code}) var(--code-{code})");
        assert!(rules[0].contains(&line), "{code}");
        // Each rule is for the lanes from one on, and takes the place of the one before.
        for (rule, from) in rules.iter().zip(0..3) {
            assert_eq!(lanes(rule), (from..4).collect::<Vec<_>>(), "{code}");
            assert!(rule.contains(&tint(TINTS[usize::try_from(from).unwrap()])), "{code}");
        }
    }
    let chip = style("part/chip.css");
    let mut set = BTreeSet::new();
    for rule in chip.split('}') {
        let Some((_, rest)) = rule.split_once("[data-colour=\"") else { continue };
        let code = rest.split('"').next().unwrap_or_default().to_owned();
        assert!(rest.contains(&format!("--own: var(--code-{code});")), "{code}");
        assert!(rest.contains(&format!("--own-pattern: var(--pattern-{code});")), "{code}");
        set.insert(code);
    }
    assert_eq!(set.len(), codes(), "{set:?}");
}

#[test]
fn on_paper_a_line_with_dots_stands_for_each_wave_and_is_as_thick() {
    let print = style("view/print.css");
    let rules = print.split('}').filter_map(|rule| {
        let (_, rest) = rule.split_once(".edition [data-colour=\"")?;
        let (code, rest) = rest.split_once('"')?;
        let px = rest.split_once("--own-px: ")?.1.split("px").next()?;
        Some((code.to_owned(), px.parse().expect("whole pixels")))
    });
    let replaced: BTreeMap<String, f32> = rules.collect();
    let wavy = lines().into_iter().filter(|(_, line)| line.style == "wavy");
    assert_eq!(replaced, wavy.map(|(code, line)| (code, line.px)).collect());
    // The rules that use it are for the same codes.
    for part in print.split(":is([data-colour").skip(1) {
        let named = part.split(')').next().unwrap_or_default();
        let codes: BTreeSet<String> =
            named.split('"').filter(|code| code.parse::<u8>().is_ok()).map(str::to_owned).collect();
        assert_eq!(codes, replaced.keys().cloned().collect());
    }
}
