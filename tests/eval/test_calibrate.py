"""A coding's confidence is the share of such codings that are right."""

import pytest

from tasks.extract.confidence import load_weights
from tests.eval.calibrate import (
    PROMISED,
    SURE,
    Trial,
    chance_of,
    fit,
    held_back,
    judged,
    own_trials,
    passage_trials,
    plover_trials,
)
from tests.eval.corpora import corpora_folder


def _by(sign: str, right: int, wrong: int) -> list[Trial]:
    return [Trial(frozenset({sign}), number < right, 1.0, "own") for number in range(right + wrong)]


def test_weights_tell_good_signs_from_bad_ones() -> None:
    weights = fit([*_by("readings_agree", 90, 10), *_by("readings_differ", 40, 60)])
    assert weights["readings_agree"] > 0.5 > -0.2 > weights["readings_differ"]
    assert weights["long_sentence"] == pytest.approx(0.0)


def test_doubt_is_added_until_the_promise_holds() -> None:
    right = [(0.95, trial) for trial in _by("pair", 95, 5)]
    wrong = [(0.82, trial) for trial in _by("pair", 5, 45)]
    assert held_back(right) == 0.0
    step = held_back([*right, *wrong])
    assert 0 < step < 1


@pytest.mark.slow
def test_nine_in_ten_of_the_sure_codings_are_right() -> None:
    """On our own gold always, on others' where they lie; as shipped, not as fitted anew."""
    weights = dict(load_weights())
    folder = corpora_folder()
    trials = [*own_trials(), *plover_trials(folder), *passage_trials(folder)]
    sure = [trial.right for trial in trials if chance_of(weights, trial) >= SURE]
    assert len(sure) >= len(trials) / 6
    assert sum(sure) / len(sure) >= PROMISED
    doubtful = [trial.right for trial in trials if chance_of(weights, trial) < 0.6]
    assert sum(doubtful) / len(doubtful) < sum(sure) / len(sure) - 0.1
    assert len(judged(trials[:50])) == 50
