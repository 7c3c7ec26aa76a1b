"""What a run costs: seconds a stage, articles a second, and the share that is Prefect's.

    python tests/bench/bench_run.py [--repeat 3] [--sample]

The input is the newsroom beside the corpora (DAYBOOK_CORPORA/newsroom/serve.py) or, with --sample or without the
corpora, the bundled sample. Every measure is of a fresh home, in a process of its own, start-up included; the same
run is made without Prefect and as a flow against a server that is already up. Compare ratios, not seconds.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows import server  # noqa: E402  (the path above makes it importable from anywhere)
from flows.settings import load_settings  # noqa: E402

CORPORA = Path(os.environ.get("DAYBOOK_CORPORA", "corpora that are not there"))


@dataclass(frozen=True)
class Measure:
    wall: float
    cpu: float
    outcome: dict[str, Any]


@contextmanager
def newsroom(folder: Path) -> Iterator[list[str]]:
    """The arguments for a run over the newsroom."""
    command = [sys.executable, str(CORPORA / "newsroom" / "serve.py"), "--port", "0", "--latency", "0.02"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = process.stdout.readline().split()[1]
        with urllib.request.urlopen(f"{base}/feeds.txt") as reply:
            urls = reply.read().decode().split()
        feeds = folder / "feeds.toml"
        blocks = [f'[[feed]]\nurl = "{url}"\noutlet = "{url.split("/")[3]}"\n' for url in urls]
        feeds.write_text('[fetch]\nallow_private_hosts = ["127.0.0.1"]\n\n' + "\n".join(blocks))
        yield ["--feeds", str(feeds), "run"]
        process.terminate()


def measure(arguments: list[str], api_url: str | None) -> Measure:
    """One run in a process of its own, on a fresh home."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DAYBOOK_HOME": home, "PYTHONPATH": str(ROOT)}
        environment.pop("PREFECT_API_URL", None)
        if api_url:
            environment["PREFECT_API_URL"] = api_url
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "flows", *arguments, "--json"]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measure(wall, cpu, json.loads(done.stdout))


def middle(measures: list[Measure]) -> Measure:
    """The measure of median wall time."""
    return sorted(measures, key=lambda one: one.wall)[len(measures) // 2]


def report(plain: Measure, flow: Measure) -> None:
    run = plain.outcome["run"]
    articles = run["articles_new"]
    stages = dict(run["stage_seconds"])
    total = sum(stages.values())
    print(
        "{feeds_polled} feeds, {entries_seen} entries, {articles_new} articles, {mentions} mentions".format(
            **run
        )
    )
    print(f"{'stage':<18} {'seconds':>8} {'share':>6}")
    for stage, seconds in stages.items():
        print(f"{stage:<18} {seconds:8.2f} {seconds / total:6.0%}")
    print(f"{'all stages':<18} {total:8.2f}   {articles / total:.0f} articles/s")
    print(f"{'':<18} {'wall':>8} {'CPU':>8}")
    print(f"{'without Prefect':<18} {plain.wall:8.2f} {plain.cpu:8.2f}")
    print(f"{'as a flow':<18} {flow.wall:8.2f} {flow.cpu:8.2f}   (the server's own CPU not counted)")
    print(f"Prefect's share of the flow's wall time: {max(0.0, 1 - plain.wall / flow.wall):.0%}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--repeat", type=int, default=3)
    ask.add_argument("--sample", action="store_true")
    args = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(Path(folder) / "prefect")
        if args.sample or not (CORPORA / "newsroom").exists():
            print("on the bundled sample")
            compare(["run", "--sample"], settings, args.repeat)
        else:
            with newsroom(Path(folder)) as arguments:
                compare(arguments, settings, args.repeat)


def compare(arguments: list[str], settings: Any, repeat: int) -> None:
    plain = [measure(arguments, None) for _ in range(repeat)]
    with server.serving(settings, server.free_port(4200)) as started:
        flow = [measure(arguments, started.api_url) for _ in range(repeat)]
    report(middle(plain), middle(flow))
    spread = statistics.pstdev(one.wall for one in plain) / statistics.fmean(one.wall for one in plain)
    print(f"spread of the runs without Prefect: {spread:.0%}")


if __name__ == "__main__":
    main()
