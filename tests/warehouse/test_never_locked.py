"""Some seconds of what ``tests/bench/show_never_locked.py`` shows for five minutes."""

from pathlib import Path

import pytest

from tests.bench.show_never_locked import show


@pytest.mark.slow
def test_readers_of_every_kind_and_a_writer_do_not_keep_one_another_out(tmp_path: Path) -> None:
    seen = {one.who: one for one in show(tmp_path, rounds=3)}
    assert seen["loads and publishes"].publications == 3
    assert all(one.answers for one in seen.values())
    assert seen["keeps one connection open"].publications == 1
