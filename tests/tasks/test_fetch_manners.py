"""What makes a guest welcome: few at a time, none while a site rests, and what a server says of its future is heard."""

import asyncio
import datetime as dt
import ssl
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tasks.fetch import Fetcher, GuardedTransport, fetch_batch
from tasks.fetch_guard import GuardedBackend
from tasks.records import FetchPolicy, FetchRequest, FetchResult
from tests.tasks.badserver import FEED, Server

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), total_seconds=20.0)


def policy_of(server: Server, *hosts: str) -> FetchPolicy:
    """Hosts with names, all of them at one local server."""
    return replace(POLICY, connect_to=tuple((host, f"127.0.0.1:{server.server_port}") for host in hosts))


def ask(policy: FetchPolicy, *urls: str, **more: str) -> list[FetchResult]:
    return fetch_batch([FetchRequest("feed", url, url, **more) for url in urls], policy, NOW)


# --- a site that asked for time ---


def test_a_site_that_asked_for_time_is_left_alone_for_the_rest_of_the_run(badserver: Server) -> None:
    policy = replace(
        policy_of(badserver, "a.press.example", "b.press.example", "other.example"), concurrency=1
    )
    results = ask(
        policy,
        "http://a.press.example/429",
        "http://a.press.example/feed",
        "http://b.press.example/feed",
        "http://other.example/feed",
    )
    assert [result.outcome for result in results] == ["http_error", "held_back", "held_back", "ok"]
    assert [path for path, _ in badserver.asked] == ["/429", "/feed"]
    assert results[1].status is None
    assert "asked for time (Retry-After) at http://a.press.example/429" in (results[1].error or "")


def test_feeds_behind_one_address_have_nothing_in_common(badserver: Server) -> None:
    results = ask(replace(POLICY, concurrency=1), badserver.base + "/503", badserver.base + "/feed")
    assert [result.outcome for result in results] == ["http_error", "ok"]


def test_an_error_without_retry_after_holds_nobody(badserver: Server) -> None:
    policy = replace(policy_of(badserver, "a.press.example"), concurrency=1)
    results = ask(policy, "http://a.press.example/500", "http://a.press.example/feed")
    assert [result.outcome for result in results] == ["http_error", "ok"]


# --- how many at a time ---


def test_no_owner_sees_more_than_its_share_over_all_its_hosts(badserver: Server) -> None:
    hosts = [f"h{number}.example" for number in range(6)]
    policy = replace(policy_of(badserver, *hosts), per_owner=2)
    badserver.expected = threading.Barrier(2)  # opens only when two stand there together
    results = ask(policy, *(f"http://{host}/crowd" for host in hosts), owner="Group")
    assert {result.outcome for result in results} == {"ok"}
    assert badserver.most_in_flight == 2


# --- what an answer says of the future ---


@pytest.mark.parametrize(
    ("path", "permanent"),
    [
        ("/feed", False),
        ("/to-feed", True),
        ("/to-feed-308", True),
        ("/to-to-feed", True),
        ("/to-feed-for-now", False),
        ("/for-good-to-now", False),
    ],
)
def test_only_a_chain_of_permanent_redirects_is_permanent(
    badserver: Server, path: str, permanent: bool
) -> None:
    (result,) = ask(POLICY, badserver.base + path)
    assert (result.outcome, result.final_url) == ("ok", badserver.base + "/feed")
    assert result.permanent_url == (badserver.base + "/feed" if permanent else None)


def test_an_answer_says_how_long_it_holds_and_the_ledger_how_it_was_asked(badserver: Server) -> None:
    (fresh,) = ask(POLICY, badserver.base + "/fresh")
    assert (fresh.fresh_seconds, fresh.is_conditional) == (540, False)
    (known,) = ask(POLICY, badserver.base + "/feed", etag='"x"')
    assert (known.fresh_seconds, known.is_conditional) == (None, True)


# --- http that is closed ---


class Ports(GuardedBackend):
    """Leads the ports of a name to ports of this machine."""

    def __init__(self, policy: FetchPolicy, ports: dict[int, int]) -> None:
        async def resolver(host: str, port: int) -> list[object]:
            return [ip_address("127.0.0.1")]

        super().__init__(policy, resolver)  # type: ignore[arg-type]
        self._ports = ports
        self.connected: list[int] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> object:
        self.connected.append(port)
        return await super().connect_tcp(host, self._ports[port], timeout, local_address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for ``wire.example``, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wire.example")])
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("wire.example")]), critical=False)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "wire.pem"
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    """The bad server under TLS."""
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ask_ports(
    request: FetchRequest, ports: dict[int, int], certificate: Path
) -> tuple[FetchResult, list[int]]:
    context = ssl.create_default_context(cafile=str(certificate))
    backend = Ports(POLICY, ports)

    async def fetch() -> FetchResult:
        async with GuardedTransport(POLICY, backend, context) as transport:
            return await Fetcher(transport, POLICY, NOW).fetch(request)

    return asyncio.run(fetch()), backend.connected


CLOSED = 1  # nothing listens there


@pytest.mark.parametrize(
    ("kind", "url", "outcome", "https_url", "connected"),
    [
        ("feed", "http://wire.example/feed", "ok", "https://wire.example/feed", [80, 443]),
        ("feed", "http://me:pw@wire.example/feed", "ok", "https://wire.example/feed", [80, 443]),
        ("feed", "http://wire.example/nothing", "http_error", None, [80, 443]),
        ("page", "http://wire.example/feed", "connect_error", None, [80]),
        ("feed", "http://wire.example:81/feed", "connect_error", None, [81]),
    ],
)
def test_where_http_is_closed_https_is_tried_once(
    secure: Server,
    certificate: Path,
    kind: str,
    url: str,
    outcome: str,
    https_url: str | None,
    connected: list[int],
) -> None:
    ports = {80: CLOSED, 81: CLOSED, 443: secure.server_port}
    request = FetchRequest(kind, "wire", url)  # type: ignore[arg-type]
    result, asked = ask_ports(request, ports, certificate)
    assert (result.outcome, result.https_url, asked) == (outcome, https_url, connected)
    assert result.body == (FEED if outcome == "ok" else None)


def test_where_both_are_closed_the_error_is_that_of_the_listed_address(certificate: Path) -> None:
    request = FetchRequest("feed", "wire", "http://wire.example/feed")
    result, asked = ask_ports(request, {80: CLOSED, 443: CLOSED}, certificate)
    assert (result.outcome, result.final_url, asked) == (
        "connect_error",
        "http://wire.example/feed",
        [80, 443],
    )


def test_a_name_that_leads_nowhere_is_said_and_not_tried_again() -> None:
    (result,) = ask(POLICY, "http://no-such-host.invalid/feed")
    assert result.outcome == "dns_error"
    assert "no-such-host.invalid cannot be resolved" in (result.error or "")
