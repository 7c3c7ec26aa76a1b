"""The figures on the corpora, held to their floors; and that the floors hold what they should."""

from pathlib import Path

import pytest

from tests.eval.corpora import (
    Measure,
    behind,
    corpora_folder,
    main,
    raised,
    read_floors,
    read_measures,
    run,
)

F1 = Measure("f1", "an F1", must=0.5, aim=0.7)
FALSE = Measure("false", "false alarms", must=3, aim=0, lower=True)


def test_no_figure_falls_behind_its_floor() -> None:
    folder = corpora_folder()
    if not (folder / "eval" / "plover_eval.py").is_file():
        pytest.skip(f"no corpora with scorers in {folder} (set DAYBOOK_CORPORA)")
    measures, floors, scores = read_measures(), read_floors(), run(folder)
    assert floors.keys() >= scores.keys()
    assert behind(measures, scores, floors) == (), scores


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"f1": 0.61, "false": 2.0}, ()),
        ({"f1": 0.6, "false": 1.0}, ()),
        ({"f1": 0.599, "false": 2.0}, ("f1",)),
        ({"f1": 0.7, "false": 2.5}, ("false",)),
        ({"false": 9.0}, ("false",)),
    ],
)
def test_behind(scores: dict[str, float], expected: tuple[str, ...]) -> None:
    assert behind((F1, FALSE), scores, {"f1": 0.6, "false": 2.0}) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"f1": 0.6789, "false": 1.0}, {"f1": 0.678, "false": 1.0, "old": 0.3}),
        ({"f1": 0.5, "false": 3.0}, {"f1": 0.6, "false": 2.0, "old": 0.3}),
        ({"false": 1.0001}, {"f1": 0.6, "false": 1.001, "old": 0.3}),
    ],
)
def test_floors_only_get_stricter(scores: dict[str, float], expected: dict[str, float]) -> None:
    floors = {"f1": 0.6, "false": 2.0, "old": 0.3}
    assert raised((F1, FALSE), scores, floors) == expected


def test_every_floor_is_of_a_measure() -> None:
    assert set(read_floors()) <= {measure.name for measure in read_measures()}


def test_without_corpora_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpora", str(tmp_path)]) == 2
    assert "--corpora" in capsys.readouterr().err
