"""Speed of the URL key. Run it: python tests/bench/bench_urls.py"""

import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tasks.urls import canonical_url  # noqa: E402 - the script is run without an install

FEED_LIKE = [
    "https://www.example.org/world/africa/storm-hits-coast-10000001?at_medium=RSS&at_campaign=rss",
    "https://news.example.com/2024/05/02/markets-fall.html?utm_source=rss&utm_medium=feed&utm_campaign=world",
    "https://example.net/en/asia/20240502-troops-cross-river-as-talks-stall",
    "https://www.example.org/story.php?id=123456&cid=12",
    "https://example.org/ar/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%B9%D8%A7%D9%84%D9%85",
]
PASSES = 5


def rate(urls: list[str]) -> float:
    """Keys a second of one core's own time, the best of some passes over the addresses."""
    best = 0.0
    for _ in range(PASSES):
        started = time.process_time()
        for url in urls:
            canonical_url(url)
        best = max(best, len(urls) / (time.process_time() - started))
    return best


def main() -> None:
    """Print the rates; 30,000 a second is what is asked."""
    fresh = tomllib.loads((ROOT / "tests/tasks/url_pairs_fresh.toml").read_text(encoding="utf-8"))
    pairs = tomllib.loads((ROOT / "tests/tasks/url_pairs.toml").read_text(encoding="utf-8"))
    hard = [url for pair in pairs["merge"] + pairs["apart"] for url in pair]
    fresh_urls = [pair[side] for pair in fresh["merge"] + fresh["apart"] for side in "ab"]
    canonical_url(hard[0])
    print(f"canonical_url  addresses as in feeds  {rate(FEED_LIKE * 2000):10,.0f} /s   (asked: 30,000)")
    print(f"canonical_url  addresses of the tests {rate((hard + fresh_urls) * 10):10,.0f} /s")


if __name__ == "__main__":
    main()
