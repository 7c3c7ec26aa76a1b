"""How an explained article is shown to a person: what it is, and sentence by sentence what was coded and what not."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from flows.cli.explained_sentence import ACT, INDENT, Row, counted, fields_of, legend, moment, sentence_of
from tasks.extract.reasons import rejection_reasons
from warehouse.explain import ExplainedArticle


def lines_of(told: ExplainedArticle) -> Iterator[Text]:
    """The lines of one article."""
    yield from _head(told.article)
    for row in told.problems:
        yield Text(f"left out on {moment(row['noted_at'])}: {row['subject']}: {row['reason']}", "yellow")
    yield from _revisions(told.article, told.revisions)
    yield Text()
    coded = sum(row["is_coded"] for row in told.sentences)
    left = len(told.sentences) - coded
    yield Text(f"{coded} coded, {counted(left, 'candidate')} not coded", "bold")
    if not told.sentences:
        yield Text(f"{INDENT}No sentence holds words that a rule knows, or the language cannot be coded yet.")
        return
    yield legend()
    meanings = rejection_reasons()
    for _, rows in groupby(told.sentences, key=lambda row: (row["start"], row["end"])):
        yield from _sentence(tuple(rows), meanings)


def _head(article: Row) -> Iterator[Text]:
    yield Text(article["title"] or "(no headline)", "bold")
    yield Text(f"article {article['article_id']}")
    owner = f" ({article['owner']})" if article["owner"] and article["owner"] != article["outlet"] else ""
    state = ", state-affiliated" if article["is_state_affiliated"] else ""
    dated = f"{moment(article['published_at'])} UTC (date {article['date_status']})"
    yield Text(f"{article['outlet']}{owner}{state}; {dated}; language {article['language'] or 'unknown'}")
    yield Text(article["url"] or "no address", "dim")
    text = f"text from the {article['text_origin']}, {article['words']} words"
    if article["text_removed_at"]:
        text += f" (no longer kept since {moment(article['text_removed_at'])}: DAYBOOK_KEEP_TEXT)"
    seen = f"first seen {moment(article['first_seen_at'])} UTC"
    yield Text(f"{text}; {seen}; revision {article['revision']}; written by run {article['run_id']}", "dim")
    if article["duplicate_of"]:
        outlet = article["original_outlet"] or "an article that is gone"
        yield Text(f"a copy of {outlet}'s article {article['duplicate_of']}", "yellow")
    if article["copies"]:
        yield Text(f"{counted(article['copies'], 'other article')} copied it", "dim")


def _revisions(article: Row, revisions: Sequence[Row]) -> Iterator[Text]:
    if not revisions:
        return
    yield Text("\nRevisions", "bold")
    titles = [*(row["title"] for row in revisions[1:]), article["title"]]
    for row, next_title in zip(revisions, titles, strict=True):
        size = f"{row['words']} words" if row["is_kept"] else "text no longer kept"
        seen = f"{moment(row['seen_at'])} to {moment(row['replaced_at'])}"
        changes = row["changes"] or ("another headline" if row["title"] != next_title else "another text")
        yield Text(f"{row['revision']:>3}. {seen}  {size}  “{row['title']}”  → {changes}")
    yield Text(f"{article['revision']:>3}. the present one")


def _sentence(rows: Sequence[Row], meanings: dict[str, str]) -> Iterator[Text]:
    yield Text()
    sentence = Text(rows[0]["evidence"])
    for row in rows:
        if row["is_coded"]:
            sentence = sentence_of(row) if sentence.spans == [] else sentence
        else:
            sentence.highlight_words([row["trigger"]], ACT)
    yield sentence
    for row in rows:
        if row["is_coded"]:
            yield Text(f"  ✓ coded: event {row['event_id']}", "green")
            yield from fields_of(row)
        else:
            meaning = meanings.get(row["reason"], "")
            yield Text.assemble(("  ✗ not coded", "red"), f": “{row['trigger']}”  {row['reason']}. {meaning}")
