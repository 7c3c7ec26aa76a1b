"""The declared language, unless the words clearly say another."""

import pytest

from tasks.language import detect_language, primary_subtag

ENGLISH = "Security forces opened fire on demonstrators in the southern town on Friday, witnesses said."
GERMAN = (
    "Der Bundeskanzler traf am Montag in Kiew den Präsidenten und sagte weitere Hilfe für die Ukraine zu."
)
FRENCH = "Le président a rencontré lundi à Dakar son homologue malien pour parler de la sécurité au Sahel."
SPANISH = (
    "El gobierno anunció el lunes que las fuerzas de seguridad detuvieron a doce personas en la capital."
)
NORWEGIAN = (
    "Regjeringen sier at politiet har pågrepet tolv personer etter demonstrasjonen i hovedstaden i går."
)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, None, "en"),
        (GERMAN, None, "de"),
        (FRENCH, None, "fr"),
        (SPANISH, None, "es"),
        ("قال متحدث باسم الجيش إن القوات سيطرت على المدينة يوم الجمعة", None, "ar"),
        ("Военные сообщили о взрывах в городе в ночь на понедельник, пострадали десять человек", None, "ru"),
        ("警方周一在首都逮捕了十二名示威者，政府宣布实行宵禁。", None, "zh"),
        (ENGLISH, "en-GB", "en"),
        (ENGLISH, "fr", "en"),
        (GERMAN, "en-us", "de"),
        (NORWEGIAN, "nb", "nb"),
        (NORWEGIAN, "no", "no"),
        ("Zelenskyy, Scholz, Kyiv", "en", "en"),
        ("Bayern Munich 3-1 Real Madrid", "en", "en"),
        ("La UE y EEUU", "es-MX", "es"),
        ("", "sw", "sw"),
        ("", None, None),
        ("12:30", None, None),
    ],
)
def test_language(text: str, declared: str | None, language: str | None) -> None:
    assert detect_language(text, declared) == language


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("en_GB", "en"),
        ("pt-BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("eng", "en"),
        ("iw", "he"),
        (" fr ", "fr"),
        ("sdh", "sdh"),
        ("english", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_primary_subtag(declared: str | None, language: str | None) -> None:
    assert primary_subtag(declared) == language
