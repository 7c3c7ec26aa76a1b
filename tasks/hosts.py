"""Host names, addresses and networks as texts."""

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?")


def is_host(name: str) -> bool:
    """Tell whether a name can be a host; an IPv6 address counts."""
    return len(name) <= 253 and (HOST.fullmatch(name) is not None or (":" in name and is_network(name)))


def is_network(name: str) -> bool:
    """Tell whether a text is an IP address or network."""
    try:
        ipaddress.ip_network(name, strict=False)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    """Tell whether a host is this machine, by its name or address alone."""
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name.lower().rstrip(".").rpartition(".")[2] == "localhost"


def split_address(text: str) -> tuple[Address, int]:
    """Read ``"ip:port"`` or ``"[ip]:port"``; raises ValueError."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"{text!r} has no port")
    return ipaddress.ip_address(host.removeprefix("[").removesuffix("]")), int(port)
