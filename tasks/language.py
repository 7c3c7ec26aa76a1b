"""The language of a text: what was declared, checked against what its words say."""

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

from py3langid.langid import LanguageIdentifier

from tasks.text import word_count

LANGUAGES_FILE = Path(__file__).with_name("languages.toml")
_PRIMARY = re.compile(r"\s*([A-Za-z]{2,3})(?=[-_\s;,]|\Z)")
_ENOUGH = 800  # characters: more do not make it surer, only slower
_FEW_WORDS = 8  # below it a declared language is not contradicted
_SURE = 0.9  # enough to contradict a declared language
_LIKELY = 0.25  # enough where nothing is declared: a headline of a few words gets no more


def detect_language(text: str, declared: str | None) -> str | None:
    """Give the ISO 639 code of a text; None if unsure.

    The declared language (BCP 47) holds unless enough words clearly say another.
    """
    stated = primary_subtag(declared)
    sample = text[:_ENOUGH].strip()
    if not sample:
        return stated
    found, certainty = _identifier().classify(sample)
    if stated is None:
        return str(found) if certainty >= _LIKELY else None
    if found == stated or any(found in group and stated in group for group in _languages()["near"]):
        return stated
    if certainty < _SURE or word_count(sample) < _FEW_WORDS:
        return stated
    return str(found)


def primary_subtag(declared: str | None) -> str | None:
    """Give the language of a tag, by two letters where there are: ``en`` of ``en-GB`` or ``eng``."""
    found = _PRIMARY.match(declared or "")
    if found is None:
        return None
    code = found[1].lower()
    return str(_languages()["codes"].get(code, code))


@functools.cache
def _languages() -> dict[str, Any]:
    return tomllib.loads(LANGUAGES_FILE.read_text(encoding="utf-8"))


@functools.cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
    identifier.set_languages(_languages()["detected"])
    return identifier
