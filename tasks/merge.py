"""From codings to events: what each mention says, as a signature, and how signatures become events.

Mentions that say the same enough to be one happening without anything else in common share a signature at once;
vaguer ones have one for each article. ``merge_judge`` says which signatures may be one happening, and
``merge_groups`` makes the events of them; the warehouse brings the candidates together.
"""

from collections.abc import Iterable
from datetime import UTC, date
from itertools import chain

from tasks.ids import stable_id
from tasks.merge_groups import group
from tasks.merge_judge import judge, stands_alone
from tasks.merge_tables import merge_tables
from tasks.records import Actor, Article, CodedEvent, Coding, EventMention
from tasks.records.merging import Merging, Signature


def merging() -> Merging:
    """The rules by which events are merged, for the load."""
    pairs = [tuple(event_type for event_type, _ in types) for types in merge_tables().types]
    both_ways = chain(pairs, ((other, one) for one, other in pairs))
    return Merging(judge, group, tuple((one, other) for one, other in sorted(set(both_ways))))


def mentions_of(article: Article, coding: Coding) -> tuple[EventMention, ...]:
    """Give the codings of an article as mentions, each once, with ids that stay the same in every run."""
    mentions: dict[str, EventMention] = {}
    for coded in coding.events:
        mention_id = _mention_id(article, coded)
        mention = EventMention(
            mention_id, signature_id(article, coded), article.article_id, coded, coding.codebook_version
        )
        mentions.setdefault(mention_id, mention)
    return tuple(mentions.values())


def signature_id(article: Article, coded: CodedEvent) -> str:
    """Give the id of what a mention says: type, modes, sides, place and day; where that is too little, also where."""
    said = signature_of(article, coded)
    scope = "" if stands_alone(said) else article.article_id
    sides: tuple[Iterable[Actor], Iterable[Actor]] = (said.actors, said.recipients)
    if said.event_type in merge_tables().mutual:
        sides = (*said.actors, *said.recipients), ()
    place = said.place
    where = (place.name, place.country, place.admin1, place.precision) if place else ("",) * 4
    day = (said.day.isoformat() if said.day else "", said.precision, str(said.place_inferred))
    modes = "|".join(sorted(said.modes))
    return stable_id("event", said.event_type, modes, *map(_names, sides), *where, *day, scope)


def signature_of(article: Article, coded: CodedEvent) -> Signature:
    """Give what a mention says, as merging compares it; it has no id yet."""
    return Signature(
        signature_id="",
        event_type=coded.event_type,
        modes=coded.modes,
        actors=coded.actors,
        recipients=coded.recipients,
        place=coded.place,
        place_inferred=bool(coded.place and coded.place.inferred),
        day=coded.event_date or _reported_day(article),
        precision=coded.date_precision if coded.event_date else "inferred",
        first_reported_at=article.published_at or article.first_seen_at,
    )


def _mention_id(article: Article, coded: CodedEvent) -> str:
    # Not the revision: what is said in the same words at the same place is the same mention in the next one.
    place = coded.place.name if coded.place else ""
    day = coded.event_date.isoformat() if coded.event_date else ""
    who = (_names(coded.actors), _names(coded.recipients))
    span = (str(coded.start), str(coded.end))
    return stable_id("mention", article.article_id, *span, coded.event_type, coded.trigger, *who, place, day)


def _names(actors: Iterable[Actor]) -> str:
    return "|".join(sorted(f"{actor.country}/{actor.sector}/{actor.name}" for actor in actors))


def _reported_day(article: Article) -> date | None:
    return article.published_at.astimezone(UTC).date() if article.published_at else None
