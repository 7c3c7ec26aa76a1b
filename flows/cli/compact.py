"""``daybook compact``: the warehouse's file as small as its rows."""

from typing import Annotated

import typer


def compact(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="The sample's warehouse.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write the warehouse's file anew, without the room that deleted texts left; no run may be at work."""
    from flows.cli import output
    from flows.runner import only_one
    from warehouse.compact import compact as write_anew

    settings = context.obj.for_sample() if sample else context.obj
    with only_one(settings):
        before, after = write_anew(settings.warehouse_path)
    if as_json:
        output.print_object({"path": str(settings.warehouse_path), "bytes_before": before, "bytes": after})
    else:
        typer.echo(f"{settings.warehouse_path}: {before / 2**20:.1f} MiB before, {after / 2**20:.1f} MiB now")
