"""What people type into a search: words, "phrases", -not, OR, (groups), word*, outlet:name; read into a tree.

Words that stand side by side must all be there; OR binds tighter than that, as in web searches:
``a b OR c`` is a, and b or c.
"""

import re
from dataclasses import dataclass

from tasks.errors import ConfigError

FIELDS = ("title", "text", "outlet", "country", "language")
DEEPEST = 20  # groups within groups; more is nobody's question
TOKEN = re.compile(
    rf"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<minus>-(?=[^\s)])|NOT(?=\s))
      | (?P<or>(?:OR|\|\|?)(?=[\s(]|$)) | (?P<and>(?:AND|&&|\+)(?=[\s("]|$))
      | (?P<field>{"|".join(FIELDS)}):(?=(?P<empty>\s|\)|$)?)
      | ["\u201c\u201d\u201e](?P<phrase>[^"\u201c\u201d\u201e]*)(?P<end>["\u201c\u201d\u201e])?
      | \+?(?P<word>[^\s()"\u201c\u201d\u201e]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
OPERATORS = {"OR", "||", "|", "AND", "&&", "+", "NOT", "-"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found beside each other, in one field or in title and text; the last may be a beginning only."""

    text: str
    field: str | None = None
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several must be there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of ``wanted`` must be there, and none of ``unwanted``."""

    wanted: tuple["Node", ...]
    unwanted: tuple["Node", ...] = ()


Node = Words | Either | Every


def parse_query(typed: str) -> Every:
    """Read a search as typed; raises ``ConfigError`` that says what is wrong with it and where."""
    reader = _Reader(typed)
    found = reader.group(0)
    if reader.kind == "close":
        raise _wrong(typed, reader.at, "this parenthesis closes nothing")
    if not found.wanted and not found.unwanted:
        raise ConfigError('say what to look for, such as: daybook search "border talks"')
    return found


def _wrong(typed: str, at: int, problem: str) -> ConfigError:
    return ConfigError(f"search: {problem}: {typed[at : at + 30]!r} (character {at + 1})")


class _Reader:
    """Walks over the tokens; ``kind`` and ``value`` are those of the one at hand."""

    def __init__(self, typed: str) -> None:
        self.typed = typed.rstrip()
        self.next_at = 0
        self.step()

    def step(self) -> None:
        """Go to the next token; its kind is "" at the end."""
        self.kind, self.value, self.at = "", "", len(self.typed)
        match = TOKEN.match(self.typed, self.next_at) if self.next_at < len(self.typed) else None
        if match is None:
            return
        self.at = match.start() + len(match[0]) - len(match[0].lstrip())
        self.next_at = match.end()
        for kind in ("open", "close", "minus", "or", "and", "field", "phrase", "word"):
            if match[kind] is not None:
                self.kind, self.value = kind, match[kind]
                break
        if self.kind in ("or", "and", "minus") and self.value.upper() != self.value:
            self.kind = "word"  # "or" in small letters is a word like any other
        if self.kind == "phrase" and match["end"] is None:
            raise _wrong(self.typed, self.at, "this quotation mark is not closed")
        if self.kind == "field" and match["empty"] is not None:
            raise _wrong(self.typed, self.at, "there must be a value right after the colon")

    def group(self, depth: int) -> Every:
        """Everything up to the closing parenthesis or the end."""
        wanted: list[Node] = []
        unwanted: list[Node] = []
        while self.kind not in ("", "close"):
            if self.kind == "and":
                self.step()
            elif self.kind == "minus":
                self.step()
                unwanted.append(self.one(depth))
            else:
                wanted.append(self.alternatives(depth))
        return Every(tuple(wanted), tuple(unwanted))

    def alternatives(self, depth: int) -> Node:
        """One thing, or several with OR between them."""
        parts = [self.one(depth)]
        while self.kind == "or":
            at = self.at
            self.step()
            if self.kind in ("", "close", "or", "and", "minus"):
                raise _wrong(self.typed, at, "OR needs something on both sides")
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def one(self, depth: int) -> Node:
        """A word, a phrase, either in a field, or a group."""
        kind, value, at = self.kind, self.value, self.at
        self.step()
        if kind == "open":
            if depth == DEEPEST:
                raise _wrong(self.typed, at, "groups are nested too deeply")
            group = self.group(depth + 1)
            if self.kind != "close":
                raise _wrong(self.typed, at, "this parenthesis is not closed")
            self.step()
            if not group.wanted and not group.unwanted:
                raise _wrong(self.typed, at, "there is nothing in these parentheses")
            return group
        if kind == "field":
            named = self.value
            if self.kind not in ("word", "phrase"):
                raise _wrong(self.typed, at, "after the colon there must be a word or a phrase")
            is_phrase = self.kind == "phrase"
            self.step()
            return _words(named, value.lower(), is_phrase)
        if kind in ("word", "phrase"):
            return _words(value, None, kind == "phrase")
        raise _wrong(
            self.typed,
            at,
            f"{value} needs something after it" if kind == "minus" else "OR needs something on both sides",
        )


def _words(text: str, field: str | None, is_phrase: bool) -> Words:
    is_prefix = not is_phrase and text.endswith("*") and text.rstrip("*") != ""
    return Words(text.rstrip("*") if is_prefix else text, field, is_prefix)
