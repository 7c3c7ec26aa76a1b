"""``daybook codebook``: what the coder knows, how it reads a sentence, and whether its data files are sound."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="The rules and names that events are coded by: try them, list them, check them.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LISTED = ("rule", "type", "modes", "patterns", "example")
NAMED = ("name", "is", "kind", "country", "sector", "note", "file")
CHECKED = ("kind", "file", "line", "check", "says")


@app.command("try")
def try_sentence(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="SENTENCE", help="One sentence or a few.")],
    title: Annotated[str | None, typer.Option(help="The article's title.", show_default=False)] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            help="When it was published; today, if not said.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show how a sentence is read: words, names, places, dates, every trigger and what became of it."""
    import json
    from datetime import UTC

    from flows.cli import explained, output
    from flows.coding import explain_text

    published = (day or datetime.now(UTC)).replace(tzinfo=UTC)
    document, sentences = explain_text(context.obj, text, title, published)
    if as_json:
        print(json.dumps(explained.as_rows(document, sentences), ensure_ascii=False, indent=1))
    else:
        for sentence in sentences:
            explained.print_sentence(output.console(), sentence)


@app.command("list")
def list_frames(
    word: Annotated[
        str | None,
        typer.Argument(help="Only frames with this word in their patterns or id.", show_default=False),
    ] = None,
    event_type: Annotated[
        str | None, typer.Option("--type", help="Only frames of this event type.", show_default=False)
    ] = None,
    mode: Annotated[str | None, typer.Option(help="Only frames with this mode.", show_default=False)] = None,
    names: Annotated[
        bool,
        typer.Option(
            "--names", help="Look the word up among names: who or where it is, and says which file."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """List the frames that tell events, or look up a name."""
    from flows.cli import output
    from tasks.errors import ConfigError

    if names:
        if not word or event_type or mode:
            raise ConfigError("--names looks up one name: daybook codebook list --names Aleppo")
        rows = _names(word)
    else:
        rows = _frames(word or "", event_type or "", mode or "")
    columns = NAMED if names else LISTED
    if as_json:
        output.print_json(columns, rows)
    elif rows:
        output.print_table(columns, rows)
    else:
        typer.echo("nothing of that in the codebook")


@app.command()
def check(
    as_json: Json = False,
    warnings: Annotated[
        bool, typer.Option("--warnings/--no-warnings", help="Show warnings too, not only errors.")
    ] = True,
) -> None:
    """Check the codebook's files and your own: mistakes fail, what looks odd is warned of."""
    from flows.cli import output
    from tasks.extract.check import check_codebook
    from tasks.extract.own_codebook import own_codebook

    found = [one for one in check_codebook(own_codebook()) if warnings or one.is_error]
    rows: list[tuple[object, ...]] = [
        ("error" if one.is_error else "warning", _shown(one.path), one.line, one.check, one.says)
        for one in found
    ]
    if as_json:
        output.print_json(CHECKED, rows)
    elif rows:
        output.print_table(CHECKED, rows)
    errors = sum(one.is_error for one in found)
    if not as_json:
        typer.echo(f"{errors} errors, {len(found) - errors} warnings" if found else "the codebook is sound")
    if errors:
        raise typer.Exit(1)


def _frames(word: str, event_type: str, mode: str) -> list[tuple[object, ...]]:
    from tasks.errors import ConfigError
    from tasks.extract.codebook import load_codebook
    from tasks.extract.frames import patterns_of

    codebook = load_codebook()
    wanted, lower = event_type.upper(), word.lower()
    if wanted and wanted not in codebook.types:
        raise ConfigError(f"no event type {event_type!r}; they are {', '.join(codebook.types)}")
    modes = sorted({name for kind in codebook.types.values() for name in kind.modes})
    if mode and mode not in modes:
        raise ConfigError(f"no mode {mode!r}; they are {', '.join(modes)}")
    rows: list[tuple[object, ...]] = []
    for frame in codebook.frames:
        said = [" ".join(pattern.words) for pattern in patterns_of(frame)]
        objects = [" ".join(words) for words in frame.object]
        words = {one for phrase in (*said, *objects) for one in phrase.split()}
        fits = lower in words or lower in said or lower in objects or (lower and lower in frame.rule_id)
        if (fits or not lower) and wanted in ("", frame.event_type) and (not mode or mode in frame.modes):
            patterns = ", ".join(said) + (f" + {', '.join(objects)}" if objects else "")
            rows.append((frame.rule_id, frame.event_type, list(frame.modes), patterns, frame.example))
    return rows


def _names(word: str) -> list[tuple[object, ...]]:
    from tasks.extract.name_tables import find_names
    from tasks.extract.own_codebook import own_codebook

    return [
        (one.said, one.name, one.kind, one.country, one.sector, one.note, f"{_shown(one.path)}:{one.line}")
        for one in find_names(word, own_codebook())
    ]


def _shown(path: Path) -> str:
    """The path from here, where it is below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
