"""``daybook search``: which articles say it, in titles and texts of every language."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from warehouse.search import Found, FoundArticle, SearchRequest

SYNTAX = """\
Every word must be there: border talks. A phrase: "border talks". Either: talks OR summit. Not: talks -football. A
beginning: bomb*. Groups: (talks OR summit) border. In one field: title:ceasefire, outlet:"Le Monde", country:UKR,
language:fr. English endings and all accents may be left out. A search that begins with a dash comes after --."""
MOST = 1000


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="What to look for; see below.", show_default=False)],
    since: Annotated[
        str | None, typer.Option(help="2026-11-09, or 7d, 12h, 2w back.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="The last day, or how far back as --since.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Of the outlet: ISO 3166 code or English name.", show_default=False)
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of its name.", show_default=False)] = None,
    language: Annotated[str | None, typer.Option(help="BCP 47, e.g. fr.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many articles to show.")] = 10,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the best.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Search the sample's data, also where there is real data.")
    ] = False,
) -> None:
    """Search titles and texts of the articles, the best first."""
    from rich.text import Text

    from flows.cli.moments import read_moment
    from flows.cli.output import console
    from warehouse.publish import open_published
    from warehouse.read import country_code
    from warehouse.search import SearchRequest, search_published

    settings = context.obj.for_sample() if sample else context.obj.readable()
    notes = console(stderr=True)
    if settings.sample and not sample:
        notes.print("[dim](sample data: `daybook run` fetches your own feeds)[/dim]")
    now = datetime.now(UTC)
    request = SearchRequest(
        typed=_as_typed(words),
        since=read_moment(since, now, "--since"),
        until=read_moment(until, now, "--until", ends=True),
        outlet=outlet,
        language=language,
        limit=limit,
        newest_first=newest,
    )
    with open_published(settings.published_path) as connection:
        if country is not None:
            request = _in_country(request, country, country_code(connection, country))
        found = search_published(
            settings.search_path, connection, request, lambda line: notes.print(Text(f"({line})", "dim"))
        )
    if as_json:
        _print_json(found)
    else:
        _print_found(found, request)


def _as_typed(words: list[str]) -> str:
    """One search of the arguments: one of several with a space in it was in quotes for the shell."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if re.search(r"\s", word) and '"' not in word else word for word in words)


def _in_country(request: "SearchRequest", typed: str, code: str | None) -> "SearchRequest":
    from dataclasses import replace

    from tasks.errors import ConfigError

    if code is None:
        raise ConfigError(
            f"--country {typed!r}: no such country; give an ISO 3166 code such as UKR, or its English name"
        )
    return replace(request, country=code)


def _print_json(found: "Found") -> None:
    from flows.cli import output

    columns = (
        "article_id",
        "published_at",
        "outlet",
        "country",
        "language",
        "title",
        "url",
        "snippet",
        "matches",
        "duplicate_of",
        "score",
        "events",
        "is_text_gone",
    )
    output.print_json(columns, (_row(article) for article in found.articles))


def _row(article: "FoundArticle") -> tuple[object, ...]:
    return (
        article.article_id,
        article.published_at,
        article.outlet,
        article.country,
        article.language,
        article.title,
        article.url,
        article.snippet.text,
        article.snippet.matches,
        article.duplicate_of,
        article.score,
        article.events,
        article.is_text_gone,
    )


def _print_found(found: "Found", request: "SearchRequest") -> None:
    from rich.text import Text

    from flows.cli.output import console

    out = console()
    for article in found.articles:
        outlet = f"{article.outlet} ({article.country})" if article.country else article.outlet
        head = Text.assemble(f"{article.published_at:%Y-%m-%d}  {outlet}  ", (article.title, "bold"))
        more_before, more_after = article.snippet.is_cut
        lead = "    …" if more_before else "    "
        snippet = Text(f"{lead}{article.snippet.text}{'…' * more_after}")
        if article.is_text_gone:
            snippet.append("(its text is no longer kept: DAYBOOK_KEEP_TEXT)", "dim")
        for begin, end in article.snippet.matches:
            snippet.stylize("bold yellow", begin + len(lead), end + len(lead))
        events = "no event" if not article.events else f"{article.events} event{'s' * (article.events > 1)}"
        copy = ", copy of another outlet's" if article.duplicate_of else ""
        last = Text(f"    {events}{copy} · {article.article_id} · {article.url or 'no address'}", "dim")
        for line in (head, snippet, last):
            out.print(line)
    out.print(Text(_summary(found, request)))


def _summary(found: "Found", request: "SearchRequest") -> str:
    if found.articles:
        more = "" if found.total <= len(found.articles) else "; --limit shows more"
        return f"{len(found.articles)} of {found.total} articles found{more}"
    if not found.searched:
        return "no article is stored yet: type 'daybook run' first"
    if found.unknown:
        return f"nothing found: in none of the {found.searched} articles is {', '.join(found.unknown)}"
    bounds = (request.since, request.until, request.country, request.outlet, request.language)
    what_to_do = "leave some words out, or put OR between them"
    if any(bound is not None for bound in bounds):
        what_to_do = "widen the dates, the country, the outlet or the language, or " + what_to_do
    return f"nothing found in {found.searched} articles: {what_to_do}"


search.__doc__ = f"{search.__doc__}\n\n{SYNTAX.replace(chr(10), ' ')}"
