"""Bodies come back byte for byte, once each, for as long as they are to be kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import WarehouseError
from tasks.records import FetchResult
from warehouse.bodies import forget_bodies, is_kept, keep_bodies, read_body

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def exchange(body: bytes | None, number: int = 0, **changes: object) -> FetchResult:
    url = f"https://f{number}.example/rss"
    plain = FetchResult(f"e{number}", "feed", f"f{number}", url, url, NOW, 200, "ok", len(body or b""), 5)
    digest = None if body is None else sha256(body).hexdigest()
    return replace(plain, body=body, body_hash=digest, content_type="text/xml", **changes)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("??/*"))


def test_a_body_is_stored_once_and_comes_back(tmp_path: Path) -> None:
    body = "Überschrift ".encode() * 1000
    assert keep_bodies(tmp_path, [exchange(body), exchange(body, 1), exchange(None, 2)]) == 1
    assert keep_bodies(tmp_path, [exchange(body)]) == 0
    digest = sha256(body).hexdigest()
    assert files(tmp_path) == [f"{digest}.zst"]
    assert read_body(tmp_path, digest) == body
    assert (tmp_path / digest[:2] / f"{digest}.zst").stat().st_size < len(body) / 20
    assert read_body(tmp_path, "00" * 32) is None
    assert (is_kept(tmp_path, digest), is_kept(tmp_path, "00" * 32)) == (True, False)


@given(st.binary(max_size=200) | st.binary(min_size=1, max_size=20).map(lambda part: part * 5000))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("bodies")
    keep_bodies(folder, [exchange(body)])
    assert read_body(folder, sha256(body).hexdigest()) == body


def test_a_damaged_body_is_told_by_its_file(tmp_path: Path) -> None:
    keep_bodies(tmp_path, [exchange(b"one"), exchange(b"two")])
    digests = [sha256(body).hexdigest() for body in (b"one", b"two")]
    one, two = (tmp_path / digest[:2] / f"{digest}.zst" for digest in digests)
    one.write_bytes(two.read_bytes())
    with pytest.raises(WarehouseError, match=f"{one}: is damaged"):
        read_body(tmp_path, digests[0])
    one.write_bytes(b"no zstd at all")
    with pytest.raises(WarehouseError, match="cannot be read"):
        read_body(tmp_path, digests[0])


def test_a_disk_that_takes_nothing_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WarehouseError, match="DAYBOOK_KEEP_BODIES=none"):
        keep_bodies(tmp_path / "file", [exchange(b"x")])


def test_what_is_old_goes_and_what_came_again_stays(tmp_path: Path) -> None:
    keep_bodies(
        tmp_path, [exchange(b"old"), exchange(b"again"), exchange(b"young", fetched_at=NOW + 2 * DAY)]
    )
    keep_bodies(tmp_path, [exchange(b"again", fetched_at=NOW + 3 * DAY)])
    unfinished = tmp_path / "ab" / "abc.part"
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.touch()
    assert forget_bodies(tmp_path, NOW + 3 * DAY, days=2) == 1
    assert files(tmp_path) == sorted(f"{sha256(body).hexdigest()}.zst" for body in (b"again", b"young"))


def test_the_sweep_is_once_a_day(tmp_path: Path) -> None:
    assert forget_bodies(tmp_path / "none yet", NOW, days=1) == 0
    keep_bodies(tmp_path, [exchange(b"old")])
    assert forget_bodies(tmp_path, NOW, days=1) == 0
    assert forget_bodies(tmp_path, NOW + DAY - timedelta(hours=1), days=0) == 0
    assert forget_bodies(tmp_path, NOW + DAY, days=0) == 1
