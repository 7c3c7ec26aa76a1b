"""Addresses without the user names and passwords in them, for whatever is stored or shown."""

import re

_USERINFO = re.compile(r"\A(\s*[^/?#]*//)[^/?#]*@")
_USERINFO_IN_TEXT = re.compile(r"(//)[^\s/?#]*@")


def without_userinfo(url: str) -> str:
    """Give a URL without ``user:password@``; anything else comes back as it is."""
    return _USERINFO.sub(r"\1", url)


def without_secrets(sentence: str) -> str:
    """Give a sentence without the ``user:password@`` of any URL in it."""
    return _USERINFO_IN_TEXT.sub(r"\1", sentence)
