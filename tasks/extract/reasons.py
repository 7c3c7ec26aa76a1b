"""Why candidates are not coded, in words; without loading the coder."""

from tasks.extract.codebook import FOLDER, read_toml


def rejection_reasons() -> dict[str, str]:
    """What each reason of a rejected candidate means."""
    reasons: dict[str, str] = read_toml(FOLDER / "filters.toml")["reasons"]
    return reasons
