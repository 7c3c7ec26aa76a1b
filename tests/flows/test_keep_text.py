"""The setting that lets texts go reaches the load, before anything is published."""

from pathlib import Path

import pytest

from flows.settings import load_settings
from flows.stages import load, publish_copy
from tests.warehouse.conftest import Make
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published


@pytest.mark.parametrize(("said", "is_gone"), [("none", True), ("90 days", False), ("", False)])
def test_what_is_published_has_the_texts_that_are_kept(tmp_path: Path, said: str, is_gone: bool) -> None:
    settings = load_settings(tmp_path, environ={"DAYBOOK_KEEP_TEXT": said})
    with connect(settings.warehouse_path) as con:
        migrate(con)
    load(settings, Make().full_batch())
    publish_copy(settings)
    with open_published(settings.published_path) as con:
        assert con.execute("SELECT text = '', text_removed_at IS NOT NULL FROM articles").fetchall() == [
            (is_gone, is_gone)
        ]
        assert con.execute("SELECT count(*) FROM evidence").fetchall() > [(0,)]
