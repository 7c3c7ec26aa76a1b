"""Finds and loads the sentence parser that the settings name."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.errors import ConfigError
from tasks.extract.syntax import NameSpan, Parse, SentenceParser

if TYPE_CHECKING:
    from spacy.language import Language

NO_PARSER = "none"
MODEL = Path(__file__).with_name("model.bin")
# Without these a pipeline speaks another dialect of dependencies than the coder's rules.
_UD_LABELS = ("nsubj", "nsubj:pass", "obj", "obl")


class NoParser:
    """Stands where nothing is to be parsed: every tree is empty, no name is found."""

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """An empty tree for each sentence."""
        return [Parse()] * len(sentences)

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        """No names for each sentence."""
        return [()] * len(sentences)


@lru_cache(maxsize=2)
def load_parser(name: str = "") -> SentenceParser:
    """The parser of that name, loaded once a process.

    ``""`` is the shipped model, ``"none"`` no parser at all, anything else a spaCy pipeline with UD labels: the name of
    an installed one or a folder. Raises ``ConfigError`` where there is none or its labels are not UD.
    """
    if name == NO_PARSER:
        return NoParser()
    # Imported here: spaCy takes most of a second, which a command that codes nothing should not wait for.
    from tasks.extract.parser.algebra import use_fast_algebra
    from tasks.extract.parser.parse import PipelineParser

    use_fast_algebra()
    return PipelineParser(_named(name) if name else _shipped())


def _shipped() -> "Language":
    from tasks.extract.parser.pack import unpack

    return unpack(MODEL.read_bytes())


def _named(name: str) -> "Language":
    import spacy

    try:
        pipeline = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise ConfigError(
            f"DAYBOOK_PARSER names {name!r}, which is no spaCy pipeline that can be loaded ({reason}); name an "
            f'installed pipeline or its folder, leave it empty for the shipped parser, or set it to "{NO_PARSER}"'
        ) from error
    _check(name, pipeline)
    return pipeline


def _check(name: str, pipeline: "Language") -> None:
    labels = pipeline.pipe_labels.get("parser", [])
    missing = [label for label in _UD_LABELS if label not in labels]
    if missing:
        raise ConfigError(
            f"DAYBOOK_PARSER names {name!r}, which does not speak Universal Dependencies: "
            f"{', '.join(missing)} not among the labels of its parser; name a pipeline trained on UD"
        )
    if not all(token.pos for token in pipeline("Troops left.")):
        raise ConfigError(
            f"DAYBOOK_PARSER names {name!r}, which gives no parts of speech; name a pipeline that has a morphologizer "
            "or a tagger with an attribute_ruler"
        )
