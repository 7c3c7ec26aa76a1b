"""From codings to events: which mentions speak of one happening.

This version merges by an exact key: type, day, the two sides, the place. It is honest and does not depend on
order, and it parts what is described in different words (an actor named in one report only, a day that two
reporters give differently). A later version merges mentions that are compatible, not only equal.
"""

from collections.abc import Iterable
from datetime import UTC

from tasks.ids import stable_id
from tasks.records import Actor, Article, CodedEvent, Coding, EventMention

# Whoever is named first: a meeting, a deal and a joint action have two sides and no direction.
MUTUAL_TYPES = frozenset(("CONSULT", "AGREE", "COOPERATE"))


def mentions_of(article: Article, coding: Coding) -> tuple[EventMention, ...]:
    """Give the codings of an article as mentions, each once, with ids that stay the same in every run."""
    mentions: dict[str, EventMention] = {}
    for coded in coding.events:
        mention_id = _mention_id(article, coded)
        mention = EventMention(
            mention_id, event_id(article, coded), article.article_id, coded, coding.codebook_version
        )
        mentions.setdefault(mention_id, mention)
    return tuple(mentions.values())


def event_id(article: Article, coded: CodedEvent) -> str:
    """Give the id of the event that a coding in an article belongs to."""
    return stable_id("event", *event_key(article, coded))


def event_key(article: Article, coded: CodedEvent) -> tuple[str, ...]:
    """Give what makes two mentions one event: type, day, sides, place.

    A mention that says neither who nor where, or no day at all, is one event only with others of its article
    and of that article's exact copies.
    """
    actors, recipients = _side(coded.actors), _side(coded.recipients)
    if coded.event_type in MUTUAL_TYPES:
        actors, recipients = sorted({*actors, *recipients}), []
    place = _place(coded)
    day = _day(article, coded)
    says_nothing = not day or not (actors or recipients or any(place))
    scope = article.duplicate_of or article.article_id if says_nothing else ""
    return (coded.event_type, day, "|".join(actors), "|".join(recipients), *place, scope)


def _mention_id(article: Article, coded: CodedEvent) -> str:
    # Not the revision: what is said in the same words at the same place is the same mention in the next one.
    place = coded.place.name if coded.place else ""
    day = coded.event_date.isoformat() if coded.event_date else ""
    who = (_names(coded.actors), _names(coded.recipients))
    span = (str(coded.start), str(coded.end))
    return stable_id("mention", article.article_id, *span, coded.event_type, coded.trigger, *who, place, day)


def _names(actors: Iterable[Actor]) -> str:
    return "|".join(sorted(f"{actor.country}/{actor.sector}/{actor.name}" for actor in actors))


def _side(actors: Iterable[Actor]) -> list[str]:
    # A country says enough: one report's "army" is the next one's "government".
    return sorted({actor.country or actor.sector or actor.name.casefold() for actor in actors} - {""})


def _place(coded: CodedEvent) -> tuple[str, str]:
    if coded.place is None:
        return "", ""
    return coded.place.country, "" if coded.place.precision == "country" else coded.place.name.casefold()


def _day(article: Article, coded: CodedEvent) -> str:
    if coded.event_date is not None:
        return coded.event_date.isoformat()
    return article.published_at.astimezone(UTC).date().isoformat() if article.published_at else ""
