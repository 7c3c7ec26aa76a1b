"""What others wrote is taken from a page, and what the extractor lost is brought back."""

import pytest
from lxml import html

from tasks.page_text import drop_others_words, fast_text, mend_text, said_text, take_byline, tidy_text
from tests.tasks.news_pages import PARAGRAPHS, TEXT, TITLE, page

LONG = "\n\n".join(
    (*PARAGRAPHS, *(f"{one[:-1]}, it was said in {year}." for year in (1, 2) for one in PARAGRAPHS))
)
POST = "<blockquote class='twitter-tweet'><p>They are lying to you!</p></blockquote>"
NEXT = "<article id='next'><h1>Cup final goes to penalties</h1><p>The keeper saved three.</p></article>"


def left(body: str, headline: str | None = TITLE) -> str:
    tree = html.fromstring(f"<html><body>{body}</body></html>")
    drop_others_words(tree, headline)
    return str(tree.text_content())


def test_posts_of_networks_are_others_words() -> None:
    assert "lying" not in left(f"<p>He wrote:</p>{POST}<p>Then he left.</p>")
    assert "whole" in left("<blockquote>A quotation is the whole story.</blockquote>")


@pytest.mark.parametrize(
    ("body", "stays"),
    [
        (f"<article><h1>{TITLE}</h1><p>x</p></article>{NEXT}", False),
        (f"<h1>Example News</h1><article><h1>{TITLE}</h1></article>{NEXT}", False),
        (f"<article><h1>{TITLE}</h1>{NEXT}</article>", False),
        (f"<article><h1>{TITLE}</h1><h1>The keeper</h1></article>", True),
        (f"<h1>{TITLE}</h1><p>x</p><a href='/b'><h1>Cup final</h1><p>The keeper saved three.</p></a>", False),
        (NEXT, True),
        (f"<h1>Example News</h1>{NEXT}", True),
    ],
)
def test_the_next_article_is_not_this_one(body: str, stays: bool) -> None:
    assert ("keeper" in left(body)) is stays


def test_whether_anything_was_dropped_is_told() -> None:
    assert drop_others_words(html.fromstring(f"<div>{POST}{POST}</div>"), None)
    assert not drop_others_words(html.fromstring("<p>x</p>"), None)


@pytest.mark.parametrize(
    ("extracted", "text"),
    [
        (f"{TITLE}\n{PARAGRAPHS[0]}", PARAGRAPHS[0]),
        (f"{TITLE.upper()}\n{TITLE}!\n{PARAGRAPHS[0]}", PARAGRAPHS[0]),
        (TITLE, TITLE),
        (f"- One\n- Two\n{PARAGRAPHS[0]}", f"One\n\nTwo\n\n{PARAGRAPHS[0]}"),
        (f"{PARAGRAPHS[0]}\n{TITLE}", f"{PARAGRAPHS[0]}\n\n{TITLE}"),
    ],
)
def test_an_extracted_text_is_tidied(extracted: str, text: str) -> None:
    assert tidy_text(extracted, (TITLE, "Another form of it")) == text


@pytest.mark.parametrize(
    ("text", "without", "names"),
    [
        (TEXT, TEXT, []),
        (f"By Ama Mensah\n\n{TEXT}", TEXT, ["Ama Mensah"]),
        (
            f"A kicker\n\nVon: Anna Berg, Lea Wagner\n\n{TEXT}",
            f"A kicker\n\n{TEXT}",
            ["Anna Berg", "Lea Wagner"],
        ),
        ("By Ama Mensah", "By Ama Mensah", []),
        (f"{TEXT}\n\n{TEXT}\n\nBy Ama Mensah", f"{TEXT}\n\n{TEXT}\n\nBy Ama Mensah", []),
        (f"By Tuesday the troops had left.\n\n{TEXT}", f"By Tuesday the troops had left.\n\n{TEXT}", []),
    ],
)
def test_a_byline_above_the_text_is_taken_from_it(text: str, without: str, names: list[str]) -> None:
    assert take_byline(text) == (without, names)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        (TEXT, TEXT),
        (TEXT + " " + TEXT, TEXT),
        ("<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree."),
        (
            "+++dropcap\n\nOn a [clear morning](https://example.org/a){: .small}\n\n+++\n\nEnd",
            "On a clear morning\n\nEnd",
        ),
    ],
)
def test_what_json_ld_holds_is_plain_text(body: str, text: str) -> None:
    assert said_text(body) == text


def test_a_text_that_was_lost_in_part_is_mended() -> None:
    body = page(*LONG.split("\n\n")).encode()
    lead = PARAGRAPHS[0]
    assert mend_text(TEXT, LONG, b"", 0) == LONG
    assert mend_text(LONG, TEXT, b"", 0) == LONG
    assert mend_text(lead, "", body, len(LONG)) == LONG
    assert mend_text(LONG[: len(LONG) * 2 // 3], "", body, len(LONG)) == LONG[: len(LONG) * 2 // 3]
    assert mend_text(lead * 4, "", body, 100) == lead * 4


def test_the_faster_extractor_keeps_paragraphs_only() -> None:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("World", "Sport", "Culture"))
    assert fast_text(page(*PARAGRAPHS, f"<ul>{menu}</ul>", "Read more").encode()) == TEXT
    assert fast_text(page("Not found", "Try the search").encode()) == ""
    assert fast_text(b"") == ""


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
def test_the_faster_extractor_reads_other_character_sets(charset: str) -> None:
    said = "Войска ушли с пограничного перехода в четверг после переговоров правительств обеих стран."
    text = "\n\n".join(
        f"{said[:-1]}, сообщили {who} в столице." for who in ("чиновники", "военные", "таможенники")
    )
    assert fast_text(page(*text.split("\n\n"), title="Переход").encode(charset)) == text
