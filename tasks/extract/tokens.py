"""Text to words with offsets."""

import re
from dataclasses import dataclass

_WORD = re.compile(
    r"""
    (?:[A-Za-z]\.){2,}                      # U.S., p.m.
  | \d[\d,]*(?:-[^\W\d_]+)+                # 16-year-old
  | \d[\d,]*(?:\.\d+)?                      # 4,000
  | ['’](?:s|re|ve|ll|d|m)\b                # clitics
  | n['’]t\b
  | [^\W\d_]+?(?=n['’]t\b)                  # did|n't
  | [^\W_]+(?:-[^\W_]+)*                    # words and compounds
  | ['’](?=\s)                              # the possessive of a plural
  | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark; ``sentence[start:end] == text``."""

    start: int
    end: int
    text: str
    lower: str


def tokenise(text: str) -> tuple[Word, ...]:
    """Cut a sentence into words and marks, with clitics apart."""
    return tuple(
        Word(found.start(), found.end(), found.group(), found.group().lower())
        for found in _WORD.finditer(text)
    )


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of."""
    forms = [word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
        elif word.endswith("es"):
            forms.append(word[:-2])
    return tuple(forms)
