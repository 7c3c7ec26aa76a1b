"""News sitemaps (the Google News namespace): a list of a site's newest articles, read as a feed of headlines."""

from collections.abc import Iterator

from lxml import etree

from tasks.errors import ParseError
from tasks.parse_decode import clean
from tasks.parse_document import Root
from tasks.parse_entries import RawEntry, RawFeed

NEWS = "sitemap-news"  # in the namespace, whatever its scheme and version


def read_news_sitemap(text: str, root: Root, most_entries: int) -> RawFeed:
    """Read a news sitemap from its root element on; raises ``ParseError``.

    A URL of it without a news block is no article and left out.
    """
    # No entity, no DTD and no other document is ever looked at.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        tree = etree.fromstring(text[root.position :].encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise ParseError("bad_feed", f"the sitemap's XML is broken ({problem})") from problem
    if tree is None:
        raise ParseError("bad_feed", "the sitemap's XML is broken: nothing of it can be read")
    blocks = [url for url in tree if _local(url) == "url" and _news(url) is not None]
    broken = parser.error_log.last_error if len(parser.error_log) else None
    return RawFeed(
        title=next((name for url in blocks if (name := _publication(url, "name"))), None),
        home=None,
        items=[_item(url) for url in blocks[:most_entries]],
        warning=None
        if broken is None
        else f"the XML is broken, and was read as far as possible ({broken.message})",
        item_count=len(blocks),
    )


def _item(url: "etree._Element") -> RawEntry:
    news = _news(url)
    assert news is not None
    return RawEntry(
        link=_text(url, "loc"),
        title=_text(news, "title") or "",
        published=_text(news, "publication_date") or _text(url, "lastmod"),
        updated=_text(url, "lastmod"),
        language=_publication(url, "language"),
    )


def _news(url: "etree._Element") -> "etree._Element | None":
    return next((child for child in url if _local(child) == "news" and NEWS in str(child.tag)), None)


def _publication(url: "etree._Element", name: str) -> str | None:
    news = _news(url)
    found = (_text(child, name) for child in _children(news, "publication"))
    return next((text for text in found if text), None)


def _text(element: "etree._Element", name: str) -> str | None:
    texts = (" ".join(clean("".join(child.itertext())).split()) for child in _children(element, name))
    return next((text for text in texts if text), None)


def _children(element: "etree._Element | None", name: str) -> "Iterator[etree._Element]":
    if element is not None:
        yield from (child for child in element if _local(child) == name)


def _local(element: "etree._Element") -> str:
    # A processing instruction and an unresolved entity have a function for a tag.
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
