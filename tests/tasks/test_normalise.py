"""An entry as an article: what is kept, what is dropped, and what is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tasks.boilerplate import drop_boilerplate, strip_site_suffix
from tasks.errors import EntryError
from tasks.normalise import clean_title, normalise_batch, to_article
from tasks.records import Entry, Feed
from tasks.text import content_hash

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
FEED = Feed("ex-world", "https://example.org/rss", "Example News", language="en-GB")
LONG = "Troops withdrew from the border crossing on Thursday after talks between the two governments."


def entry(**changes: Any) -> Entry:
    given: dict[str, Any] = {
        "entry_id": "e1",
        "feed_id": FEED.feed_id,
        "guid": "g1",
        "url": "https://www.example.org/world/a-1?utm_source=rss",
        "title": "Border crossing reopens",
        "summary": LONG,
        "content": "",
        "author": "A. Mensah",
        "published_raw": "Thu, 02 May 2024 10:00:00 GMT",
        "published_at": datetime(2024, 5, 2, 10, tzinfo=UTC),
        "date_status": "ok",
    }
    return Entry(**(given | changes))


def test_an_entry_becomes_an_article() -> None:
    article = to_article(entry(), FEED, NOW)
    assert article.article_id == "e1"
    assert article.url == "https://www.example.org/world/a-1?utm_source=rss"
    assert article.canonical_url == "https://example.org/world/a-1"
    assert (article.feed_id, article.outlet, article.author) == ("ex-world", "Example News", "A. Mensah")
    assert (article.title, article.text, article.text_origin) == ("Border crossing reopens", LONG, "summary")
    assert (article.published_at, article.date_status) == (entry().published_at, "ok")
    assert article.language == "en"
    assert article.content_hash == content_hash(article.title, article.text)
    assert (article.first_seen_at, article.revision, article.duplicate_of) == (NOW, 1, None)


@pytest.mark.parametrize(
    ("changes", "text", "origin"),
    [
        ({"summary": "Short.", "content": f"<p>{LONG}</p>"}, LONG, "content"),
        ({"summary": LONG, "content": "<p>Short.</p>"}, LONG, "summary"),
        ({"summary": LONG, "content": LONG}, LONG, "content"),
        ({"summary": "", "content": ""}, "", "title"),
        ({"summary": "Border crossing reopens."}, "", "title"),
        ({"summary": "<p>Border  crossing &amp;nbsp; reopens</p>"}, "", "title"),
        ({"summary": "<img src='a.jpg'>"}, "", "title"),
    ],
)
def test_the_fuller_of_content_and_summary_is_the_text(
    changes: dict[str, Any], text: str, origin: str
) -> None:
    article = to_article(entry(**changes), FEED, NOW)
    assert (article.text, article.text_origin) == (text, origin)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (None, None),
        ("https://example.org/", None),
        ("https://www.example.org/index.html", None),
        ("https://example.org/?p=3", "https://example.org/?p=3"),
    ],
)
def test_a_front_page_is_no_articles_address(url: str | None, canonical: str | None) -> None:
    article = to_article(entry(url=url), FEED, NOW)
    assert (article.url, article.canonical_url) == (url, canonical)


def test_an_entrys_own_language_stands_before_its_feeds() -> None:
    article = to_article(entry(title="Kyiv", summary="", language="uk-UA"), FEED, NOW)
    assert article.language == "uk"


def test_an_entry_without_words_is_refused() -> None:
    with pytest.raises(EntryError, match="no title and no text"):
        to_article(entry(title="<b></b>", summary="&nbsp;", content="<img src=x>"), FEED, NOW)


def test_a_batch_passes_over_what_cannot_be_used() -> None:
    bad = entry(entry_id="e2", title="", summary="")
    batch = normalise_batch([entry(), bad, entry(entry_id="e3")], {FEED.feed_id: FEED}, NOW)
    assert [article.article_id for article in batch.articles] == ["e1", "e3"]
    assert [(skip.feed_id, skip.position, skip.reason) for skip in batch.skipped] == [
        ("ex-world", 1, "no title and no text")
    ]


@pytest.mark.parametrize(
    ("title", "outlet", "cleaned"),
    [
        ("Talks resume | Example News", "Example News", "Talks resume"),
        ("Talks resume - Example News", "Example News", "Talks resume"),
        ("Talks resume – The Example News", "Example News", "Talks resume"),
        ("Talks resume — example.org", "example", "Talks resume"),
        ("Talks resume - EXAMPLE NEWS", "Example News", "Talks resume"),
        ("Talks resume - Other Paper", "Example News", "Talks resume - Other Paper"),
        ("Talks - a history", "Example News", "Talks - a history"),
        ("Example News", "Example News", "Example News"),
        ("| Example News", "Example News", "| Example News"),
        ("Sudan-Chad talks", "Chad talks", "Sudan-Chad talks"),
        ("Live | Talks resume | Example News", "Example News", "Live | Talks resume"),
        ("<b>Talks</b> resume &amp; end", "x", "Talks resume & end"),
        ("Talks\n  resume", "x", "Talks resume"),
        ("Talks resume", "", "Talks resume"),
    ],
)
def test_the_outlets_name_is_no_part_of_a_headline(title: str, outlet: str, cleaned: str) -> None:
    assert clean_title(title, outlet) == cleaned
    assert strip_site_suffix(cleaned, outlet) == cleaned


NEWS = "Rebels seized the airfield on Sunday, the defence ministry said."


@pytest.mark.parametrize(
    "extra",
    [
        "The post Rebels seize airfield appeared first on Example News.",
        "The post Rebels seize airfield first appeared on Example News.",
        "Continue reading",
        "Continue reading...",
        "Read more",
        "Read More »",
        "Read the full story at Example News",
        "Advertisement",
        "© 2024 Example News",
        "Copyright 2024 The Agency. All rights reserved.",
        "Subscribe to our newsletter",
        "Image caption The airfield in March",
        "Photo: A. Mensah / Agency",
        "Follow us on Telegram",
        "Also read: What we know so far",
        "Read more: What we know so far",
        "Lesen Sie auch: Was wir wissen",
        "Lire aussi : Ce que nous savons",
        "Lea también: Lo que sabemos",
        "Leggi anche: Quello che sappiamo",
        "Leia também: O que sabemos",
        "Les også: Dette vet vi",
        "Czytaj więcej",
        "Читайте также: Что известно",
        "Baca juga: Yang kita ketahui",
        "関連記事：これまでの経緯",
        "Foto: dpa",
        "Tous droits réservés.",
        "Stand: 22.04.2024, 06:00 Uhr",
        "Updated at 9:50 p.m. ET Thursday",
        "Published on Thursday, May 2, 2024 10:00 GMT",
        "— Ama Mensah (@amamensah) May 2, 2024",
        "Esta funcionalidad es sólo para suscriptores",
        "Ähnliche Artikel",
        "3 Minuten Lesezeit",
        "4 min read",
    ],
)
def test_what_sites_add_is_dropped(extra: str) -> None:
    assert drop_boilerplate(f"{NEWS}\n\n{extra}") == NEWS
    assert drop_boilerplate(f"{extra}\n\n{NEWS}") == NEWS


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{NEWS} Read more", NEWS),
        (f"{NEWS} Continue reading...", NEWS),
        (f"{NEWS} [Read more]", NEWS),
        ("Rebels seized the airfield on Sunday… Read more »", "Rebels seized the airfield on Sunday"),
        ("Ministers share the view that talks failed.", "Ministers share the view that talks failed."),
        ("More than 100 people were arrested.", "More than 100 people were arrested."),
        ("Read more quietly, the judge told the clerk.", "Read more quietly, the judge told the clerk."),
        (
            "Police said the photos: all of them, were false.",
            "Police said the photos: all of them, were false.",
        ),
        ("Follow the money, she said.", "Follow the money, she said."),
        ("Lesen Sie das Urteil, sagte er.", "Lesen Sie das Urteil, sagte er."),
        ("Les mer enn 40 soldater ble drept.", "Les mer enn 40 soldater ble drept."),
        ("Stand by me, he said. 22 people sang.", "Stand by me, he said. 22 people sang."),
        ("Published figures show 12 dead in 2024.", "Published figures show 12 dead in 2024."),
        ("Published figures: 12 dead.", "Published figures: 12 dead."),
        ("Foto de los 43 estudiantes.", "Foto de los 43 estudiantes."),
    ],
)
def test_only_what_sites_add_is_dropped(text: str, kept: str) -> None:
    assert drop_boilerplate(text) == kept


@pytest.mark.usefixtures("quiet_collector")
def test_an_entry_has_a_limit_of_time_and_the_next_one_its_own() -> None:
    to_article(entry(), FEED, NOW)  # what is loaded once is nobody's time
    endless = entry(entry_id="e0", content="<p>x</p>" * 1_000_000)
    made = normalise_batch([endless, entry()], {FEED.feed_id: FEED}, NOW, cpu_seconds=0.1)
    assert [one.article_id for one in made.articles] == ["e1"]
    assert [(one.position, one.reason) for one in made.skipped] == [
        (0, "reading it took over 0.1 seconds of CPU time")
    ]
