"""Secrets leave every text, however they were quoted on the way into it."""

import json
from urllib.parse import quote

import pytest

from bot.redaction import Redaction

CANARY = "7012345678:AAcanary-canary_canary-canary-canary"


@pytest.mark.parametrize(
    "text",
    [
        CANARY,
        f"POST https://api.telegram.org/bot{CANARY}/sendMessage failed",
        f"/file/bot{CANARY.replace(':', '%3A')}/photos/file_1.jpg",
        f"two: {CANARY} {CANARY}",
    ],
)
def test_what_looks_like_a_token_goes_without_being_named(text: str) -> None:
    hidden = Redaction()(text)
    assert "canary" not in hidden
    assert "***" in hidden


@pytest.mark.parametrize(
    "spell", [str, repr, json.dumps, quote, lambda s: quote(s, safe=""), lambda s: json.dumps(s, ensure_ascii=False)]
)
def test_a_named_secret_goes_in_every_spelling(spell) -> None:
    awkward = 'p"a/s\\s\n@密码'
    hidden = Redaction([awkward])(f"before {spell(awkward)} after")
    assert hidden.replace('"', "").replace("'", "") == "before *** after"


def test_a_secret_in_other_letters_goes_too() -> None:
    assert Redaction(["Canary-Secret"])("Bad request: canary-secret") == "Bad request: ***"


def test_the_longer_of_two_secrets_leaves_no_tail() -> None:
    assert Redaction(["abc", "abcdef", ""])("abcdef abc") == "*** ***"


@pytest.mark.parametrize(
    "text", ["2026-10-01 08:00:00", "case 12345678: done", "chat -1001234567890 at 12:30", "", "1234567:short"]
)
def test_ordinary_text_stays(text: str) -> None:
    assert Redaction([""])(text) == text
