"""What english.toml says of English words."""

import tomllib
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))

TITLES: tuple[str, ...] = tuple(_TABLES["titles"])
AUXILIARIES: dict[str, str] = _TABLES["auxiliaries"]
PARTICLES: dict[str, str] = _TABLES["particles"]
