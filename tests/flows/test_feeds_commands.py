"""``daybook feeds`` as a person types it, against a real local site: what it prints, and its exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.site import served
from tests.flows.test_cli import daybook
from tests.tasks.news_pages import Pages, Site

LOCAL = {"DAYBOOK_ALLOW_PRIVATE_HOSTS": "127.0.0.1", "DAYBOOK_WORKERS": "1"}
ITEM = (
    "<item><title>{0}</title><guid>{0}</guid><link>https://a.example/{0}</link>"
    "<pubDate>Mon, 16 Nov 2026 05:00:00 GMT</pubDate><description>The ferry sank on Monday.</description></item>"
)


def rss(*titles: str, name: str = "Wire") -> tuple[int, str]:
    items = "".join(ITEM.format(title) for title in titles)
    return 200, f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/x</loc><n:news>'
    "<n:publication><n:name>Sitemap</n:name></n:publication><n:title>X</n:title></n:news></url></urlset>"
)
PAGES: Pages = {
    "/": (
        200,
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><a href="/rss/dead">RSS</a>',
    ),
    "/rss.xml": rss("one", "two"),
    "/copy.rss": rss("one", "two"),
    "/news-map.xml": (200, SITEMAP),
    "/silent/": (200, "<p>No feed is announced here.</p>"),
    "/silent/feed": rss("three", name="Unannounced"),
    "/moved": (301, "/rss.xml"),
    "/page": (200, "<html><body>Please enable JavaScript</body></html>"),
    "/feed.json": (
        200,
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": 1, "title": "A"}]}',
    ),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served(dict(PAGES)) as started:
        started.pages["/robots.txt"] = (200, f"Sitemap: {started.url('/news-map.xml')}\n")
        yield started


def listed(site: Site, folder: Path, *paths: str) -> dict[str, str]:
    blocks = (f'[[feed]]\nid = "{path.strip("/.")}"\nurl = "{site.url(path)}"\n' for path in paths)
    (folder / "feeds.toml").write_text("\n".join(blocks))
    return {**LOCAL, "DAYBOOK_FEEDS": str(folder / "feeds.toml")}


def said(output: str) -> list[dict[str, Any]]:
    return list(json.loads(output))


def test_check_says_what_is_wrong_with_each_and_what_to_do(tmp_path: Path, site: Site) -> None:
    given = listed(site, tmp_path, "/rss.xml", "/page", "/nowhere", "/moved", "/news-map.xml")
    done = daybook(tmp_path, "feeds", "check", "--json", **given)
    assert done.returncode == 1, done.stderr
    rows = {
        row["feed"]: (row["state"], row["what was found"], row["what to do"]) for row in said(done.stdout)
    }
    assert rows["rss.xml"] == ("ok", "2 entries, the newest of 2026-11-16 05:00 UTC, 0 with full content", "")
    assert rows["page"][:2] == ("failed", f"not_a_feed: {rows['page'][1].removeprefix('not_a_feed: ')}")
    assert "web page" in rows["page"][1]
    assert "discover" in rows["page"][2]
    assert rows["nowhere"][1] == "http_error: the server answered 404 Not Found"
    assert rows["moved"][0] == "poor"
    assert f"moved for good to {site.url('/rss.xml')}" in rows["moved"][1]
    assert rows["news-map.xml"][1].startswith("1 entry")
    assert not (tmp_path / "daybook.duckdb").exists()


@pytest.mark.parametrize(
    ("names", "code"), [(["rss.xml"], 0), (["@/feed.json"], 0), (["rss.xml", "@/page"], 1), (["nobody"], 2)]
)
def test_check_tries_what_is_named_and_ends_with_its_code(
    tmp_path: Path, site: Site, names: list[str], code: int
) -> None:
    given = listed(site, tmp_path, "/rss.xml", "/page")
    urls = [site.url(name[1:]) if name.startswith("@") else name for name in names]
    done = daybook(tmp_path, "feeds", "check", *urls, **given)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if code < 2:
        assert all(name.strip("@/") in done.stdout for name in names)


def test_discover_finds_what_is_announced_linked_and_named(tmp_path: Path, site: Site) -> None:
    done = daybook(tmp_path, "feeds", "discover", site.url("/"), "--json", **LOCAL)
    assert done.returncode == 0, done.stderr
    found = {row["url"].removeprefix(site.url("")): row for row in said(done.stdout)}
    assert {url: row["found by"] for url, row in found.items()} == {
        "/rss.xml": "announced",
        "/news-map.xml": "robots.txt",
    }
    assert (found["/rss.xml"]["title"], found["/rss.xml"]["entries"]) == ("Wire", 2)
    assert found["/rss.xml"]["newest"].startswith("2026-11-16T05:00:00")


def test_discover_knows_a_feed_when_it_is_given_one(tmp_path: Path, site: Site) -> None:
    done = daybook(tmp_path, "feeds", "discover", site.url("/feed.json"), **LOCAL)
    assert done.returncode == 0, done.stderr
    assert "given" in done.stdout


def test_discover_looks_where_feeds_usually_are(tmp_path: Path) -> None:
    with served({path: PAGES[path] for path in ("/silent/", "/silent/feed")}) as quiet:
        done = daybook(tmp_path, "feeds", "discover", quiet.url("/silent/"), "--json", **LOCAL)
    assert done.returncode == 0, done.stderr
    assert [(row["title"], row["found by"]) for row in said(done.stdout)] == [("Unannounced", "usual place")]


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("{site}/silent/", 1, "no feed, neither announced nor where feeds usually are"),
        ("http://127.0.0.1:1/", 1, "connect_error"),
        ("http://127.0.0.2:1/", 1, "refused_address"),
        ("ftp://a.example/", 2, "http"),
        ("http://", 2, "host"),
    ],
)
def test_discover_that_finds_nothing_says_why(tmp_path: Path, url: str, code: int, words: str) -> None:
    with served({"/silent/": PAGES["/silent/"]}) as quiet:
        done = daybook(tmp_path, "feeds", "discover", url.format(site=quiet.url("")), **LOCAL)
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_list_shows_how_each_feed_is_doing(tmp_path: Path, site: Site) -> None:
    given = listed(site, tmp_path, "/rss.xml", "/nowhere")
    assert daybook(tmp_path, "run", "--direct", **given).returncode == 0
    with (tmp_path / "feeds.toml").open("a") as more:
        more.write('\n[[feed]]\nid = "off"\nurl = "https://off.example/rss"\nenabled = false\n')
    done = daybook(tmp_path, "feeds", "list", "--json", **given)
    assert done.returncode == 0, done.stderr
    rows = {row["feed_id"]: row for row in said(done.stdout)}
    good, bad, off = rows["rss.xml"], rows["nowhere"], rows["off"]
    assert (good["status"], good["failures"], good["interval_minutes"]) == ("ok", 0, 60)
    assert good["last_ok_at"]
    assert good["next_due_at"] > good["last_ok_at"]
    assert (bad["status"], bad["failures"], bad["last_ok_at"]) == ("failing", 1, None)
    assert "404" in bad["why"]
    assert (off["status"], off["next_due_at"]) == ("disabled", None)
    table = daybook(tmp_path, "feeds", "list", **given).stdout
    assert all(word in table for word in ("rss.xml", "failing", "404", "new_a_day", "why"))


def test_lists_travel_as_opml_with_their_folders(tmp_path: Path) -> None:
    reader = tmp_path / "reader.opml"
    reader.write_text(
        '<opml version="2.0"><body><outline text="KEN"><outline text="Ferry" xmlUrl="https://a.example/rss"/>'
        '</outline><outline text="Mine"><outline text="B" xmlUrl="https://b.example/rss"/></outline></body></opml>'
    )
    given = {"DAYBOOK_FEEDS": str(tmp_path / "feeds.toml")}
    assert daybook(tmp_path, "feeds", "import", str(reader), **given).returncode == 0
    written = (tmp_path / "feeds.toml").read_text()
    assert 'country = "KEN"' in written
    exported = daybook(tmp_path, "feeds", "export", **given)
    assert exported.returncode == 0
    assert exported.stdout.index('text="KEN"') < exported.stdout.index("https://a.example/rss")
    again = daybook(tmp_path, "feeds", "import", str(reader), **given)
    assert (again.returncode, "added 0 of 2" in again.stdout) == (0, True)
    assert (tmp_path / "feeds.toml").read_text() == written
    reader.write_text('<!DOCTYPE o [<!ENTITY a "b">]><opml version="2.0"/>')
    refused = daybook(tmp_path, "feeds", "import", str(reader), **given)
    assert (refused.returncode, "entities" in refused.stderr) == (2, True)
