"""``daybook doctor``: is everything here that Daybook needs, and what to do where it is not."""

from typing import Annotated

import typer


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check this installation, its home, its feeds and its data."""
    from flows.cli import output
    from flows.doctor import examine

    findings = examine(context.obj)
    columns = ("check", "state", "what was found", "what to do")
    rows = [(f.check, f.state, f.found, f.advice) for f in findings]
    if as_json:
        output.print_json(columns, rows)
    else:
        output.print_table(columns, rows)
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)
