"""``daybook code``: events from texts, without feeds and without a warehouse."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

ESCAPED = "backslashreplace"  # half of a surrogate pair, which UTF-8 has not, is an escape in JSON


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
    from flows.cli.text_progress import watched
    from flows.coding import code_lines
    from tasks.errors import IngestError

    lines_read = failed = 0
    with _opened(texts) as lines, _written(out, texts) as output, watched(lines, output) as coded_one:
        for line in code_lines(lines, context.obj.workers, context.obj.parser):
            output.write(line.json + "\n")
            lines_read += 1
            failed += line.is_error
            coded_one()
    if failed:
        sys.stderr.write(f"daybook: {failed} of {lines_read} texts could not be coded; their lines say why\n")
    if lines_read and failed == lines_read:
        raise IngestError("no text could be coded: is this JSON lines in UTF-8?")


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    from tasks.errors import ConfigError

    if str(path) == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        yield sys.stdin
        return
    if not path.is_file():
        raise ConfigError("not a file" if path.exists() else "no such file", path)
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        yield lines


@contextmanager
def _written(path: Path | None, source: Path) -> Iterator[TextIO]:
    from tasks.errors import ConfigError

    if path is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors=ESCAPED)
        yield sys.stdout
        return
    if path.is_dir():
        raise ConfigError("is a folder, not a file to write", path)
    if path.exists() and source.exists() and path.samefile(source):
        raise ConfigError("is the input: the texts would be lost", path)
    # A file that is there is whole: an interrupted run leaves the earlier one.
    fresh = path.with_name(path.name + ".part")
    try:
        output = fresh.open("w", encoding="utf-8", errors=ESCAPED)
    except OSError as error:
        raise ConfigError(f"cannot write: {error.strerror}", path) from error
    try:
        with output:
            yield output
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(path)
