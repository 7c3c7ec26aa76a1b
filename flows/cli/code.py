"""``daybook code``: events from texts, without feeds and without a warehouse."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer


def code(
    context: typer.Context,
    texts: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help="One JSON object a line; - for standard input.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT.jsonl", help="Where to write; else standard output."),
    ] = None,
) -> None:
    """Code texts: lines {"id", "text", "title"?, "published_at"?} in, lines {"id", "events", "rejected"} out."""
    from flows.coding import code_lines

    with _opened(texts) as lines, _written(out) as output:
        for line in code_lines(lines, context.obj.workers):
            output.write(line + "\n")


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    from tasks.errors import ConfigError

    if str(path) == "-":
        yield sys.stdin
        return
    if not path.is_file():
        raise ConfigError("no such file", path)
    with path.open(encoding="utf-8", errors="replace") as lines:
        yield lines


@contextmanager
def _written(path: Path | None) -> Iterator[TextIO]:
    from tasks.errors import ConfigError

    if path is None:
        yield sys.stdout
        return
    # A file that is there is whole: an interrupted run leaves the earlier one.
    fresh = path.with_name(path.name + ".part")
    try:
        output = fresh.open("w", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot write: {error.strerror}", path) from error
    with output:
        yield output
    fresh.replace(path)
