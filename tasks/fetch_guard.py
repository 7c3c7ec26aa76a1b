"""Where a connection may go: every address is checked at the moment of connecting, on each hop, after DNS."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpcore

from tasks.errors import FetchError
from tasks.fetch_errors import UnresolvedError
from tasks.fetch_stream import QuickStream
from tasks.hosts import Address, split_address
from tasks.records import FetchPolicy

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Awaitable[list[Address]]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

# What carries an IPv4 address inside (RFC 6052, RFC 3056, RFC 5214): ``is_global`` looks at the outside only.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
# ISATAP: under any prefix, this in front of the last four bytes, with or without the bit for a global address.
ISATAP = (0x00005EFE, 0x02005EFE)
PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
ADDRESSES_TRIED = 4


def embedded_ipv4(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address


def isatap_ipv4(address: Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address that a tunnel may lead to behind an IPv6 one of any prefix, or None."""
    if address.version == 6 and (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the open internet."""
    inner = embedded_ipv4(address)
    if inner.is_multicast or not inner.is_global:
        return False
    if (tunnelled := isatap_ipv4(inner)) is not None and not is_public(tunnelled):
        return False
    return isinstance(inner, ipaddress.IPv4Address) or inner in PUBLIC_IPV6


async def resolve(host: str, port: int) -> list[Address]:
    """Ask the system's resolver; raises ``UnresolvedError`` where there is no such name."""
    with contextlib.suppress(ValueError):
        return [ipaddress.ip_address(host)]  # there is nothing to ask; any other spelling is the resolver's
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnresolvedError(f"the name {host} cannot be resolved ({reason})") from problem
    return [ipaddress.ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]


def allowed_networks(allow: Iterable[str]) -> tuple[Network, ...]:
    """Read the addresses and networks of ``allow_private_hosts``; its other items are host names."""
    networks: list[Network] = []
    for item in allow:
        try:
            networks.append(ipaddress.ip_network(item, strict=False))
        except ValueError:
            continue
    return tuple(networks)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that it has checked itself, so that no second DNS answer counts."""

    def __init__(self, policy: FetchPolicy, resolver: Resolver = resolve) -> None:
        self._backend = httpcore.AnyIOBackend()
        self._resolve = resolver
        self._names = frozenset(host.lower() for host in policy.allow_private_hosts)
        self._networks = allowed_networks(policy.allow_private_hosts)
        self._connect_to = {host.lower(): split_address(target) for host, target in policy.connect_to}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to ``host`` or where ``connect_to`` sends it; raises ``FetchError`` if private."""
        addresses, port = await self._checked(host, port)
        tried = addresses[:ADDRESSES_TRIED]
        # A dead first address must leave time for the next one.
        share = None if timeout is None else timeout / len(tried)
        for number, address in enumerate(tried, start=1):
            try:
                stream = await self._backend.connect_tcp(
                    str(address), port, share, local_address, socket_options
                )
                return QuickStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(tried):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: news does not come over sockets of this machine."""
        raise FetchError("refused_address", f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Pause between attempts (httpcore asks for it)."""
        await self._backend.sleep(seconds)

    async def _checked(self, host: str, port: int) -> tuple[list[Address], int]:
        name = host.lower().rstrip(".")
        if name in self._connect_to:
            address, port = self._connect_to[name]
            self._check(host, address)
            return [address], port
        addresses = await self._resolve(host, port)
        if not addresses:
            raise UnresolvedError(f"the name {host} has no address")
        if name not in self._names:
            for address in addresses:
                self._check(host, address)
        return addresses, port

    def _check(self, host: str, address: Address) -> None:
        inner = embedded_ipv4(address)
        if is_public(address) or any(inner in net or address in net for net in self._networks):
            return
        who = str(address) if host == str(address) else f"{host} is at {address}, which"
        raise FetchError(
            "refused_address",
            f"{who} is a private address; add it to [fetch] allow_private_hosts to permit it",
        )
