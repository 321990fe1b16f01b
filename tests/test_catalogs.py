"""Every sentence is there in every language, with the same placeholders, and every key that code asks for exists."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from domain.case import Happened, Status
from domain.people import Role
from domain.press import Verb
from views.catalog import LANGUAGES, Catalogs
from views.registry import _OWN

ROOT = Path(__file__).parent.parent
FILES = sorted(path.name for path in (ROOT / "locales" / "zh_CN").glob("*.po"))


def catalog(language: str, name: str) -> Catalog:
    with (ROOT / "locales" / language / name).open("rb") as source:
        return read_po(source, locale=language)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str, name: str) -> None:
    """The same keys, the same placeholders, nothing empty, nothing fuzzy."""
    source = {one.id if isinstance(one.id, str) else one.id[0]: one for one in catalog("zh_CN", name) if one.id}
    other = {one.id if isinstance(one.id, str) else one.id[0]: one for one in catalog(language, name) if one.id}
    assert set(source) == set(other)
    for key, message in other.items():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        chinese = source[key].string if isinstance(source[key].string, str) else source[key].string[0]
        assert not message.fuzzy, key
        for text in texts:
            assert text.strip(), key
            assert placeholders(text) == placeholders(chinese), key


def asked_for() -> set[str]:
    """The literal keys in code: first arguments that look like `section.name`."""
    found = set()
    pattern = re.compile(r"""(?:say|Said|Refusal|NotYours|NotFound|TooLate|NotUnderstood|words|plain)\(\s*"([a-z_]+\.[a-z_.]+)\"""")
    for folder in ("storage", "usecases", "handlers", "views", "bot"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(pattern.findall(path.read_text(encoding="utf-8")))
    return found


def told_views() -> set[str]:
    """The views that use cases owe: every one is either drawn by itself or a sentence of the catalog."""
    pattern = re.compile(r'"((?:case|say|nudge|ops|group|staff|own|hazard|draft|prompt|card|list|menu|queue|points|shop|activity)\.[a-z_]+)"')
    return {
        key
        for folder in ("usecases",)
        for path in (ROOT / folder).rglob("*.py")
        for key in pattern.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_code_asks_for_exists(language: str) -> None:
    """A missing sentence would only show when somebody needs it."""
    words = Catalogs()(language)
    derived = {f"status.{one}" for one in Status} | {f"card.status.{one}" for one in Status}
    derived |= {f"work.status.{one}" for one in Status} | {f"history.{one}" for one in Happened}
    derived |= {f"role.{one}" for one in Role}
    views = told_views() - set(_OWN)
    missing = sorted(key for key in asked_for() | derived | views if not words.has(key))
    assert missing == []


def test_typed_words_are_never_two_verbs() -> None:
    """A word that people type means one act."""
    seen: dict[str, Verb] = {}
    for language in LANGUAGES:
        words = Catalogs()(language)
        for verb in Verb:
            if words.has(f"typed.{verb}"):
                for word in words.plain(f"typed.{verb}").split("/"):
                    assert seen.setdefault(word, verb) is verb
