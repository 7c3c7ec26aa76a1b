"""The session behind ``daybook review``, without terminal and warehouse: one mention after the other is judged."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.text import Text

from flows.cli.explained_sentence import Row, fields_of, legend, moment, sentence_of, where

KEYS = {
    "r": "right",
    "t": "wrong_type",
    "a": "wrong_actor",
    "n": "no_event",
    "s": "skip",
    "b": "back",
    "q": "quit",
}
SIDES = ("actors", "recipients")
HELP = {
    "right": "type, actors and recipients are what the sentence says",
    "wrong_type": "something happened, but not this type",
    "wrong_actor": "the type is right, an actor or a recipient is not",
    "no_event": "nothing of the kind happened: denied, planned, long ago, a figure of speech",
    "skip": "no answer now; it comes again",
    "back": "the one before, to answer it anew",
    "quit": "leave; every answer is stored already",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """How a session talks to its person: ``show`` prints a line, ``read`` gives what was typed, None at its end."""

    show: Callable[[Text], None]
    read: Callable[[], str | None]


@dataclass(slots=True)
class Session:
    """The mentions of one sitting, what was answered in it, and what the reviewer said of them earlier."""

    rows: Sequence[Row]
    earlier: Mapping[str, tuple[str, str]]  # mention -> codebook version and answer
    definitions: Mapping[str, str]  # event type -> what it means
    answers: dict[str, str] = field(default_factory=dict)


def hold(session: Session, screen: Screen, store: Callable[[Row, str], None]) -> None:
    """Show and ask until all are judged or the person leaves; ``store`` has each answer before the next is shown."""
    position = 0
    screen.show(keys())
    screen.show(legend())
    while position < len(session.rows):
        row = session.rows[position]
        for line in lines_of(session, position):
            screen.show(line)
        match _asked(screen, before_of(session, row)):
            case "quit":
                return
            case "back":
                if position == 0:
                    screen.show(Text("This is the first one.", "yellow"))
                position = max(position - 1, 0)
            case "skip":
                position += 1
            case answer:
                store(row, answer)
                session.answers[row["mention_id"]] = answer
                position += 1


def choice(typed: str, before: str | None = None) -> str | None:
    """What a key or a line asks for: its letter, or its name in any case, "wrong type" as well as "wrong-type".

    Enter alone is the answer of ``before``, where there is one.
    """
    if not typed.strip():
        return before
    plain = re.sub(r"[\s_-]+", "_", typed.strip().lower())
    return KEYS.get(plain, plain if plain in KEYS.values() else None)


def keys() -> Text:
    """The keys in one line."""
    line = Text()
    for key, name in KEYS.items():
        line.append(f" {key} ", "reverse").append(f" {name.replace('_', ' ')}   ")
    return line.append(" ? ", "reverse").append(" what they mean")


def lines_of(session: Session, position: int) -> Iterator[Text]:
    """One mention as a person judges it: where it stands, its sentence, and the coding in words."""
    row = session.rows[position]
    yield Text()
    yield Text.assemble(
        (f"{position + 1}/{len(session.rows)}  ", "dim"),
        (row["outlet"], "bold"),
        f"  {moment(row['published_at'] or row['first_seen_at'])}",
    )
    if row["title"] and row["title"] != row["evidence"]:
        yield Text.assemble("     ", (row["title"], "dim"))
    yield Text.assemble("     ", (row["url"] or "no address", "dim"))
    yield Text.assemble("     ", sentence_of(row))
    yield Text.assemble("     ", (told(row), "bold"))
    if meaning := session.definitions.get(row["event_type"]):
        yield Text.assemble("     ", (f"{row['event_type']}: {meaning}", "dim"))
    yield from fields_of(row)
    # Not how sure the coder is: who knows that agrees with it.
    yield Text.assemble("     ", (f"mention {row['mention_id']}, article {row['article_id']}", "dim"))
    yield from _said(session, row)


def told(row: Row) -> str:
    """The coding in one line: "Rebels → villagers: ASSAULT (aerial) at Tovar, VEN (city) on 2026-03-02"."""
    actors, recipients = (" and ".join(actor["name"] for actor in row[side] or ()) for side in SIDES)
    who = " → ".join(part for part in (actors or "somebody", recipients) if part)
    modes = f" ({', '.join(row['modes'])})" if row["modes"] else ""
    place = f" at {where(row['place'])}" if row["place"] else ""
    day = f" on {row['event_date']}" if row["event_date"] else ""
    return f"{who}: {row['event_type']}{modes}{place}{day}"


def tally(answers: Mapping[str, str]) -> str:
    """How many answers of each kind: "3 answers: 2 right, 1 no event"."""
    counts = Counter(answers.values())
    parts = [f"{counts[name]} {name.replace('_', ' ')}" for name in KEYS.values() if counts[name]]
    return f"{len(answers)} answer{'s' * (len(answers) != 1)}{': ' * bool(parts)}{', '.join(parts)}"


def _said(session: Session, row: Row) -> Iterator[Text]:
    """What the reviewer said of it before, in this sitting or of an earlier codebook's coding."""
    if answer := session.answers.get(row["mention_id"]):
        yield Text(
            f"     you said: {answer.replace('_', ' ')}; another answer replaces it, s keeps it", "yellow"
        )
    elif before := session.earlier.get(row["mention_id"]):
        version, answer = before
        said = f"codebook {version} coded it so too, and you said: {answer.replace('_', ' ')}"
        yield Text(f"     {said}; Enter says it again", "yellow")


def before_of(session: Session, row: Row) -> str | None:
    """What the reviewer said of the same coding last, in this sitting or of an earlier codebook's."""
    version_and_answer = session.earlier.get(row["mention_id"])
    return session.answers.get(row["mention_id"]) or (version_and_answer and version_and_answer[1])


def _asked(screen: Screen, before: str | None) -> str:
    while (typed := screen.read()) is not None:
        if typed.strip() == "?":
            for key, name in KEYS.items():
                screen.show(Text(f"  {key}  {name.replace('_', ' ')}: {HELP[name]}"))
        elif chosen := choice(typed, before):
            return chosen
        else:
            screen.show(keys())
    return "quit"
