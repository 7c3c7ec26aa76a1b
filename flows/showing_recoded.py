"""What a mention says, in short, for tables of what a recoding changes."""

from collections.abc import Collection
from typing import Any


def said(mention: dict[str, Any], fields: Collection[str] = ()) -> str:
    """Say who did it to whom, where and when; with the rule or the confidence where these are what differs."""
    sides = [", ".join(mention[side] or []) or "?" for side in ("actors", "recipients")]
    parts = [" > ".join(sides)]
    parts += [str(mention[name]) for name in ("place", "event_date") if mention[name] is not None]
    parts += mention["modes"] or []
    if "rule" in fields:
        parts.append(mention["rule_id"])
    if "confidence" in fields:
        parts.append(f"{mention['confidence']:.2f}")
    return "; ".join(parts)
