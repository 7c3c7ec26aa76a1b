"""Reads how many a sentence says were killed and injured."""

import re
from dataclasses import dataclass
from functools import cache

_UNITS = [
    *[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORD = "|".join(
    sorted([*_UNITS[1:], *_TENS, "hundred", "thousand", "a hundred", "a thousand"], key=len, reverse=True)
)
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*)\b)"
_HEDGE = (
    r"(?:(?:at least|more than|over|nearly|almost|about|around|some|up to|as many as|an estimated|roughly|another|"
    r"only|just|all) )*"
)
# Who the number counts: a few words, never across a stop, but across one inserted phrase ("twelve men, among
# them a boy, died").
_WHO = (
    r"(?:(?:other |more |additional )?[^\W\d_][\w'’-]*"
    r"(?: (?!and |were |was |have |has |had |are |is )[\w'’-]+){0,4}(?:, (?:including|among them) [^,.;]{1,40},)?)"
)
_PART = rf"of (?:the|them|its|his|our|their)\b(?: {_NUMBER})?(?: [\w'’-]+){{0,3}}?"
_PASSIVE = (
    r"(?:(?:have|has|had) (?:also )?been|(?:was|were|are|is)(?: also| reportedly| confirmed| reported| feared)?"
    r"(?: being)?|being|got)"
)
_KILLED = (
    r"(?:killed|dead|slain|murdered|shot dead|massacred|beheaded|executed|burned to death|gunned down|"
    r"stabbed to death|beaten to death)"
)
_KILLS = (
    r"(?:kill(?:ed|s|ing)?|slay(?:ing)?|slew|claim(?:ed|s|ing)? the lives of|massacr(?:ed|es|ing)|execut(?:ed|es|ing)|"
    r"murder(?:ed|s|ing)|gun(?:ned|s|ning) down|sho(?:t|ots?|oting) dead|behead(?:ed|s|ing))"
)
_HURT = r"(?:injured|wounded|hurt|maimed)"
_HURTS = r"(?:injur(?:ed|es|ing|e)|wound(?:ed|s|ing)?|hurt(?:ing|s)?|maim(?:ed|s|ing))"
_ONE = (
    r"(?P<n>an?) (?P<who>(?:[a-z-]+ )??(?:soldier|policeman|policewoman|officer|civilian|man|woman|child|boy|girl|"
    r"teenager|journalist|reporter|protester|demonstrator|student|farmer|worker|guard|commander|official|militant|"
    r"villager|resident|bystander|peacekeeper|doctor|nurse|priest|passer-by|person))\b"
)
_NOT_PEOPLE = re.compile(
    r"(?:percent|per cent|%|days?|years?|months?|weeks?|hours?|minutes?|miles?|kilomet\w+|km|million|billion|"
    r"dollars?|times|animals?|cattle|cows?|sheep|goats?|birds?|camels?|jobs?|January|February|March|April|May|June|"
    r"July|August|September|October|November|December)\b"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """People killed and injured as a sentence gives them; None where it gives no number."""

    killed: int | None
    injured: int | None


def find_counts(sentence: str) -> Counts:
    """The numbers of killed and injured that a sentence states; "dozens" is no number."""
    killed = _first(sentence, _patterns(_KILLED, _KILLS, dead=True))
    return Counts(killed, _first(sentence, _patterns(_HURT, _HURTS, dead=False)))


def read_number(text: str) -> int | None:
    """The value of a number in digits ("1,200") or words up to the thousands ("two hundred and six")."""
    plain = text.strip().lower().replace(",", "")
    if plain.isdecimal():
        return int(plain)
    total = current = 0
    for word in re.split(r"[ -]+", plain):
        value = _word_value(word)
        if value is None:
            return None
        if value in (100, 1000):
            current = max(current, 1) * value
            total, current = (total + current, 0) if value == 1000 else (total, current)
        else:
            current += value
    return total + current


def _word_value(word: str) -> int | None:
    if word in ("and", "a"):
        return 0
    if word in _UNITS:
        return _UNITS.index(word)
    if word in _TENS:
        return 20 + 10 * _TENS.index(word)
    return {"hundred": 100, "thousand": 1000}.get(word)


@cache
def _patterns(participle: str, verb: str, *, dead: bool) -> tuple[re.Pattern[str], ...]:
    """In order of how plainly they say it; ``n`` is the number in each."""
    number = rf"\b(?P<n>{_NUMBER})"
    people = r"people|others?|civilians|soldiers|policemen|children|protesters|more|persons"
    forms = [
        rf"{number} {_PART} {_PASSIVE} {participle}\b",  # three of the twelve were killed
        rf"\b{verb} {_HEDGE}{number}(?![-/:.]\d)(?P<who>[^.;]{{0,25}})",  # killed at least 12
        rf"{number} (?P<who>{_WHO}) {_PASSIVE} {participle}\b",  # twelve people were killed
        rf"{number} {_PASSIVE} {participle}\b",  # twelve were killed
        rf"{number}(?: (?P<who>{people}))? {participle}\b",  # five dead
        rf"\b(?:leav(?:e|es|ing)|left) {_HEDGE}{number} (?P<who>{_WHO} )?{participle}\b",
        rf"\b{verb} {_ONE}",  # killed a soldier
    ]
    if dead:
        forms += [
            rf"{number} (?P<who>{_WHO}) (?:have |has |had )?died\b",
            rf"\btoll\b[^.;]{{0,40}}?\b(?:to|at|of|is|reached|passed) {_HEDGE}{number}",
            rf"\b(?:deaths?|killings?) of {_HEDGE}{number} (?P<who>{_WHO})",
            rf"{number} (?P<who>deaths|fatalities|dead bodies)\b",
        ]
    else:
        forms.append(rf"{number} (?P<who>injuries)\b")
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _first(sentence: str, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            who = (match.groupdict().get("who") or "").strip()
            if _NOT_PEOPLE.match(who) or sentence[match.end("n") :].lstrip().startswith("%"):
                continue
            return 1 if match["n"].lower() in ("a", "an") else read_number(match["n"])
    return None
