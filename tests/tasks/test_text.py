"""What a reader sees of markup, whatever the markup is; and a fingerprint that only words change."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text import content_hash, html_to_text, normalise_plain, word_count

RENDERED = [
    ("plain words", "Troops crossed the river.", "Troops crossed the river."),
    ("paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("nested blocks", "<div><div><p>One.</p></div></div>\n\n<div>Two.</div>", "One.\n\nTwo."),
    ("headline and text", "<h2>Storm</h2>Roads are closed.", "Storm\n\nRoads are closed."),
    ("list", "<ul><li>Kyiv<li>Lviv</ul>", "Kyiv\n\nLviv"),
    ("line break", "Mr. Adeyemi,<br/>Lagos", "Mr. Adeyemi,\nLagos"),
    ("two breaks are a paragraph", "One.<br><br />Two.", "One.\n\nTwo."),
    ("break inside a sentence", "the army<br>said so", "the army said so"),
    ("line ends of the source", "<p>The army\n   said\tso.</p>", "The army said so."),
    ("inline elements do not part words", "<b>K</b>yiv <i>was</i> hit", "Kyiv was hit"),
    ("table cells", "<table><tr><td>Dead</td><td>12</td></tr></table>", "Dead 12"),
    ("link text stays", 'A <a href="https://x.org/?a=1&b=2">report</a> says', "A report says"),
    ("script and style", "<style>p{}</style><p>Hi.<script>alert('<p>')</script></p>", "Hi."),
    ("comment", "Before <!-- <p>not this</p> -->after", "Before after"),
    (
        "caption of a picture",
        "<figure><img src=x><figcaption>Photo: A. B.</figcaption></figure><p>Hi.</p>",
        "Hi.",
    ),
    ("attributes with brackets", "<a title='x < y' data-q=\"a > b\">in</a> out", "in out"),
    ("unclosed tags", "<p>One.<p>Two.<b>", "One.\n\nTwo."),
    ("wrongly nested", "<b><p>One.</b></p>Two.", "One.\n\nTwo."),
    ("entities", "Caf&eacute; &ndash; 5&nbsp;km &#8217;s &#x27;", "Café – 5 km ’s '"),
    ("entities in plain text", "AT&amp;T &quot;said&quot;", 'AT&T "said"'),
    ("escaped markup", "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
    ("twice escaped", "<p>Q&amp;amp;A</p>", "Q&A"),
    ("stray brackets and ampersands", "5 < 6 & 7 > 3, R&D, a<b", "5 < 6 & 7 > 3, R&D, a<b"),
    ("stray bracket inside markup", "<p>if x < y then</p><p>stop</p>", "if x < y then\n\nstop"),
    ("words in brackets", "Mail Desk <desk@example.org> today", "Mail Desk <desk@example.org> today"),
    (
        "words in brackets inside markup",
        "<p>Mail Desk <desk@example.org> today</p>",
        "Mail Desk <desk@example.org> today",
    ),
    ("cut inside a tag", 'Troops left. <a href="https://exam', "Troops left."),
    ("CDATA", "<![CDATA[<p>One.</p>]]>", "One."),
    ("no-break, thin and zero-width spaces", "a\u00a0b\u2009c\u200bd\ufeff", "a b cd"),
    ("soft hyphen", "par\u00adlia\u00adment", "parliament"),
    ("decomposed letters", "Cafe\u0301", "Café"),
    ("cp1252 taken for Latin-1", "it\x92s \x93on\x94", "it’s “on”"),
    ("bidirectional marks", "\u200eKyiv\u200f \u202aLviv\u202c", "Kyiv Lviv"),
    ("NUL and other controls", "a\x00b\x08c", "abc"),
    ("lone surrogate", "a\ud800b", "ab"),
    ("joiner that Persian needs", "می\u200cخواهم", "می\u200cخواهم"),
    ("wrapped plain text", "The army said\nit withdrew.\n\nLater.", "The army said it withdrew.\n\nLater."),
    ("lines of plain text", "He left.\nShe stayed.", "He left.\nShe stayed."),
    ("windows line ends", "One.\r\n\r\nTwo.", "One.\n\nTwo."),
    ("preformatted", "<pre>One.\n\nTwo.</pre>", "One.\n\nTwo."),
    ("xml declaration", '<?xml version="1.0" encoding="latin1"?><p>é</p>', "é"),
    ("nothing", "", ""),
    ("only markup", "<p><br></p><!-- x -->", ""),
]


@pytest.mark.parametrize(
    ("markup", "text"), [case[1:] for case in RENDERED], ids=[case[0] for case in RENDERED]
)
def test_markup_becomes_what_a_reader_sees(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b",
        ">",
        "<",
        "&lt;",
        "&gt;",
        "&amp;",
        "&shy;",
        "&#60;",
        "p>",
        "<!--",
        "-->",
        "<br/>",
        "\x00",
        "\u00ad",
        "\n",
    ]
) | st.sampled_from(
    ["<script>", "</script>", "<![CDATA[", "]]>", "<?xml", "&#x0;", "&", ";", "'", '"', " ", "a", "<a href='"]
)
MARKUP = st.text() | st.lists(PIECES | st.text(max_size=2), max_size=14).map("".join)
TAG = re.compile(r"</?(?:p|b|br|a|div|script|img)[\s/>]|<!--", re.IGNORECASE)


@given(MARKUP)
def test_any_text_renders_without_tags_or_stray_space(markup: str) -> None:
    text = html_to_text(markup)
    assert not TAG.search(text)
    assert text == text.strip()
    assert not re.search(r"[^\S\n]{2}|\n{3}| \n|\n |[\x00-\x08\x0b-\x1f\ud800-\udfff]", text)


@given(MARKUP)
def test_plain_text_that_is_tidy_stays_as_it_is(text: str) -> None:
    tidy = normalise_plain(text)
    assert normalise_plain(tidy) == tidy


def test_deep_and_large_markup_is_read_in_reasonable_time() -> None:
    started = time.process_time()
    assert html_to_text("<div>" * 1_000 + "deep") == "deep"
    assert html_to_text("<p>word " * 20_000).count("word") == 20_000
    html_to_text('<a "' * 20_000 + "<p>")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" -- ", 0),
        ("The army's 3,000 men", 5),
        ("l’armée s’est retirée", 3),
        ("Troops crossed\n\nthe river.", 4),
        ("政府宣布", 4),
        ("戒严 in Seoul", 4),
    ],
)
def test_words_are_counted_as_a_reader_counts(text: str, words: int) -> None:
    assert word_count(text) == words


SAME_WORDS = [
    (("Storm hits", "Roads are closed."), ("STORM HITS", "roads are closed")),
    (("Storm hits", "Roads — are “closed”!"), ("Storm hits", "Roads are closed.")),
    (("Storm hits", "Roads\n\nare   closed"), ("Storm hits", "Roads are closed")),
    (("Cafe\u0301", "x"), ("Café", "x")),
    (("", "Roads are closed"), ("  —  ", "Roads are closed")),
    (
        ("Storm hits", "word " * 25),
        ("Floods after the storm", "word " * 25),
    ),  # a headline over the wire's words
]
OTHER_WORDS = [
    (("Storm hits", "Roads are closed."), ("Storm hits", "Roads are open.")),
    (("Storm hits", "Roads"), ("Storm", "hits Roads")),
    (("Storm", ""), ("", "Storm")),
    (("Storm", "12 dead"), ("Storm", "13 dead")),
    (("Storm hits", "word " * 24), ("Floods after the storm", "word " * 24)),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_case_and_punctuation_do_not_change_the_hash(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert content_hash(*one) == content_hash(*other)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_words_change_the_hash(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert content_hash(*one) != content_hash(*other)


def test_the_hash_names_its_version() -> None:
    assert re.fullmatch(r"2:[0-9a-f]{32}", content_hash("Storm", "Roads"))
