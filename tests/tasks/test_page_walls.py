"""What stands in an article's place is told from the article, in the languages of the news."""

import json
from typing import Any

import pytest

from tasks.page_walls import why_unusable
from tasks.pages import ExtractedPage, extract_page
from tests.tasks.news_pages import PARAGRAPHS, SUMMARY, TEXT, TITLE, article, page

FILLER = " We and our partners store information on your device." * 4
AT = "https://example.org/a-1"
GERMAN = "Der Grenzübergang wurde am Donnerstag nach Gesprächen zwischen beiden Regierungen wieder geöffnet."


def extracted(text: str, **changes: Any) -> ExtractedPage:
    return ExtractedPage(text, **({"title": None, "author": None, "published_at": None} | changes))


@pytest.mark.parametrize(
    ("text", "final_url", "reason"),
    [
        (TEXT, AT, None),
        (TEXT, "https://www.example.org/index.html?utm_source=x", "led to the front page"),
        ("We use cookies. Accept all cookies." + FILLER, AT, "a consent wall"),
        (SUMMARY + " Subscribe to continue reading. Already a subscriber? Log in.", AT, "a paywall"),
        ("404 not found. Try the search above or go back to our front page.", AT, "a page that is not there"),
        ("Please enable JavaScript to go on.", AT, "a check for robots"),
        (SUMMARY + " This video cannot be played in your browser.", AT, "a video or a gallery"),
        ("Troops withdrew.", AT, "not longer than the feed's text"),
        ("Cheese is made of milk, rennet, salt and patience. " * 5, AT, "another text than the feed's"),
        (TEXT + " The statement has been removed from the ministry's site.", AT, None),
        (TEXT * 4 + " Subscribe to continue reading.", AT, None),
    ],
)
def test_a_page_that_is_not_the_article_is_not_taken(text: str, final_url: str, reason: str | None) -> None:
    assert why_unusable(article(), extracted(text), final_url) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Mit Werbung weiterlesen oder ein Abo abschließen. Wir und unsere Partner speichern Daten.",
            "a consent wall",
        ),
        ("Nous et nos partenaires stockons des informations. Continuer sans accepter.", "a consent wall"),
        ("My i nasi partnerzy przechowujemy informacje na urządzeniu.", "a consent wall"),
        ("Мы используем файлы cookie, чтобы улучшить сайт.", "a consent wall"),
        ("当サイトではCookieを使用しています。", "a consent wall"),
        ("Cet article est réservé aux abonnés. Il vous reste 80 % à lire.", "a paywall"),
        ("Diesen Artikel weiterlesen mit einem Abo. Bereits Abonnent?", "a paywall"),
        ("Contenido solo para suscriptores. Ya soy suscriptor.", "a paywall"),
        ("この記事は有料会員限定です。残り文字 1200", "a paywall"),
        ("Artikel ini khusus pelanggan.", "a paywall"),
        ("Diese Seite konnte nicht gefunden werden.", "a page that is not there"),
        ("Désolé, cette page n'existe plus.", "a page that is not there"),
        ("Lo sentimos: página no encontrada.", "a page that is not there"),
        ("К сожалению, страница не найдена.", "a page that is not there"),
        ("عذرا، الصفحة غير موجودة", "a page that is not there"),
        ("お探しのページは掲載期間が終了しました。", "a page that is not there"),
        ("Bitte aktivieren Sie JavaScript.", "a check for robots"),
        ("Включите JavaScript и обновите страницу.", "a check for robots"),
        ("Zur Fotostrecke: 12 Bilder", "a video or a gallery"),
    ],
)
def test_walls_in_other_languages(text: str, reason: str) -> None:
    assert why_unusable(article(title="Grenze", text="", language="de"), extracted(text), AT) == reason


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("404 | Example News", "a page that is not there"),
        ("Page not found - Example News", "a page that is not there"),
        ("Seite nicht gefunden – Beispiel", "a page that is not there"),
        ("Just a moment...", "a check for robots"),
        ("Before you continue to Example", "a consent wall"),
        (TITLE, None),
        ("Crossing reopens: talks bring troops home", None),
        (None, None),
    ],
)
def test_the_pages_own_title_gives_a_wall_away_however_long_it_is(
    title: str | None, reason: str | None
) -> None:
    popular = "\n\n".join([TEXT, *(f"Most read {number}: {TEXT}" for number in range(9))])
    assert why_unusable(article(), extracted(popular, title=title), AT) == reason


def test_a_headline_on_such_a_page_is_no_such_page() -> None:
    given = article(title="Minister: page not found in the treaty's only copy")
    assert why_unusable(given, extracted(TEXT, title="Treaty: page not found"), AT) is None


@pytest.mark.parametrize(
    ("final_url", "reason"),
    [
        ("https://consent.example.org/v2?continue=x", "a consent wall"),
        ("https://example.org/privacy-wall/?r=a-1", "a consent wall"),
        ("https://example.org/login?next=a-1", "a paywall"),
        ("https://example.org/404", "a page that is not there"),
        ("https://example.org/not-found.html", "a page that is not there"),
        ("https://example.org/a-1/", None),
        ("https://www.example.org/2024/05/login-row-at-ministry", None),
    ],
)
def test_where_a_redirect_leads_tells(final_url: str, reason: str | None) -> None:
    assert why_unusable(article(), extracted(TEXT), final_url) == reason


def test_an_address_that_was_asked_for_is_no_redirect() -> None:
    url = "https://example.org/errors/a-1"
    assert why_unusable(article(url=url), extracted(TEXT), url) is None


@pytest.mark.parametrize(
    ("head", "url", "reason"),
    [
        ({"@type": "NewsArticle", "headline": TITLE}, AT, None),
        ({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}, AT, "a paywall"),
        ({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": "False"}, AT, "a paywall"),
        ({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": "true"}, AT, None),
        ({"@type": "VideoObject", "name": TITLE}, AT, "a video or a gallery"),
        ([{"@type": "VideoObject"}, {"@type": "NewsArticle", "headline": TITLE}], AT, None),
        ({}, "https://example.org/video/a-1", "a video or a gallery"),
        ({}, "https://example.org/politik/bildergalerie/a-1", "a video or a gallery"),
    ],
)
@pytest.mark.parametrize("is_long", [False, True])
def test_what_a_page_says_it_is(head: Any, url: str, reason: str | None, is_long: bool) -> None:
    script = f"<script type='application/ld+json'>{json.dumps(head)}</script>"
    later = [one.replace("the", "that", number) for number in range(1, 3) for one in PARAGRAPHS]
    body = page(*(PARAGRAPHS + tuple(later) if is_long else PARAGRAPHS), head=script)
    found = extract_page(body.encode(), url)
    assert found is not None
    assert why_unusable(article(), found, url) == (None if is_long else reason)


def test_a_page_of_opengraph_video_is_a_video() -> None:
    found = extract_page(
        page(*PARAGRAPHS, head="<meta property='og:type' content='video.other'>").encode(), AT
    )
    assert found is not None
    assert found.is_media


def test_a_headline_alone_cannot_refuse_a_page() -> None:
    bare = article(title="Storm", text="", text_origin="title")
    assert why_unusable(bare, extracted(TEXT), "https://example.org/a-1") is None


def test_a_text_in_another_language_is_judged_by_its_own_words() -> None:
    given = article(title="Grenzübergang wieder geöffnet", text=GERMAN, language="de")
    assert (
        why_unusable(
            given, extracted(f"{GERMAN} Die Händler jubelten, als die ersten Lastwagen rollten."), AT
        )
        is None
    )
