"""The last line that a person sees of a run that failed."""

import pytest

from flows.__main__ import _complain
from tasks.errors import IngestError


def test_what_went_wrong_on_the_way_down_is_told_in_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    error = IngestError("loaded, but not published: the disk is full")
    error.add_note("and that could not be noted: busy")
    assert _complain(error, 1) == 1
    said = "daybook: loaded, but not published: the disk is full; and that could not be noted: busy\n"
    assert capsys.readouterr().err == said
