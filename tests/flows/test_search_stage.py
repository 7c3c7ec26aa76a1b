"""What a run does for the search: its articles are found once they are published, and never the other way round."""

from pathlib import Path

import pytest

from flows.settings import load_settings
from flows.stages import publish_copy
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published
from warehouse.search import SearchRequest, ready_index, search


def test_what_is_published_can_be_searched_also_where_the_index_could_not_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = load_settings(tmp_path, environ={})
    with connect(settings.warehouse_path) as connection:
        migrate(connection)
    settings.search_path.touch()  # a file where the index's folder must be
    publish_copy(settings)
    assert "does not find the newest articles yet" in caplog.text
    settings.search_path.unlink()
    publish_copy(settings)
    with open_published(settings.published_path) as connection:
        index = ready_index(settings.search_path, connection, pytest.fail)
        assert search(index, connection, SearchRequest("anything")).searched == 0
