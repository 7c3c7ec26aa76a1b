"""An article under several addresses that its pages declare to be one: one article, whatever comes first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import Decisions, decide_by_content, decide_by_url
from tasks.joined import join_declared
from tasks.records import Article, SeenArticle
from tests.tasks.stored_articles import EARLIER, NOW, WIRE, article, stored, verdicts

FERRY = "A ferry sank off the port of Tovar on Monday, and ten people drowned, the coast guard said."
TALKS = "Both governments agreed on Tuesday to resume their talks about the disputed border in Geneva."


def report(
    article_id: str, url: str | None, declared: str | None = None, text: str = FERRY, **changes: object
) -> Article:
    title = "Ferry sinks off Tovar" if text == FERRY else "Border talks resume"
    return article(article_id, canonical_url=url, declared_url=declared, title=title, text=text, **changes)


def remember(one: Article) -> SeenArticle:
    return stored(one, title=one.title, text=one.text, declared_url=one.declared_url)


def run(articles: list[Article], seen: list[SeenArticle], changed: frozenset[str] = frozenset()) -> Decisions:
    """One run, as the stages walk it: a feed does not say what the page declares."""
    pages = {one.article_id: one for one in articles}
    told = [replace(one, declared_url=None) for one in articles]
    by_url = decide_by_url(told, seen, changed, {one: one for one in changed})
    fetched = [replace(one, declared_url=pages[one.article_id].declared_url) for one in by_url.candidates]
    joined = join_declared(by_url, fetched, seen)
    return decide_by_content(joined.by_url, joined.articles, seen)


def test_an_address_that_a_stored_page_declared_is_known_before_any_page() -> None:
    old = report("old", "u1", "c", first_seen_at=EARLIER)
    by_url = decide_by_url([report("new", "c")], [remember(old)])
    assert by_url.candidates == ()
    assert verdicts(run([report("new", "c")], [remember(old)])) == {"new": ("known", "old")}


def test_a_page_that_declares_a_stored_address_makes_no_second_article() -> None:
    decisions = run([report("new", "u1", "c")], [remember(report("old", "c"))])
    assert verdicts(decisions) == {"new": ("known", "old")}
    assert decisions.articles == ()


def test_two_pages_that_declare_one_address_are_one_article_in_a_run_or_in_two() -> None:
    one, other = report("a", "u1", "c"), report("b", "u2", "c", text_origin="page")
    together = run([one, other], [])
    assert verdicts(together) == {"a": ("new", "a"), "b": ("known", "a")}
    assert [(found.canonical_url, found.declared_url) for found in together.articles] == [("u1", "c")]
    assert verdicts(run([other], [remember(one)])) == {"b": ("known", "a")}


def test_every_entry_of_a_joined_article_goes_with_it() -> None:
    decisions = run([report("a", "u1", "c"), report("b", "u1"), report("d", "c")], [])
    assert {article_id for _, article_id in verdicts(decisions).values()} == {"a"}
    assert set(verdicts(decisions)) == {"a", "b", "d"}
    assert len(decisions.articles) == 1


def test_an_address_that_unlike_articles_share_is_no_key() -> None:
    decisions = run([report("a", "u1", "c"), report("b", "u2", "c", TALKS)], [])
    assert verdicts(decisions) == {"a": ("new", "a"), "b": ("new", "b")}
    assert [one.declared_url for one in decisions.articles] == [None, None]
    for seen in (report("s", "u3", "c"), report("s", "c")):
        (new,) = run([report("b", "u2", "c", TALKS)], [remember(seen)]).articles
        assert new.declared_url is None


def test_an_unlike_article_at_a_declared_address_is_one_of_its_own() -> None:
    decisions = run([report("new", "c", text=TALKS)], [remember(report("old", "u1", "c"))])
    assert verdicts(decisions) == {"new": ("new", "new")}


def test_a_revision_stays_and_keeps_what_its_page_declared() -> None:
    old = report("a", "u1", "c", first_seen_at=EARLIER)
    edited = report("a", "u1", "c", text=WIRE)
    decisions = run([edited], [remember(old)], frozenset({"a"}))
    assert verdicts(decisions) == {"a": ("revision", "a")}
    assert decisions.articles[0].declared_url == "c"
    (without_page,) = decide_by_url([edited], [remember(old)], {"a"}, {"a": "a"}).candidates
    assert without_page.declared_url == "c"


def test_a_joined_article_waits_for_no_page_that_one_of_its_entries_brought() -> None:
    first = report("a", "u1", "c", page_pending=True)
    second = report("b", "u2", "c", text_origin="page", published_at=NOW)
    decisions = run([first, second], [])
    assert [one.page_pending for one in decisions.articles] == [False]


ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(["u1", "u2", "c", None]),
        st.sampled_from(["c", None]),
        st.sampled_from([FERRY, TALKS]),
    ),
    min_size=1,
    max_size=6,
)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_a_run_changes_nothing(
    given_articles: list[tuple[str, str, str]], random: object
) -> None:
    made = [report(f"e{n}", url, declared, text) for n, (url, declared, text) in enumerate(given_articles)]
    other = list(made)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert run(made, []) == run(other, [])


@given(st.permutations([("u1", "c"), ("u2", "c"), ("c", None), ("u1", None)]), st.integers(0, 4))
def test_one_article_through_four_addresses_is_one_in_any_order(
    addresses: list[tuple[str, str | None]], cut: int
) -> None:
    made = [
        report(f"e{n}", url, "c" if url != "c" else declared) for n, (url, declared) in enumerate(addresses)
    ]
    first = run(made[:cut], [])
    seen = [remember(one) for one in first.articles]
    second = run(made[cut:], seen)
    assert len(first.articles) + len(second.articles) == 1
    assert len(first.decisions) + len(second.decisions) == 4
    assert len({decision.article_id for decision in (*first.decisions, *second.decisions)}) == 1
