"""A local site whose pages a test changes between two runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.tasks.news_pages import Pages, Site


@contextmanager
def served(pages: Pages) -> Iterator[Site]:
    """Serve pages on 127.0.0.1 within the block."""
    site = Site(pages)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
