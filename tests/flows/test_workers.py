"""CPU work in processes: order, and what happens when a process dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from flows.workers import chunked, chunked_by_weight, map_chunks


def double(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def double_or_die(numbers: Sequence[int]) -> list[int]:
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(numbers)


def double_or_hang(numbers: Sequence[int]) -> list[int]:
    while 7 in numbers:
        pass
    return double(numbers)


def lost_for_time(number: int, why: str) -> int:
    assert why == "it took more than 0.5 seconds of processor time"
    return -number


def lost(number: int, why: str) -> int:
    assert why
    return -number


@pytest.mark.parametrize(
    ("count", "size", "expected"), [(0, 3, []), (3, 3, [[0, 1, 2]]), (4, 3, [[0, 1, 2], [3]])]
)
def test_chunks_hold_everything_in_order(count: int, size: int, expected: list[list[int]]) -> None:
    assert list(chunked(range(count), size)) == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    chunks = map_chunks(double, chunked(range(50), 3), workers, lost)
    assert [number for chunk in chunks for number in chunk] == [2 * number for number in range(50)]


def test_an_item_that_ends_its_process_loses_only_itself() -> None:
    chunks = map_chunks(double_or_die, chunked(range(20), 3), 2, lost)
    expected = [-7 if number == 7 else 2 * number for number in range(20)]
    assert [number for chunk in chunks for number in chunk] == expected


def test_a_process_that_dies_while_nobody_looks_loses_only_its_item() -> None:
    chunks = map_chunks(double_or_die, chunked(range(40), 3), 2, lost)
    seen = next(chunks)
    # The consumer is busy with the first chunk while the culprit, two chunks on, ends its process.
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1.5)"]) as busy:
        busy.wait()
    seen += [number for chunk in chunks for number in chunk]
    assert seen == [-7 if number == 7 else 2 * number for number in range(40)]


def test_an_endless_source_is_read_only_a_little_ahead() -> None:
    drawn: list[int] = []

    def source() -> Iterator[list[int]]:
        number = 0
        while True:
            drawn.append(number)
            yield [number]
            number += 1

    results = map_chunks(double, source(), 2, lost)
    assert [next(results) for _ in range(3)] == [[0], [2], [4]]
    results.close()  # type: ignore[attr-defined]
    assert len(drawn) <= 3 + 2 * 2


@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_that_never_ends_loses_only_itself(workers: int) -> None:
    chunks = map_chunks(double_or_hang, chunked(range(12), 3), workers, lost_for_time, 0.5)
    expected = [-7 if number == 7 else 2 * number for number in range(12)]
    assert [number for chunk in chunks for number in chunk] == expected


def test_two_culprits_in_one_chunk_lose_only_themselves() -> None:
    chunks = map_chunks(double_or_die, [[7, 1, 7, 2]], 2, lost, 5.0)
    assert list(chunks) == [[-7, 2, -7, 4]]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], []),
        ([1, 1, 1, 1], [[1, 1, 1], [1]]),
        ([4, 5, 1, 2], [[4, 5, 1], [2]]),
        ([50, 1, 50], [[50], [1], [50]]),
        ([6, 6, 6], [[6], [6], [6]]),
    ],
)
def test_chunks_by_weight(weights: list[int], expected: list[list[int]]) -> None:
    assert list(chunked_by_weight(weights, 3, 10, lambda weight: weight)) == expected
