"""An edit of the news makes a revision that tells what changed; a counter, a stamp or a link does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import decide
from tasks.revisions import Changes, compare_versions, is_furniture
from tests.tasks.stored_articles import EARLIER, article, stored, verdicts

TITLE = "Ferry sinks off Tovar"
BODY = (
    "A ferry sank off the port of Tovar on Monday. The coast guard said that ten people drowned.\n\n"
    "“We heard a blow,” a survivor said. The ministry opened an inquiry."
)


def changed(old: str, new: str) -> str:
    """What changed between two texts that stand in the same article."""
    return compare_versions(TITLE, f"{BODY}\n\n{old}", TITLE, f"{BODY}\n\n{new}").summary


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 comments", "1,340 comments"),
        ("1.2K views", "1.3K views"),
        ("Read 3 times.", "Read 4 times."),
        ("Shares: 34", "Shares: 35 | Comments: 2"),
        ("Updated 5 minutes ago", "Updated 2 hours ago"),
        ("Updated 5 minutes ago · 12 comments", "Updated 1 hour ago · 15 comments"),
        ("Last updated: Mon, 16 Nov 2026 07:30 GMT", "Last updated: Mon, 16 Nov 2026 09:05 GMT"),
        ("Published on 3 Jun 2026 12.05 BST", "First published on 3 Jun 2026 12.05 BST"),
        ("Aktualisiert am 16. November 2026 um 07:30 Uhr", "Aktualisiert am 16. November 2026 um 09:30 Uhr"),
        ("Publié le 16 novembre 2026 à 07h30", "Mis à jour le 16 novembre 2026 à 09h30"),
        ("Publicado el 16 noviembre 2026 a las 07:30", "Actualizado hace 5 minutos"),
        ("Обновлено 16 ноября 2026 в 07:30", "Обновлено 5 минут назад"),
        ("2026年11月16日 7時30分 更新", "2026年11月16日 9時05分 更新"),
        ("", "5 min read"),
        ("", "Reading time: 4 minutes"),
        ("", "By Jane Doe and John van der Roe"),
        ("By Jane Doe", "By Jane Doe, Example News in Tovar"),
        ("Read more: Storm closes the port", "Read more: Divers find the wreck"),
        ("", "Lesen Sie auch: Der Sturm schließt den Hafen"),
        ("", "À lire aussi : La tempête ferme le port"),
        ("Comments are closed.", ""),
        (
            "Related\n\nStorm closes the port\n\nWho owns the ferry?",
            "Related articles\n\nDivers find the wreck\n\nOwner speaks",
        ),
        ("Most read\n\nStorm closes the port\n\nThe wreck was towed away.", "The wreck was towed away."),
        ("It sank fast (updated 5 minutes ago).", "It sank fast (updated 1 hour ago)."),
        ("It’s “gone” – for good.", 'It\'s "gone" - for good.'),
        ("It  sank\n\nIn minutes.", "It sank In minutes."),
    ],
)
def test_what_is_cosmetic_changes_nothing(old: str, new: str) -> None:
    assert changed(old, new) == changed(new, old) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Ten people drowned.", "Twelve people drowned.", "~1 sentence"),
        ("The dead were 10.", "The dead were 12.", "~1 sentence"),
        ("", "Police arrested the captain.", "+1 sentence"),
        ("Police arrested the captain.", "", "-1 sentence"),
        ("", "Police arrested the captain. He was released on Tuesday.", "+2 sentences"),
        (
            "Ten people drowned. It rained.",
            "Twelve people drowned. Police arrested the captain. He will appear in court.",
            "+2 sentences, -1, ~1",
        ),
        ("Divers came. It rained hard.", "It rained hard. Divers came.", "order"),
        ("", "Updated to add that police arrested the captain.", "+1 sentence"),
        ("", "The operator sold 5,000 shares.", "+1 sentence"),
        ("", "12 people were killed.", "+1 sentence"),
        ("It sank on Nov. 5.", "It sank on Nov. 6.", "~1 sentence"),
        ("It sank on Nov. 5 (Monday).", "It sank on Nov. 5 (Tuesday).", "~1 sentence"),
        ("It came back. Tuesday.", "It came back. Wednesday.", "+1 sentence, -1"),
        ("", "See-through walls were banned.", "+1 sentence"),
        ("", "By Friday the port was closed.", "+1 sentence"),
        (
            "",
            "More: ships are on their way, the coast guard said, and planes too, to look for the crew" * 4,
            "",
        ),
        ("Related\n\nStorm closes the port", "Related\n\nThe wreck was towed away.", "+1 sentence"),
        ("船长被捕。", "船长被捕。十二人死亡。", "+1 sentence"),
        ("十二人死亡,船已沉没。", "十五人死亡,船已沉没。", "~1 sentence"),
    ],
)
def test_what_is_news_is_told(old: str, new: str, told: str) -> None:
    if told:
        assert changed(old, new) == told
    else:
        assert changed(old, new) != ""


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("Ferry sinks off Tovar", "Ferry sinks off Tovar, ten dead", True),
        ("Ferry sinks", "Ferry Sinks", False),
        ("Ferry ‘sinks’ – navy", "Ferry 'sinks' - navy", False),
        ("UPDATE 1-Ferry sinks", "UPDATE 2-Ferry sinks", False),
        ("Ferry sinks", "CORRECTED-Ferry sinks", True),
        ("Ferry sinks: 10 dead", "Ferry sinks: 12 dead", True),
        ("Live: Ferry sinks", "Ferry sinks", False),
        ("Live in Tovar", "Die in Tovar", True),
    ],
)
def test_another_headline_is_a_change_of_its_words(old: str, new: str, title: bool) -> None:
    assert compare_versions(old, BODY, new, BODY) == Changes(title=title)


@pytest.mark.parametrize(
    "line",
    [
        "On Monday the army left.",
        "Von der Leyen sagte ab.",
        "Read his lips.",
        "Ten times.",
        "He voted at noon.",
    ],
)
def test_a_sentence_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_title_and_text_are_told_together() -> None:
    changes = compare_versions(
        "Ferry sinks", "Ten drowned.", "Ferry sinks, 12 dead", "Twelve drowned. It rained."
    )
    assert changes.summary == "title; +1 sentence, ~1"


SENTENCES = st.lists(
    st.sampled_from(
        ["Ten drowned.", "It rained hard.", "12 comments.", "Police came at once.", "By Jane Doe"]
    ),
    max_size=6,
)


@given(SENTENCES, SENTENCES)
def test_both_ways_the_same_change_is_seen(one: list[str], other: list[str]) -> None:
    there = compare_versions("", "\n\n".join(one), "", "\n\n".join(other))
    back = compare_versions("", "\n\n".join(other), "", "\n\n".join(one))
    assert (there.added, there.removed, there.moved) == (back.removed, back.added, back.moved)
    assert compare_versions("", "\n\n".join(one), "", "\n\n".join(one)).is_cosmetic


@given(st.text(), st.text())
def test_any_two_texts_are_compared(one: str, other: str) -> None:
    changes = compare_versions(one, one, other, other)
    assert changes.is_cosmetic == (changes.summary == "")


def test_a_cosmetic_change_rewrites_nothing_and_a_revision_tells_what_changed() -> None:
    old = article("a", text=f"{BODY}\n\n12 comments", first_seen_at=EARLIER)
    seen = [stored(old, text=old.text, title=old.title)]
    counted = article("a", text=f"{BODY}\n\n13 comments")
    assert verdicts(decide([counted], seen, {"a"}, {"a": "a"})) == {"a": ("unchanged", "a")}
    edited = article("a", title="Ferry sinks", text=BODY.replace("ten", "twelve"), text_origin="page")
    (revised,) = decide([edited], seen, {"a"}, {"a": "a"}).articles
    assert (revised.revision, revised.changes) == (2, "summary -> page; title; ~1 sentence")


def test_without_the_stored_text_its_hash_decides() -> None:
    old = article("a", text=BODY, first_seen_at=EARLIER)
    edited = article("a", text=BODY.replace("ten", "twelve"))
    (revised,) = decide([edited], [stored(old, title=old.title)], {"a"}, {"a": "a"}).articles
    assert revised.changes == "text"
