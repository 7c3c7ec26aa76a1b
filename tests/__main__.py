"""``python -m tests``: format, lint, types and tests; the same list that the gate runs."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    # A file's tests share what it cost to set up, so a file stays with one process.
    ("tests", ["pytest", "-n", "auto", "--dist", "loadfile", *sys.argv[1:]]),
)


def main() -> int:
    """Run every step, also after one that failed, and say at the end which failed."""
    failed = []
    for name, command in STEPS:
        print(f"── {name}: {' '.join(command)}", flush=True)
        begun = time.monotonic()
        done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False)
        print(
            f"── {name}: {'failed' if done.returncode else 'ok'} in {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
