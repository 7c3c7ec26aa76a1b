"""The same rules as ``fuzz_parse``, with inputs led by what code they reach; needs atheris, which is not locked.

Run it: python tests/bench/fuzz_parse_atheris.py [-max_total_time=600] [CORPUS_FOLDER]
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["tasks", "feedparser"]):
    from fuzz_parse import broken_rule


class BrokenRuleError(Exception):
    """What libFuzzer takes for a crash, and writes to a file."""


def test_one_input(data: bytes) -> None:
    """Check one document."""
    rule = broken_rule(data, None)
    if rule is not None:
        raise BrokenRuleError(rule)


def main() -> None:
    """Fuzz until libFuzzer's own arguments say stop."""
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
