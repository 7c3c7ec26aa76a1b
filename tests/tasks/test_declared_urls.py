"""The address that a page declares: trusted where it names an article of the same site, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import load_html

from tasks.declared_urls import are_alike, declared_key
from tasks.page_facts import read_facts
from tasks.pages import extract_page
from tasks.urls import canonical_url, is_home_page
from tests.tasks.news_pages import PARAGRAPHS, page

PAGE = "https://www.example.org/world/story.php?id=77&view=long"


@pytest.mark.parametrize(
    ("declared", "page_url", "key"),
    [
        (
            "https://example.org/world/storm-hits-coast-77",
            PAGE,
            "https://example.org/world/storm-hits-coast-77",
        ),
        ("/world/storm-hits-coast-77", PAGE, "https://example.org/world/storm-hits-coast-77"),
        (" //m.example.org/a-1 ", PAGE, "https://example.org/a-1"),
        ("http://amp.example.org/a-1", "https://amp.example.org/a-1?x=y", "https://example.org/a-1"),
        ("https://news.example.org/a-1", "https://m.news.example.org/b-2", "https://news.example.org/a-1"),
        ("https://example.org/a-1?utm_source=x", "https://example.org/b-2", "https://example.org/a-1"),
        (
            "https://example.org/storm-hits-the-south-coast",
            "https://example.org/storm-hits-the-south-coast/extra",
            "https://example.org/storm-hits-the-south-coast",
        ),
        ("https://example.org/a-1", "https://example.org/a-1?shown=wide", "https://example.org/a-1"),
        ("https://ww2.example.org/a-1", "https://example.org/b-2", "https://ww2.example.org/a-1"),
        ("/storm-hits-coast-1019241/article", PAGE, "https://example.org/storm-hits-coast-1019241/article"),
        ("http://127.0.0.1:8/a-1", "http://127.0.0.1:8/b-2", "http://127.0.0.1:8/a-1"),
    ],
)
def test_a_page_may_declare_an_article_of_its_site(declared: str, page_url: str, key: str) -> None:
    assert declared_key(declared, page_url) == key


@pytest.mark.parametrize(
    ("declared", "page_url"),
    [
        (None, "https://example.org/b-2"),
        ("", "https://example.org/b-2"),
        ("javascript:void(0)", "https://example.org/b-2"),
        ("https://example.org/", "https://example.org/b-2"),
        ("/index.html", "https://example.org/b-2"),
        ("https://elsewhere.example/a-1", "https://example.org/b-2"),
        ("https://sport.example.org/a-1", "https://example.org/b-2"),
        ("https://amp.elsewhere.example/a-1", "https://amp.example.org/b-2"),
        ("https://example.org/world", "https://example.org/world/b-2"),
        ("https://example.org/news/world", "https://example.org/b-2"),
        ("https://example.org/a-1", "https://example.org/a-1?page=2"),
        ("https://example.org/a-1", "https://example.org/a-1/3"),
        ("https://example.org/a-1", "https://example.org/a-1/page/2"),
        ("https://example.org/story.php", "https://example.org/story.php?id=5"),
        ("https://example.org/world/", "https://example.org/world/2024/storm"),
        ("http://127.0.0.1:9/a-1", "http://127.0.0.1:8/b-2"),
    ],
)
def test_else_its_own_address_stands(declared: str | None, page_url: str) -> None:
    assert declared_key(declared, page_url) == canonical_url(page_url)


def test_a_front_page_names_no_article() -> None:
    assert declared_key("https://example.org/", "https://example.org/") is None
    assert declared_key("https://example.org/a-1", "https://example.org/") == "https://example.org/a-1"
    assert declared_key("https://example.org/a-1", "no address") is None


URLS = st.builds(
    lambda host, path: f"https://{host}/{path}",
    st.sampled_from(["example.org", "m.example.org", "sport.example.org", "127.0.0.1:8", "other.example"]),
    st.sampled_from(
        ["", "a-1", "world", "world/a-1", "a-1/2", "a-1?page=2", "s.php?id=1", "s.php", "?p=3", "#!/x"]
    ),
)


@given(URLS | st.text(), URLS | st.text())
def test_whatever_is_declared_is_a_key_and_no_front_page(declared: str, page_url: str) -> None:
    key = declared_key(declared, page_url)
    assert key is None or (canonical_url(key) == key and not is_home_page(key))
    assert declared_key(key, page_url) == key or key is None


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        ("<link rel='canonical' href='/a-1'>", "/a-1"),
        ("<link rel='CANONICAL nofollow' href=' /a-1 '><meta property='og:url' content='/b-2'>", "/a-1"),
        ("<meta property='og:url' content='https://example.org/b-2'>", "https://example.org/b-2"),
        ("<link rel='canonical' href='/a-1'><link rel='canonical' href='/a-1'>", "/a-1"),
        ("<link rel='canonical' href='/a-1'><link rel='canonical' href='/b-2'>", None),
        ("<link rel='canonical'>", None),
        ("<link rel='alternate' href='/a-1'>", None),
        ("", None),
    ],
)
def test_a_page_declares_its_address_in_its_head(head: str, declared: str | None) -> None:
    tree = load_html(page(*PARAGRAPHS, head=head))
    assert tree is not None
    assert read_facts(tree).declared == declared


def test_an_extracted_page_has_its_declared_key() -> None:
    body = page(*PARAGRAPHS, head="<link rel='canonical' href='https://www.example.org/a-1?utm_source=x'>")
    found = extract_page(body.encode(), "https://example.org/story?id=1")
    assert found is not None
    assert found.declared_url == "https://example.org/a-1"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Ferry sinks off Tovar", "Ten people drowned."), ("Ferry sinks off Tovar", ""), True),
        (
            ("Ferry sinks", "Ten people drowned off Tovar."),
            ("Ferry disaster", "Ten drowned off Tovar, people say."),
            True,
        ),
        (
            ("Ferry sinks off Tovar", "Ten people drowned."),
            ("Talks resume in Geneva", "Both sides agreed."),
            False,
        ),
        (("Briefing", ""), ("Briefing", ""), True),
        (("Briefing", ""), ("Morning", "What happened at night in the capital."), False),
        (("", ""), ("", ""), False),
        (("渡轮在港口沉没", "十人死亡。"), ("渡轮在港口沉没", "十二人死亡,警方调查。"), True),
        (("渡轮在港口沉没", "十人死亡。"), ("会谈在日内瓦恢复", "双方同意下周再次见面。"), False),
    ],
)
def test_articles_are_alike_where_they_share_words(
    one: tuple[str, str], other: tuple[str, str], alike: bool
) -> None:
    assert are_alike(one, other) is are_alike(other, one) is alike
