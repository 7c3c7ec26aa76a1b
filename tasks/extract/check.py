"""Whether the codebook's data files are sound: the shipped ones and the user's own."""

from collections.abc import Callable
from pathlib import Path

from tasks.errors import ConfigError
from tasks.extract.actor_lexicon import load_actor_lexicon
from tasks.extract.check_frames import check_frames
from tasks.extract.check_names import check_names
from tasks.extract.check_words import check_words
from tasks.extract.codebook import load_codebook
from tasks.extract.codebook_rows import CODEBOOK
from tasks.extract.flaws import Flaw
from tasks.extract.frames import read_frames
from tasks.extract.gazetteer import load_gazetteer
from tasks.extract.own_codebook import OwnFiles


def check_codebook(own: OwnFiles | None, folder: Path = CODEBOOK) -> tuple[Flaw, ...]:
    """Everything that is wrong with the files, errors first, in the order of the files.

    Every frame's example is coded, which takes some seconds. Where files cannot be read at all, that is told alone:
    the other checks need the whole codebook.
    """
    broken = _unreadable(own, folder)
    if broken:
        return tuple(dict.fromkeys(broken))
    found = [
        *check_frames(load_codebook(folder, own), trigger_files(own, folder)),
        *check_names(own, folder),
        *check_words(folder),
    ]
    return tuple(
        sorted(dict.fromkeys(found), key=lambda flaw: (not flaw.is_error, flaw.path, flaw.line or 0))
    )


def trigger_files(own: OwnFiles | None, folder: Path) -> tuple[Path, ...]:
    """The files of frames, the shipped ones first."""
    shipped = sorted((folder / "triggers").glob("*.toml"))
    return (*shipped, *(own.triggers() if own else ()))


def _unreadable(own: OwnFiles | None, folder: Path) -> list[Flaw]:
    """What stops the codebook from being loaded: the first mistake of each file of frames, and of each part."""
    parts: list[Callable[[], object]] = [
        lambda path=path: list(read_frames(path))  # type: ignore[misc]
        for path in trigger_files(own, folder)
    ]
    parts += [
        lambda: load_codebook(folder, own),
        lambda: load_actor_lexicon(folder, own),
        lambda: load_gazetteer(folder, own),
    ]
    found: list[Flaw] = [flaw for flaw in check_names(own, folder) if flaw.is_error]
    for load in parts:
        try:
            load()
        except ConfigError as error:
            found.append(Flaw("load", error.problem, Path(error.path or folder), error.line, is_error=True))
    return found
