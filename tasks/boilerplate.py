"""What feeds and pages add around an article's own words: dropped before anything is read from the text."""

import functools
import re
import tomllib
from pathlib import Path

RULES_FILE = Path(__file__).with_name("boilerplate.toml")
_SUFFIX = re.compile(r"\s+[|–—\-»•·:]+\s+(?=[^|–—»•·]+\Z)")
_SITE_ENDING = re.compile(r"\.(?:com|org|net|info|co|tv|news)(?:\.[a-z]{2})?\Z")
_NOT_WORD = re.compile(r"[\W_]+")


def drop_boilerplate(text: str) -> str:
    """Give a text without the paragraphs and endings that belong to the site."""
    paragraph_rule, ending_rule = _rules()
    kept = []
    for paragraph in text.split("\n\n"):
        bare = ending_rule.sub("", paragraph).rstrip() if len(paragraph) > 20 else paragraph
        if bare and not paragraph_rule.fullmatch(bare.strip()):
            kept.append(bare)
    return "\n\n".join(kept)


def strip_site_suffix(title: str, outlet: str) -> str:
    """Give a headline without the outlet's name behind a bar or a dash; any other ending stays."""
    found = None
    for found in _SUFFIX.finditer(title):  # noqa: B007 - the last one is wanted
        pass
    if found is None or not title[: found.start()].strip():
        return title
    name, own = _site_name(title[found.end() :]), _site_name(outlet)
    return title[: found.start()].rstrip() if name and own and name == own else title


def _site_name(name: str) -> str:
    name = name.casefold().strip().removeprefix("www.")
    return _NOT_WORD.sub("", _SITE_ENDING.sub("", name).removeprefix("the "))


@functools.cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    paragraphs = re.compile(rf"(?:{'|'.join(data['paragraphs'])})[\s.…:!»→>]*", re.IGNORECASE)
    endings = re.compile(rf"\s*(?:{'|'.join(data['endings'])})\s*\Z", re.IGNORECASE)
    return paragraphs, endings
