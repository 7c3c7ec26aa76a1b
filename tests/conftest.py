"""What holds for every test."""

import atexit
import os
import sys


def pytest_configure() -> None:
    # DuckDB's binding lists its own types as leaks when the interpreter ends; nothing else is said that late.
    atexit.register(_hush)


def _hush() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
