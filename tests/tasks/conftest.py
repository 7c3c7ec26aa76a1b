"""Fixtures of the stages' tests."""

import gc
import threading
from collections.abc import Iterator

import pytest

from tests.tasks.badserver import Server, serving
from tests.tasks.news_pages import Pages, Serve, Site


@pytest.fixture
def quiet_collector() -> Iterator[None]:
    """Run without what hypothesis hangs on the garbage collector: an exception raised in there is lost."""
    kept = list(gc.callbacks)
    gc.callbacks.clear()
    yield
    gc.callbacks.extend(kept)


@pytest.fixture
def badserver() -> Iterator[Server]:
    """Serve the paths of ``badserver`` on 127.0.0.1 for one test."""
    with serving() as started:
        yield started


@pytest.fixture
def site() -> Iterator[Serve]:
    """Start sites of given pages on 127.0.0.1 for one test."""
    sites: list[Site] = []

    def serve(pages: Pages) -> Site:
        started = Site(pages)
        sites.append(started)
        threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return started

    yield serve
    for started in sites:
        started.shutdown()
        started.server_close()
