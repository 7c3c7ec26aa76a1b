"""Bytes of a feed to text: an order of our own, because feedparser believes headers that lie."""

import codecs
import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-16 without a BOM is also valid UTF-8, full of NULs.
UTF16_STARTS = (
    (b"<\x00", "utf-16-le"),
    (b"{\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x00{", "utf-16-be"),
)
# Labels that mean the larger set in practice (WHATWG Encoding, 4.2), in Python's own names.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
# Codecs that are no character sets of documents.
NOT_CHARSETS = ("unicode", "raw", "idna", "punycode", "utf-7", "undefined", "mbcs", "oem")


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a feed document: BOM, strict UTF-8, XML declaration, HTTP charset, then cp1252; never fails.

    Control characters that XML forbids and lone surrogates are dropped, and leading white space.
    """
    return clean(_decoded(body, content_type)).lstrip("\ufeff \t\r\n")


def clean(text: str) -> str:
    """Drop the characters that no XML document may contain."""
    return ILLEGAL.sub("", text)


def _decoded(body: bytes, content_type: str | None) -> str:
    for start, name in (*BOMS, *UTF16_STARTS):
        if body.startswith(start):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass  # most feeds are UTF-8 whatever they declare; this one is not, so its labels are asked
    labels = [label for label in (_declared(body), _charset(content_type)) if label]
    for name in labels:
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    # One bad byte in a document of a known encoding costs that character, not the whole text.
    return body.decode(labels[0] if labels else "cp1252", "replace")


def _declared(body: bytes) -> str | None:
    found = XML_ENCODING.search(body[:512])
    return _codec(found[1].decode("ascii")) if found else None


def _charset(content_type: str | None) -> str | None:
    found = CHARSET.search(content_type or "")
    return _codec(found[1]) if found else None


def _codec(label: str) -> str | None:
    """Give Python's codec for a label; None for one that is unknown or no character set."""
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, UnicodeError):
        return None
    return None if name.startswith(NOT_CHARSETS) else WIDER.get(name, name)
