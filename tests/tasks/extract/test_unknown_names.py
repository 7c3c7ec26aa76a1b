"""Names that no list knows become actors where the words beside them say who they are, and only there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.places import find_places, load_gazetteer
from tasks.extract.spans import ActorSpan
from tasks.extract.syntax import NameKind, NameSpan
from tasks.extract.unknown_names import with_unknown_names


def found(text: str, *marked: tuple[str, NameKind]) -> tuple[ActorSpan, ...]:
    names = [NameSpan(text.index(name), text.index(name) + len(name), kind) for name, kind in marked]
    lexicon = load_actor_lexicon()
    return with_unknown_names(
        text, find_actors(text, lexicon), find_places(text, load_gazetteer()), names, lexicon
    )


# text, the name as the name finder marks it, and (text, name, country, sector, kind) of the actor
EXPLAINED = [
    (
        "Kenyan police chief Amos Wekesa resigned.",
        "Amos Wekesa",
        "PER",
        "Amos Wekesa",
        "KEN",
        "COP",
        "person",
    ),
    (
        "The rebel group Nasrat al-Mutlaq attacked in Mali.",
        "Nasrat al-Mutlaq",
        "PER",
        "Nasrat al-Mutlaq",
        "",
        "REB",
        "group",
    ),
    (
        "The rebel group Nasrat al-Mutlaq in northern Mali attacked.",
        "Nasrat al-Mutlaq",
        "ORG",
        "Nasrat al-Mutlaq",
        "MLI",
        "REB",
        "group",
    ),
    (
        "A Yemeni militia known as Sons of Qahtan fired.",
        "Sons of Qahtan",
        "ORG",
        "Sons of Qahtan",
        "YEM",
        "PRM",
        "group",
    ),
    (
        "Tarek Mansouri, a spokesman for the Libyan army, denied it.",
        "Tarek Mansouri",
        "PER",
        "Tarek Mansouri",
        "LBY",
        "MIL",
        "person",
    ),
    (
        "Tarek Mansouri, 51, a former Libyan minister, denied it.",
        "Tarek Mansouri",
        "PER",
        "Tarek Mansouri",
        "LBY",
        "ELI",
        "person",
    ),
    (
        "The Azure Front, a militant group in Yemen, claimed it.",
        "Azure Front",
        "ORG",
        "Azure Front",
        "YEM",
        "REB",
        "group",
    ),
    (
        "The Azure Front, an armed group based in eastern Congo, claimed it.",
        "Azure Front",
        "LOC",
        "Azure Front",
        "COD",
        "UAF",
        "group",
    ),
    (
        "The Ghanaian foreign minister, Ama Boatema, left.",
        "Ama Boatema",
        "PER",
        "Ama Boatema",
        "GHA",
        "GOV",
        "person",
    ),
    (
        "Amos Wekesa of the Kenyan opposition spoke.",
        "Amos Wekesa",
        "PER",
        "Amos Wekesa",
        "KEN",
        "OPP",
        "person",
    ),
    ("Kenya's Amos Wekesa was arrested.", "Amos Wekesa", "PER", "Amos Wekesa", "KEN", "", "person"),
]


@pytest.mark.parametrize(("text", "name", "looks", "shown", "country", "sector", "kind"), EXPLAINED)
def test_a_name_is_whom_the_words_beside_it_say(
    text: str, name: str, looks: NameKind, shown: str, country: str, sector: str, kind: str
) -> None:
    spans = [span for span in found(text, (name, looks)) if name in span.actor.text]
    assert [(s.actor.name, s.actor.country, s.actor.sector, s.kind) for s in spans] == [
        (shown, country, sector, kind)
    ]
    assert [text[span.start : span.end] for span in spans] == [span.actor.text for span in spans]


# text, name, looks: nothing may be added
UNEXPLAINED = [
    ("Amos Wekesa smiled.", "Amos Wekesa", "PER"),
    ("Amos Wekesa, police said, was at home.", "Amos Wekesa", "PER"),
    ("The army, Amos Wekesa and others left.", "Amos Wekesa", "PER"),
    ("Farmers told Amos Wekesa about it.", "Amos Wekesa", "PER"),
    ("Azure Front shares rose.", "Azure Front", "ORG"),
    ("Amos Wekesa, soldiers and nurses left.", "Amos Wekesa", "PER"),
    ("A pro-Kenyan Wekesa rally", "Wekesa", "PER"),
    ("Kenya's Mount Ololokwe is high.", "Mount Ololokwe", "LOC"),
    ("Amos Wekesa of the village spoke.", "Amos Wekesa", "PER"),
]


@pytest.mark.parametrize(("text", "name", "looks"), UNEXPLAINED)
def test_a_bare_name_is_nobody(text: str, name: str, looks: NameKind) -> None:
    assert found(text, (name, looks)) == found(text)


def test_what_the_lists_know_stays_as_it_is() -> None:
    text = "Hezbollah, a group in Damascus, and the Kremlin met."
    assert found(text, ("Hezbollah", "PER"), ("Damascus", "PER"), ("Kremlin", "LOC")) == found(text)


_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "rebel",
        "group",
        "Amos",
        "Wekesa",
        ",",
        ".",
        "spokesman",
        "for",
        "Libyan",
        "army",
        "Kenya",
        "'s",
        "of",
        "in",
        "Yemen",
        "minister",
        "and",
        "who",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join), st.data())
def test_spans_slice_back_in_order_and_apart(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    names = [NameSpan(a, b, "ORG") for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    lexicon = load_actor_lexicon()
    end = 0
    for span in with_unknown_names(text, find_actors(text, lexicon), (), names, lexicon):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.actor.text
        end = span.end
