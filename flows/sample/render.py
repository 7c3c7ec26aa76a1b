"""Render the sample: feeds in four formats, article pages and front pages with the clutter of a real site."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from flows.sample.news import FeedFormat, SampleArticle, SampleFeed, SampleOutlet

MEDIA_TYPES: dict[FeedFormat, str] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def page_url(outlet: SampleOutlet, article: SampleArticle, tracking: str = "") -> str:
    """The article's address at its outlet, with a feed's tracking parameters if there are any."""
    return f"http://{outlet.host}{article.path}" + (f"?{tracking}" if tracking else "")


def render_feed(outlet: SampleOutlet, feed: SampleFeed, articles: Sequence[SampleArticle]) -> bytes:
    """The feed document, UTF-8, with the articles in the order given."""
    writers = {"rss": _rss, "atom": _atom, "rdf": _rdf, "json": _json_feed}
    return writers[feed.format](outlet, feed, articles).encode()


def newest(articles: Sequence[SampleArticle]) -> datetime:
    """When the newest of the articles was published, UTC."""
    return max(article.published for article in articles).astimezone(UTC)


def _body_html(article: SampleArticle) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs)


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


# --- feeds ------------------------------------------------------------------------------------------------


def _rss(outlet: SampleOutlet, feed: SampleFeed, articles: Sequence[SampleArticle]) -> str:
    items = "".join(_rss_item(outlet, feed, article) for article in articles)
    return (
        f'{XML_HEAD}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f"<title>{xml_escape(outlet.name)}</title>\n<link>http://{outlet.host}/</link>\n"
        f"<description>News from {xml_escape(outlet.name)}</description>\n"
        f"<language>{feed.language}</language>\n"
        f'<atom:link href="http://{outlet.host}{feed.path}" rel="self" type="application/rss+xml"/>\n'
        f"<lastBuildDate>{format_datetime(newest(articles))}</lastBuildDate>\n<ttl>30</ttl>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _rss_item(outlet: SampleOutlet, feed: SampleFeed, article: SampleArticle) -> str:
    content = f"<content:encoded>{_cdata(_body_html(article))}</content:encoded>\n" if feed.full_text else ""
    return (
        f"<item>\n<title>{xml_escape(article.title)}</title>\n"
        f"<link>{xml_escape(page_url(outlet, article, feed.tracking))}</link>\n"
        f'<guid isPermaLink="false">{outlet.outlet_id}:{article.slug}</guid>\n'
        f"<pubDate>{format_datetime(article.published)}</pubDate>\n"
        f"<dc:creator>{xml_escape(article.author)}</dc:creator>\n"
        f"<description>{xml_escape(escape(article.summary, quote=False))}</description>\n{content}</item>\n"
    )


def _atom(outlet: SampleOutlet, feed: SampleFeed, articles: Sequence[SampleArticle]) -> str:
    entries = "".join(_atom_entry(outlet, feed, article) for article in articles)
    return (
        f'{XML_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">\n'
        f"<title>{xml_escape(outlet.name)}</title>\n<id>http://{outlet.host}/</id>\n"
        f'<link href="http://{outlet.host}/"/>\n<link rel="self" href="http://{outlet.host}{feed.path}"/>\n'
        f"<updated>{newest(articles).isoformat()}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(outlet: SampleOutlet, feed: SampleFeed, article: SampleArticle) -> str:
    content = f'<content type="html">{xml_escape(_body_html(article))}</content>\n' if feed.full_text else ""
    return (
        f"<entry>\n<title>{xml_escape(article.title)}</title>\n"
        f"<id>tag:{outlet.host},2026:{article.slug}</id>\n"
        f"<link href={quoteattr(page_url(outlet, article, feed.tracking))}/>\n"
        f"<published>{article.published.isoformat()}</published>\n"
        f"<updated>{article.published.isoformat()}</updated>\n"
        f"<author><name>{xml_escape(article.author)}</name></author>\n"
        f"<summary>{xml_escape(article.summary)}</summary>\n{content}</entry>\n"
    )


def _rdf(outlet: SampleOutlet, feed: SampleFeed, articles: Sequence[SampleArticle]) -> str:
    places = "".join(f"<rdf:li resource={quoteattr(page_url(outlet, each))}/>\n" for each in articles)
    items = "".join(_rdf_item(outlet, feed, article) for article in articles)
    return (
        f'{XML_HEAD}<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n'
        f'<channel rdf:about="http://{outlet.host}{feed.path}">\n<title>{xml_escape(outlet.name)}</title>\n'
        f"<link>http://{outlet.host}/</link>\n<description>{xml_escape(outlet.name)}</description>\n"
        f"<dc:language>{feed.language}</dc:language>\n"
        f"<items><rdf:Seq>\n{places}</rdf:Seq></items>\n</channel>\n{items}</rdf:RDF>\n"
    )


def _rdf_item(outlet: SampleOutlet, feed: SampleFeed, article: SampleArticle) -> str:
    content = f"<content:encoded>{_cdata(_body_html(article))}</content:encoded>\n" if feed.full_text else ""
    return (
        f"<item rdf:about={quoteattr(page_url(outlet, article))}>\n"
        f"<title>{xml_escape(article.title)}</title>\n"
        f"<link>{xml_escape(page_url(outlet, article, feed.tracking))}</link>\n"
        f"<dc:date>{article.published.isoformat()}</dc:date>\n"
        f"<dc:creator>{xml_escape(article.author)}</dc:creator>\n"
        f"<description>{xml_escape(article.summary)}</description>\n{content}</item>\n"
    )


def _json_feed(outlet: SampleOutlet, feed: SampleFeed, articles: Sequence[SampleArticle]) -> str:
    items = [
        {
            "id": page_url(outlet, article),
            "url": page_url(outlet, article, feed.tracking),
            "title": article.title,
            "summary": article.summary,
            "date_published": article.published.isoformat(),
            "authors": [{"name": article.author}],
            **({"content_html": _body_html(article)} if feed.full_text else {}),
        }
        for article in articles
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"http://{outlet.host}/",
        "feed_url": f"http://{outlet.host}{feed.path}",
        "language": feed.language,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


# --- pages ------------------------------------------------------------------------------------------------


def render_page(outlet: SampleOutlet, article: SampleArticle, others: Sequence[SampleArticle]) -> bytes:
    """The article's page, with links to the others in its margin."""
    when = article.published
    margin = "\n".join(f'<li><a href="{each.path}">{escape(each.title)}</a></li>' for each in others)
    head = (
        f'<link rel="canonical" href="{page_url(outlet, article)}">\n'
        f'<meta name="description" content="{escape(article.summary)}">\n'
        f'<meta name="author" content="{escape(article.author)}">\n'
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(article.title)}">\n'
        f'<meta property="article:published_time" content="{when.isoformat()}">'
    )
    main = f"""<main>
<article>
<h1>{escape(article.title)}</h1>
<p class="byline">By {escape(article.author)} ·
<time datetime="{when.isoformat()}">{when:%d.%m.%Y %H:%M}</time></p>
<ul class="share"><li><a href="/share/mail">Mail</a></li><li><a href="/share/link">Copy link</a></li></ul>
<div class="article-body">
{_body_html(article)}
</div>
</article>
<aside class="related"><h2>Most read</h2>
<ul>
{margin}
</ul></aside>
<form class="newsletter" action="/subscribe">
<label>Our letter, every morning <input name="mail"></label></form>
</main>"""
    return _site(outlet, article.language, article.title, head, main)


def render_front(outlet: SampleOutlet, articles: Sequence[SampleArticle]) -> bytes:
    """The outlet's front page: its headlines, and links by which its feeds can be discovered."""
    links = "\n".join(
        f'<link rel="alternate" type="{MEDIA_TYPES[feed.format].partition(";")[0]}"'
        f' href="{feed.path}" title="{escape(outlet.name)} ({feed.short_id})">'
        for feed in outlet.feeds
    )
    headlines = "\n".join(f'<li><a href="{each.path}">{escape(each.title)}</a></li>' for each in articles)
    return _site(outlet, outlet.language, outlet.name, links, f"<main><ul>\n{headlines}\n</ul></main>")


def _site(outlet: SampleOutlet, language: str, title: str, head: str, main: str) -> bytes:
    """A page in the frame that all of an outlet's pages share."""
    name = escape(outlet.name)
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{escape(title)} | {name}</title>
{head}
<style>body {{ font-family: serif }} .cookie {{ position: fixed; bottom: 0 }}</style>
</head>
<body>
<div class="cookie" role="dialog" aria-label="Cookies"><p>We and our partners keep cookies on your device.
Choose what you accept.</p><button>Accept all</button> <button>Only what is needed</button></div>
<header><a class="logo" href="/">{name}</a>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>
<li><a href="/business">Business</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/culture">Culture</a></li></ul></nav></header>
{main}
<footer><p>© 2026 {name}. All rights reserved.</p>
<ul><li><a href="/about">About us</a></li><li><a href="/terms">Terms</a></li>
<li><a href="/privacy">Privacy</a></li>
<li><a href="/contact">Contact</a></li></ul></footer>
<script>window.dataLayer = [];</script>
</body>
</html>
""".encode()
