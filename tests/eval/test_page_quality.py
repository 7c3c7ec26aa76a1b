"""Pages of real outlets against texts and facts made by hand: floors that only rise.

Read from ``corpora/`` in the folder that DAYBOOK_CORPORA names; skipped where it is not set or they are not there.
"""

import pytest

from tests.eval.pages import CORPORA, PAGES, means, score_pages

FLOORS = {
    "text": 0.97,
    "day": 0.99,
    "instant": 0.955,
    "authors": 0.89,
    "title": 0.855,
    "language": 0.98,
    "language_lead": 0.99,
}


@pytest.mark.skipif(not CORPORA, reason="DAYBOOK_CORPORA, which says where the corpora are, is not set")
@pytest.mark.skipif(bool(CORPORA) and not PAGES.exists(), reason=f"no pages at {PAGES}")
def test_pages_of_real_outlets_are_read_as_well_as_pinned() -> None:
    scored = score_pages()
    reached = means(scored)
    assert len(scored) > 120
    assert {kind: reached[kind] for kind in FLOORS if reached[kind] < FLOORS[kind]} == {}, reached
