"""What one publisher answers for: its registrable domain, and nothing where nobody registered the host."""

import pytest

from tasks.records import FetchPolicy
from tasks.sites import host_of, is_own, site_name


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://feeds.wire.example/rss", "wire.example"),
        ("https://WIRE.example./rss", "wire.example"),
        ("https://news.bbc.co.uk/rss", "bbc.co.uk"),
        ("https://ama.tumblr.com/rss", "tumblr.com"),
        ("https://ama.github.io/feed", "ama.github.io"),
        ("https://xn--mnchen-3ya.de/rss", "xn--mnchen-3ya.de"),
        ("https://a.b.unheard-of-suffix/rss", "b.unheard-of-suffix"),
        ("http://127.0.0.1:80/rss", "http://127.0.0.1:80/rss"),
        ("http://me:pw@10.0.0.7/rss", "http://10.0.0.7/rss"),
        ("http://[2606:4700::1]/rss", "http://[2606:4700::1]/rss"),
        ("http://localhost/rss", "http://localhost/rss"),
        ("http://feeds.localhost/rss", "http://feeds.localhost/rss"),
        ("http://rsshub/rss", "http://rsshub/rss"),
        ("http://[/", "http://[/"),
    ],
)
def test_site_of_a_url(url: str, site: str) -> None:
    assert site_name(url) == site


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://127.1.2.3:8000/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("https://Stand-in.example/", True),
        ("https://wire.example/", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_own_hosts(url: str, own: bool) -> None:
    assert is_own(url, FetchPolicy(connect_to=(("stand-in.EXAMPLE", "127.0.0.1:80"),))) is own


def test_a_url_without_a_host_has_none() -> None:
    assert (host_of("nonsense"), host_of("http://[/")) == ("", "")
