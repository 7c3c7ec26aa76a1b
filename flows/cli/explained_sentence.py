"""A sentence with the words that say each field, and these fields in words: what explanations share."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.text import Text

Row = Mapping[str, Any]
ACT = "bold underline"
STYLES = {"trigger": ACT, "actors": "green", "recipients": "magenta", "place": "cyan", "event_date": "blue"}
COUNT_STYLE = "red"
COUNTS = ("killed", "injured", "arrested", "abducted", "crowd")
# What no words of the act say, and where it was taken from; see event_mentions.inferred.
REASONS = {
    "own": "the state that they live in",
    "unnamed": "the sentence, which does not name them",
    "modifier": "the place right before it",
    "behind": "the place right behind it",
    "sentence": "a country that the sentence names",
    "place": "where it happened",
    "dateline": "where the article was written",
    "story": "the country that the article names most",
    "capital": "the capital that the article spoke of",
    "memory": "the act told before",
    "pronoun": "whom the pronoun stands for",
    "pointing": "words such as “the city”",
    "sides": "who took part",
    "sentence before": "the sentence before",
    "publication": "the day of publication",
}
INDENT = "     "


def legend() -> Text:
    """What the colours mean."""
    named = (("who", "actors"), ("did what", "trigger"), ("to whom", "recipients"), ("where", "place"))
    text = Text()
    for label, field in (*named, ("when", "event_date"), ("how many", "killed")):
        text.append(label, style_of(field)).append("  ")
    return text


def style_of(field: str) -> str:
    """The style of a field's words: "actors[0]" has that of actors."""
    return STYLES.get(field.partition("[")[0], COUNT_STYLE)


def sentence_of(row: Row) -> Text:
    """The evidence, its words in the styles of the fields that they say."""
    text = Text(row["evidence"])
    for span in row["spans"] or ():
        first, last = span["start"] - row["start"], span["end"] - row["start"]
        if 0 <= first < last <= len(row["evidence"]):
            text.stylize(style_of(span["field"]), first, last)
    return text


def fields_of(row: Row) -> Iterator[Text]:
    """Each field of a coding: its words, what they were read as, and the reason where no words say it."""
    yield _line("did what", "trigger", f"“{row['trigger']}” is {_act(row)}", row)
    for label, role in (("who", "actors"), ("to whom", "recipients")):
        for number, actor in enumerate(row[role] or ()):
            yield _line(label, f"{role}[{number}]", side(actor), row)
    if row["place"]:
        yield _line("where", "place", where(row["place"]), row)
    if row["event_date"]:
        yield _line("when", "event_date", str(row["event_date"]), row)
    for count in COUNTS:
        if (said := toll(row, count)) is not None:
            yield _line(count, count, said, row)


def toll(row: Row, count: str) -> str | None:
    """How many, as a mention says it, or the range over an event's mentions; None where nobody says."""
    said, low, high = row.get(count), row.get(f"{count}_low"), row.get(f"{count}_high")
    if said is None and low is None and high is None:
        return None
    if said is not None and low in (None, said) and high in (None, said):
        return str(said)
    if low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if high is None else f"up to {high}"


def side(actor: Row) -> str:
    """An actor with its codes."""
    return f"{actor['name']} [{' '.join(filter(None, (actor['country'], actor['sector']))) or '?'}]"


def sides(actors: Sequence[Row] | None) -> str:
    """All actors of one side."""
    return ", ".join(side(actor) for actor in actors or ()) or "–"


def where(place: Row) -> str:
    """A place with what it lies in, and how exactly it is known."""
    parts = dict.fromkeys(part for part in (place["name"], place["admin1"], place["country"]) if part)
    return f"{', '.join(parts)} ({place['precision']})"


def counted(number: int, noun: str) -> str:
    """A number of things: "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def moment(time: datetime | None) -> str:
    """A time to the minute, UTC."""
    return "no date" if time is None else f"{time:%Y-%m-%d %H:%M}"


def _act(row: Row) -> str:
    modes = f" ({', '.join(row['modes'])})" if row["modes"] else ""
    return f"{row['event_type']}{modes} by {row['rule_id']}, codebook {row['codebook_version']}"


def _line(label: str, path: str, value: str, row: Row) -> Text:
    text = Text.assemble(INDENT, (f"{label:<9}", "dim"), (value, style_of(path)))
    span = next((span for span in row["spans"] or () if span["field"] == path), None)
    if span is not None and not row["start"] <= span["start"] < row["end"]:
        words = f": “{span['words']}”" if span.get("words") else ""
        text.append(f"  said elsewhere in the article{words}", "dim")
    reasons = [
        one["reason"] for one in row.get("inferred") or () if one["field"] in (path, f"{path}.country")
    ]
    if reasons:
        told = ", ".join(REASONS.get(reason, reason) for reason in reasons)
        text.append(f"  inferred from {told}", "dim italic")
    return text
