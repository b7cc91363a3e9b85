use super::*;

fn of(text: &str, file_name: &str) -> Proposals {
    propose(&Clues { text, file_name, markdown: file_name == "notes.md", page: None })
}

fn title(proposals: &Proposals) -> Option<(&str, Origin)> {
    proposals.title.as_ref().map(|title| (title.value.as_str(), title.origin))
}

fn date(proposals: &Proposals) -> Option<(String, Origin)> {
    proposals.date.as_ref().map(|date| (date.value.to_string(), date.origin))
}

fn source(proposals: &Proposals) -> Option<(&str, Origin)> {
    proposals.source.as_ref().map(|source| (source.value.as_str(), source.origin))
}

#[test]
fn a_crawled_text_gives_its_date_and_its_first_sentence() {
    let found = of(
        " date 2020-11-12 The minister called his colleagues. They spoke.\n\nMore.",
        "01_3f9ac2.txt",
    );
    assert_eq!(date(&found), Some(("2020-11-12".to_owned(), Origin::CrawlHeader)));
    assert_eq!(title(&found), Some(("The minister called his colleagues", Origin::Beginning)));
    assert_eq!(source(&found), None);
}

#[test]
fn a_visit_report_gives_heading_and_date_line() {
    let found = of(
        "The visit of the envoy\n\n12 October, 2020\n\nThe envoy came.\n\nPrint the page",
        "x.txt",
    );
    assert_eq!(title(&found), Some(("The visit of the envoy", Origin::Heading)));
    assert_eq!(date(&found), Some(("2020-10-12".to_owned(), Origin::DateLine)));
    assert_eq!(found.boilerplate.len(), 1);
}

#[test]
fn a_wire_item_gives_a_date_without_a_year_and_the_agency() {
    let text = "All news\n\nEnvoys to come soon\n\nGENEVA, November 12. /TASS/. Envoys will come.";
    let found = of(text, "003_3db6768c.txt");
    assert_eq!(title(&found), Some(("Envoys to come soon", Origin::Heading)));
    assert_eq!(date(&found), Some(("--11-12".to_owned(), Origin::Dateline)));
    assert_eq!(source(&found), Some(("TASS", Origin::Dateline)));
    // A complete date elsewhere is better than a part of one.
    let named = of(text, "2020-11-12_wire.txt");
    assert_eq!(date(&named), Some(("2020-11-12".to_owned(), Origin::FileName)));
}

#[test]
fn a_telling_file_name_is_a_title_when_the_text_has_no_heading() {
    let found = of("The envoys met.\n", "2020-11-12_envoys-meet.txt");
    assert_eq!(title(&found), Some(("Envoys meet", Origin::FileName)));
    assert_eq!(date(&found), Some(("2020-11-12".to_owned(), Origin::FileName)));
}

#[test]
fn pasted_text_without_a_name_is_no_trouble() {
    assert_eq!(title(&of("The envoys met.", "")), Some(("The envoys met", Origin::Beginning)));
    assert_eq!(of("", ""), Proposals::default());
    assert_eq!(title(&of("\n\n", "a.txt")), Some(("A", Origin::FileName)));
}

#[test]
fn front_matter_comes_before_everything_else_in_markdown() {
    let text = "---\ntitle: Talks\ndate: 2020-11-12\nauthor: A. Writer\nsource: Daily\nlang: en\n---\n# Other\n\n1 May 2019\n";
    let found = of(text, "notes.md");
    assert_eq!(title(&found), Some(("Talks", Origin::FrontMatter)));
    assert_eq!(date(&found), Some(("2020-11-12".to_owned(), Origin::FrontMatter)));
    assert_eq!(source(&found), Some(("Daily", Origin::FrontMatter)));
    assert_eq!(found.author.as_ref().unwrap().value, "A. Writer");
    assert_eq!(found.language.as_ref().unwrap().value, "en");
    assert_eq!(found.boilerplate[0].reason, BoilerplateReason::FrontMatter);
    let without = of("# Other\n\nThe envoys met.\n", "notes.md");
    assert_eq!(title(&without), Some(("Other", Origin::Heading)));
}

#[test]
fn a_page_is_believed_about_itself() {
    let page = Metadata {
        title: Some("Envoys meet | Daily".to_owned()),
        site: Some("Daily".to_owned()),
        published: Some("2020-11-12T08:00:00Z".to_owned()),
        ..Metadata::default()
    };
    let clues =
        Clues { text: "The envoys met.", file_name: "a.html", markdown: false, page: Some(&page) };
    let found = propose(&clues);
    assert_eq!(title(&found), Some(("Envoys meet", Origin::PageTitle)));
    assert_eq!(source(&found), Some(("Daily", Origin::Page)));
    assert_eq!(date(&found), Some(("2020-11-12".to_owned(), Origin::Page)));
}

#[test]
fn the_site_is_taken_off_a_title_only_when_it_is_the_site() {
    let page = Metadata { site: Some("Daily".to_owned()), ..Metadata::default() };
    assert_eq!(without_site("Talks - resumed - Daily", &page), "Talks - resumed");
    assert_eq!(without_site("Daily – Talks", &page), "Talks");
    assert_eq!(without_site("Talks - resumed", &page), "Talks - resumed");
}

#[test]
fn a_source_line_is_read() {
    assert_eq!(
        source(&of("Source: The Daily\n\nText.", "")),
        Some(("The Daily", Origin::SourceLine))
    );
    assert_eq!(source(&of("Sources: two officials\n\nText.", "")), None);
}

#[test]
fn large_and_odd_texts_are_no_trouble() {
    let one_line = "a".repeat(200_000);
    assert_eq!(title(&of(&one_line, "x.txt")).unwrap().0.chars().count(), 81);
    let empty_lines = "\n".repeat(10_000);
    assert_eq!(title(&of(&empty_lines, "notes on talks.txt")).unwrap().0, "Notes on talks");
    let rtl = "אחרי השיחות\n\n12 November 2020\n\nהשרים נפגשו שוב.";
    let found = of(rtl, "x.txt");
    assert_eq!(title(&found), Some(("אחרי השיחות", Origin::Heading)));
    assert_eq!(date(&found), Some(("2020-11-12".to_owned(), Origin::DateLine)));
}
