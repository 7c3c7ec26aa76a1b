"""Texts to events: what is coded, what is not, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import ExtractError
from tasks.extract.codebook import load_codebook
from tasks.extract.coder import checked, code_document, code_documents
from tasks.records import CodedEvent, Coding, Document

PUBLISHED = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


def _code(text: str, title: str | None = None) -> Coding:
    return code_document(Document("d", text, title, PUBLISHED), load_codebook())


def _sides(event: CodedEvent) -> tuple[str, list[str], list[str]]:
    return (
        event.event_type,
        [f"{actor.country} {actor.sector}".strip() for actor in event.actors],
        [f"{actor.country} {actor.sector}".strip() for actor in event.recipients],
    )


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ethiopian troops attacked Eritrean soldiers on Monday.", ("ASSAULT", ["ETH MIL"], ["ERI MIL"])),
        ("Eritrean soldiers were attacked by Ethiopian troops.", ("ASSAULT", ["ETH MIL"], ["ERI MIL"])),
        ("Kenya rejected a Somali proposal.", ("REJECT", ["KEN"], ["SOM"])),
        ("Chad and Sudan signed a treaty on Monday.", ("SUPPORT", ["TCD", "SDN"], [])),
        ("The Ghanaian president met the Togolese president.", ("CONSULT", ["GHA GOV", "TGO GOV"], [])),
        ("Turkey's foreign minister visited Iraq on Sunday.", ("CONSULT", ["TUR GOV"], ["IRQ"])),
        ("Ukraine said Russia had shelled Polish soldiers.", ("ASSAULT", ["RUS"], ["POL MIL"])),
        ("Peru accused Ecuador of attacking a village.", ("ACCUSE", ["PER"], ["ECU"])),
        ("Japan agreed to send food to Nepal.", ("AGREE", ["JPN"], ["NPL"])),
        ("Japan will send food to Nepal.", ("AGREE", ["JPN"], ["NPL"])),
        ("Iran threatened to attack Iraq.", ("THREATEN", ["IRN"], ["IRQ"])),
        ("Turkey refused to send troops to Iraq.", ("REJECT", ["TUR"], ["IRQ"])),
        ("Jordan urged Syria to withdraw its troops.", ("REQUEST", ["JOR"], ["SYR"])),
        ("Peru called on Chile's army to free prisoners.", ("REQUEST", ["PER"], ["CHL MIL"])),
        ("Canada imposed sanctions on Belarus on Friday.", ("SANCTION", ["CAN"], ["BLR"])),
        ("Sanctions against Belarus were imposed by Canada.", ("SANCTION", ["CAN"], ["BLR"])),
        ("Rwanda closed its border with Uganda on Monday.", ("COERCE", ["RWA"], ["UGA"])),
        ("Spain expelled two Russian diplomats.", ("SANCTION", ["ESP"], ["RUS GOV"])),
        (
            "Clashes between Indian soldiers and Chinese soldiers broke out.",
            ("ASSAULT", ["IND MIL", "CHN MIL"], []),
        ),
        ("Israel's raid on Lebanon killed ten people on Sunday.", ("ASSAULT", ["ISR MIL"], ["LBN CVL"])),
    ],
)
def test_plain_cases(text: str, event: tuple[str, list[str], list[str]]) -> None:
    coding = _code(text)
    assert event in [_sides(found) for found in coding.events]


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("The Syrian town of Idlib was shelled on Monday.", "ASSAULT", "heavy-weapons"),
        ("Thousands of protesters marched in Tbilisi on Sunday.", "PROTEST", "demo"),
        ("Police fired tear gas at students in Nairobi.", "ASSAULT", "crowd-control"),
        ("Three journalists were arrested in Minsk on Monday.", "COERCE", "arrest"),
        ("The Ugandan president phoned the Rwandan president.", "CONSULT", "phone"),
        ("Pakistan fired a ballistic missile over Oman.", "MOBILIZE", "weapons"),
        ("Lebanon's prime minister resigned on Tuesday.", "RETREAT", "resign"),
        ("A suicide bomber blew himself up in Mogadishu.", "ASSAULT", "suicide-attack"),
        ("Iran threatened to expel French diplomats.", "THREATEN", "expel"),
        ("Austria refused to meet the Hungarian president.", "REJECT", "meet"),
    ],
)
def test_modes(text: str, event_type: str, mode: str) -> None:
    assert (event_type, mode) in [(e.event_type, m) for e in _code(text).events for m in e.modes]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Turkey did not attack Syria.", "negated"),
        ("Turkey never attacked Syria on Monday.", "negated"),
        ("Turkey may attack Syria.", "possible"),
        ("If Turkey attacks Syria, Iran could withdraw.", "conditional"),
        ("Turkish troops tried to attack Syrian soldiers.", "attempted"),
        ("Turkey attacked Syria in 1994.", "historical"),
        ("Turkish troops attacked Syrian soldiers three years ago.", "historical"),
        ("Has Turkey attacked Syria?", "question"),
        ("Ukraine accused Russia of shelling a hospital.", "embedded"),
    ],
)
def test_what_did_not_happen_is_not_coded(text: str, reason: str) -> None:
    coding = _code(text)
    hostile = [event for event in coding.events if event.event_type == "ASSAULT"]
    assert hostile == []
    assert not reason or reason in [rejected.reason for rejected in coding.rejected]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "England beat Italy in late thriller",
            "England attacked from the start and the striker fired home twice before half-time. Italy's coach praised "
            "his players after the 3-2 defeat. The midfielder was shot down by the referee in the penalty area.",
        ),
        (
            "Shares rally as retailer strikes deal",
            "Investors rallied behind the company after it struck a deal with its biggest shareholder. Profits at the "
            "retailer rose and the chief executive attacked rumours of a takeover. Shares closed higher.",
        ),
        (
            "Space thriller storms the box office",
            "The film, in which rebels attack a planet, killed the competition. Its star met fans at the premiere and "
            "the director praised the actors. The studio signed a deal for a sequel.",
        ),
        (
            "Telescope captures explosion of star",
            "Researchers captured the blast with a telescope. Scientists at the laboratory said the galaxy had "
            "swallowed a planet. The study was praised by astronomers.",
        ),
        (
            "Hurricane kills four in Florida",
            "The hurricane hit the coast on Monday, killing four people and injuring twelve. Forecasters warned of "
            "flooding. The storm destroyed homes and flattened a school.",
        ),
        (
            "Train derailed near Pune",
            "Nine people were killed on Sunday when a train derailed near Pune. The driver was injured.",
        ),
    ],
)
def test_silence_on_what_is_not_politics(title: str, text: str) -> None:
    assert [(e.event_type, e.sentence) for e in _code(text, title).events] == []


@pytest.mark.parametrize(
    "text",
    [
        "England beat Italy 3-1.",
        "England beat Italy in Turin.",
        "Brazil attacked Argentina from the kick-off and won 2-0.",
        "A heart attack killed the Peruvian singer.",
        "Germany fought back against Spain in the semi-final.",
    ],
)
def test_silence_on_single_sentences(text: str) -> None:
    assert _code(text).events == ()


def test_every_reason_is_in_the_closed_list() -> None:
    text = (
        "Turkey may attack Syria. Iran did not attack Iraq. Kenya attacked Chad in 1994. Police wounded in a car crash "
        "were visited. Did Peru attack Chile? Norway urged Chad to attack."
    )
    reasons = {rejected.reason for rejected in _code(text).rejected}
    assert len(reasons) >= 4
    assert reasons <= set(load_codebook().filters.reasons)


def test_pronouns_stand_for_the_subject_before() -> None:
    coding = _code("The Kenyan army crossed the river on Monday. It attacked Somali militants.")
    assert ("ASSAULT", ["KEN MIL"], ["SOM REB"]) in [_sides(event) for event in coding.events]


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("US, China hold trade talks", ("CONSULT", ["USA", "CHN"], [])),
        ("Taliban attacks Afghan army base", ("ASSAULT", ["AFG REB"], ["AFG MIL"])),
        ("Turkish journalist arrested in Istanbul", ("COERCE", ["TUR COP"], ["TUR JRN"])),
        ("Mexico's president visits Cuba", ("CONSULT", ["MEX GOV"], ["CUB"])),
        ("Kenya to send food to Somalia", ("AGREE", ["KEN"], ["SOM"])),
        ("Thousands rally in Tbilisi against president", ("PROTEST", ["GEO CVL"], ["GEO GOV"])),
    ],
)
def test_headlines(title: str, event: tuple[str, list[str], list[str]]) -> None:
    assert event in [_sides(found) for found in _code("", title).events]


def test_a_role_takes_the_country_of_its_place() -> None:
    (event,) = _code("Rebels in Chad kidnapped a French doctor on Monday.").events
    assert _sides(event) == ("ASSAULT", ["TCD REB"], ["FRA MED"])


def test_place_date_and_counts() -> None:
    (event,) = _code(
        "Militants attacked a Malian army base near Gao on Sunday, killing nine soldiers."
    ).events
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Gao", "MLI")
    assert (event.event_date, event.date_precision, event.killed) == (date(2026, 11, 15), "day", 9)
    assert (event.quad_code, event.cameo_code, event.goldstein) == (4, "180", -9.0)


def test_without_a_date_the_day_of_publication_is_inferred() -> None:
    (event,) = _code("Chad attacked Sudan.").events
    assert (event.event_date, event.date_precision) == (date(2026, 11, 18), "inferred")


def test_an_act_told_twice_is_one_event() -> None:
    text = "Rwanda closed its border with Uganda on Monday. The government sealed the border after a row with Uganda."
    events = [e for e in _code(text, "Rwanda shuts border with Uganda").events if e.event_type == "COERCE"]
    assert len(events) == 1
    assert events[0].event_date == date(2026, 11, 16)


def test_a_failing_text_loses_only_itself() -> None:
    good = Document("good", "Chad attacked Sudan.", None, PUBLISHED)
    bad = Document("bad", None, None, PUBLISHED)  # type: ignore[arg-type]
    codings = code_documents([good, bad, good])
    assert [bool(coding.error) for coding in codings] == [False, True, False]
    assert [coding.doc_id for coding in codings] == ["good", "bad", "good"]
    assert codings[0].events


def test_evidence_that_does_not_read_back_is_an_error() -> None:
    document = Document("d", "Chad attacked Sudan. Kenya did not arrest the envoy.", None, PUBLISHED)
    coding = code_document(document, load_codebook())
    assert checked(coding, document) is coding
    (event,), (rejected,) = coding.events, coding.rejected[:1]
    for wrong in (
        replace(coding, events=(replace(event, start=event.start + 1),)),
        replace(coding, events=(replace(event, trigger="assailed"),)),
        replace(coding, rejected=(replace(rejected, end=rejected.end - 1),)),
    ):
        with pytest.raises(ExtractError, match="is not the evidence of"):
            checked(wrong, document)


VOCABULARY = (
    "Turkey Syria troops rebels attacked killed by the in on Monday to and said , . was not protesters police "
    "arrested met signed ( ) ; : ' 12 who which agreed threatened Iran’s border – had been will if talks with "
    'Straße 中 é "'
)
WORDS = st.sampled_from([*VOCABULARY.split(" "), "\u200b", "\n", ""])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.none() | st.text(max_size=30))
def test_spans_slice_back_to_their_evidence(words: list[str], title: str | None) -> None:
    document = Document("d", " ".join(words), title, PUBLISHED)
    codebook = load_codebook()
    coding = code_document(document, codebook)
    for found in (*coding.events, *coding.rejected):
        assert document.full_text[found.start : found.end] == found.sentence
        assert found.trigger
        assert found.trigger in found.sentence
    assert [e.confidence for e in coding.events] == sorted(
        (e.confidence for e in coding.events), reverse=True
    )
    for event in coding.events:
        assert 0 <= event.confidence <= 1
        kind = codebook.types[event.event_type]
        assert set(event.modes) <= set(kind.modes)
        assert set(event.contexts) <= set(codebook.contexts)
    assert coding == code_document(document, codebook)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # an old year holds for the sentences behind it, and no longer than to a newer day
            "A mill burned in 1941. German soldiers killed 112 farmers. Police arrested two men in Athens on Tuesday.",
            ["COERCE"],
        ),
        ("In 2009 Kenya signed the treaty. Kenya has rejected new talks with Uganda.", ["REJECT"]),
        ("Scotland's captain declared war on Wales before Saturday's meeting.", []),
        ("A ferry struck a reef off Lesbos on Monday, killing five people.", []),
        ("Two trains have collided in Poland, injuring one, authorities say.", []),
        ("Air raid sirens sounded in Kyiv on Monday.", []),
        ("Jordan condemned the shelling.", []),
    ],
)
def test_what_is_past_sport_or_accident_is_no_event(text: str, expected: list[str]) -> None:
    assert sorted(event.event_type for event in _code(text).events) == expected


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Chinese coast guard ships rammed the boat on Monday, the Philippine navy said, injuring four sailors.",
            ("ASSAULT", ["CHN COP"], ["PHL MIL"]),
        ),
        (
            "Germany expelled two Russian envoys on Monday. Italy met Malta. Spain accused Belarus of arson. "
            "Poland and Latvia supported the decision.",
            ("SUPPORT", ["POL", "LVA"], []),
        ),
        (
            "Turkey and Armenia signed a pact. Oman praised the two governments.",
            ("SUPPORT", ["OMN"], ["TUR", "ARM"]),
        ),
        (
            "A Santiago court convicted a former Chilean works minister.",
            ("SANCTION", ["CHL JUD"], ["CHL ELI"]),
        ),
        (
            "Oman's sultan called his Qatari counterpart on Monday to discuss the crisis.",
            ("CONSULT", ["OMN GOV"], ["QAT"]),
        ),
    ],
)
def test_sides_come_from_who_acted_not_from_who_tells(
    text: str, event: tuple[str, list[str], list[str]]
) -> None:
    assert event in [_sides(found) for found in _code(text).events]


def test_a_place_belongs_to_the_act_of_its_own_clause() -> None:
    events = _code("Jordan closed its border with Syria, hours after rebels entered the city of Hama.").events
    places = {event.trigger: event.place.name if event.place else None for event in events}
    assert places == {"closed": "Jordan", "entered": "Hama"}


def test_the_dead_of_a_shooting_are_not_counted_for_the_march_too() -> None:
    events = _code(
        "Protesters marched in Lagos on Tuesday and soldiers opened fire, killing four people."
    ).events
    assert {event.event_type: event.killed for event in events} == {"ASSAULT": 4, "PROTEST": None}


def test_two_weekdays_are_a_range_and_a_datelines_day_is_none_of_the_acts() -> None:
    (event,) = _code("LIMA, Nov 17 - Rebels attacked army posts near Cusco on Monday and Tuesday.").events
    assert (event.event_date, event.date_precision) == (date(2026, 11, 16), "range")


def test_an_article_that_remembers_a_year_tells_of_it_beyond_the_paragraph() -> None:
    text = "The bell rings when the raiders came, in 1941.\n\nGerman aircraft killed 112 people that night."
    assert _code(text, "A port remembers its night of fire").events == ()
