"""The codebook as a table, for who reads the data elsewhere."""

from tasks.extract.codebook import load_codebook

HEADER = ("kind", "type", "code", "quad_code", "event_scale", "cameo_code", "meaning", "version")


def codebook_table() -> list[tuple[object, ...]]:
    """The header, then PLOVER's event types, their modes and the contexts, as they are coded."""
    codebook = load_codebook()
    lines: list[tuple[object, ...]] = [HEADER]
    for name, kind in codebook.types.items():
        codes = (kind.quad, kind.score, kind.cameo, kind.definition)
        lines.append(("event type", name, name, *codes, codebook.version))
        lines += [
            ("mode", name, mode_name, kind.quad, mode.score, mode.cameo, None, codebook.version)
            for mode_name, mode in kind.modes.items()
        ]
    lines += [("context", None, name, None, None, None, None, codebook.version) for name in codebook.contexts]
    return lines
