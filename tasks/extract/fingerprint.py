"""What codings depend on beside their text, as one short name: another name, another coder."""

import hashlib
from pathlib import Path

from tasks.extract.own_codebook import own_codebook

HERE = Path(__file__).parent
READ = frozenset((".py", ".toml", ".csv", ".bin"))  # rules, lexicons, weights


def coder_fingerprint(parser: str) -> str:
    """Give a name for the rules, lexicons and weights as they are now, the user's own ones and the parser's name.

    Two coders of one name code a text alike; 16 hexadecimal digits.
    """
    own = own_codebook()
    digest = hashlib.sha256(f"{parser}\0{own.digest if own else ''}".encode())
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in READ):
        name = path.relative_to(HERE).as_posix()
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
