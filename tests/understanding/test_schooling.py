"""The classifier learns when the first words arrive: neither before, nor while everybody waits."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from domain.classify import Classifier
from domain.taxonomy import Taxonomy
from handlers.schooling import Schooling


def update(**message: Any) -> Update:
    """Somebody sends it to a group."""
    chat = {"id": -1001, "type": "supergroup", "title": "3栋"}
    read = Update.de_json({"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, **message}}, None)
    assert read is not None
    return read


@pytest.mark.parametrize("said", [{}, {"text": "/start"}, {"text": "/start@gridbee_bot Ab-1_x"}, {"text": "/my"}])
async def test_what_says_nothing_teaches_nothing(taxonomy: Taxonomy, said: dict[str, str]) -> None:
    classifier = Classifier(taxonomy)
    await Schooling(classifier).before(update(**said))
    assert not classifier.is_prepared


@pytest.mark.parametrize("said", [{"text": "路灯坏了"}, {"caption": "路灯坏了"}, {"text": "/report 路灯坏了"}])
async def test_the_first_words_can_be_read(taxonomy: Taxonomy, said: dict[str, str]) -> None:
    classifier = Classifier(taxonomy)
    schooling = Schooling(classifier)
    await asyncio.gather(*(schooling.before(update(**said)) for _ in range(3)))
    assert classifier.is_prepared
    assert classifier.read("路灯坏了").category == "facility.lighting"
