"""No spelling, redirect or DNS answer leads to a private address that is not allowed."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address

import httpcore
import pytest

from tasks.errors import FetchError
from tasks.fetch import fetch_batch
from tasks.fetch_guard import GuardedBackend, embedded_ipv4, is_public
from tasks.records import FetchPolicy, FetchRequest, FetchResult
from tests.tasks.badserver import Server

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), total_seconds=20.0, max_bytes=4 * 1024 * 1024)


def get(url: str, policy: FetchPolicy = POLICY, **known: str) -> FetchResult:
    return fetch_batch([FetchRequest("feed", "wire", url, **known)], policy, NOW)[0]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::7f00:1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2606:4700::5efe:10.0.0.1", False),
        ("2606:4700::200:5efe:127.0.0.1", False),
        ("2606:4700::5efe:93.184.216.34", True),
        ("2606:4700::5eff:10.0.0.1", True),
        ("fc00::5efe:93.184.216.34", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


def test_an_embedded_address_is_found() -> None:
    assert str(embedded_ipv4(ip_address("64:ff9b::7f00:1"))) == "127.0.0.1"
    assert str(embedded_ipv4(ip_address("2002:a00:1::"))) == "10.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_this_machine_is_let_through(badserver: Server, host: str) -> None:
    result = get(f"http://{host}:{badserver.server_port}/feed", FetchPolicy())
    assert result.outcome == "refused_address"
    assert "allow_private_hosts" in (result.error or "")
    assert badserver.asked == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8"])
def test_a_network_can_be_allowed(badserver: Server, allowed: str) -> None:
    assert get(badserver.base + "/feed", FetchPolicy(allow_private_hosts=(allowed,))).outcome == "ok"


def test_a_host_can_be_allowed_by_name(badserver: Server) -> None:
    policy = FetchPolicy(allow_private_hosts=("LocalHost",))
    assert get(f"http://localhost:{badserver.server_port}/feed", policy).outcome == "ok"
    assert get(badserver.base + "/feed", policy).outcome == "refused_address"


def test_connect_to_leads_a_name_to_an_allowed_address_only(badserver: Server) -> None:
    connect_to = (("news.example", f"127.0.0.1:{badserver.server_port}"),)
    result = get("http://news.example/feed", replace(POLICY, connect_to=connect_to))
    assert (result.outcome, result.final_url) == ("ok", "http://news.example/feed")
    assert badserver.headers_of("/feed")[0]["host"] == "news.example"
    refused = get("http://news.example/feed", FetchPolicy(connect_to=connect_to))
    assert refused.outcome == "refused_address"
    assert "news.example is at 127.0.0.1" in (refused.error or "")


async def _connect(answers: list[str], policy: FetchPolicy) -> None:
    async def resolver(host: str, port: int) -> list[object]:
        return [ip_address(answer) for answer in answers]

    stream = await GuardedBackend(policy, resolver).connect_tcp("rebound.example", 9, timeout=1.0)  # type: ignore[arg-type]
    await stream.aclose()


@pytest.mark.parametrize("answers", [["10.0.0.7"], ["93.184.216.34", "10.0.0.7"]])
def test_one_private_dns_answer_refuses_the_host(answers: list[str]) -> None:
    with pytest.raises(FetchError, match=r"rebound\.example is at 10\.0\.0\.7, which is a private address"):
        asyncio.run(_connect(answers, FetchPolicy()))


def test_a_name_without_an_address_cannot_be_connected() -> None:
    with pytest.raises(httpcore.ConnectError, match="has no address"):
        asyncio.run(_connect([], FetchPolicy()))


def test_the_next_address_is_tried(badserver: Server) -> None:
    async def connect() -> None:
        async def resolver(host: str, port: int) -> list[object]:
            return [ip_address("127.0.0.3"), ip_address("127.0.0.1")]

        backend = GuardedBackend(FetchPolicy(allow_private_hosts=("127.0.0.0/8",)), resolver)  # type: ignore[arg-type]
        await (await backend.connect_tcp("two.example", badserver.server_port, timeout=2.0)).aclose()

    asyncio.run(connect())
