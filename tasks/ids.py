"""Stable ids: the same parts give the same id on every machine and in every run."""

import hashlib

ID_LENGTH = 24


def stable_id(*parts: str) -> str:
    """Give the id of an ordered list of parts; no two different lists share one by mere concatenation."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()[:ID_LENGTH]
