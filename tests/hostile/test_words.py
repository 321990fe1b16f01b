"""No value that is put into a sentence becomes markup: in every sentence of both catalogs."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.html_text import parse_html
from tests.hostile.strings import NASTY, hostile
from views.catalog import LANGUAGES, Catalogs, _read

CATALOGS = Catalogs()
NOT_FOR_TELEGRAM = ("taxonomy.", "areas.", "program.", "demo.", "picture", "check.", "command.")
"""Told in a terminal, on a page or in a picture, where there is no markup."""


MARK = "\ue000"


def sentences(language: str) -> dict[str, tuple[str, ...]]:
    """The keys of a catalog that take values, with the names of those."""
    found, catalog = {}, _read(language)
    while catalog is not None:
        for key, text in catalog._catalog.items():
            name = key[0] if isinstance(key, tuple) else key
            names = tuple(one for _, one, _, _ in string.Formatter().parse(text) if one)
            if name and names and not name.startswith(NOT_FOR_TELEGRAM):
                found[name] = names
        catalog = catalog._fallback
    return found


KEYS = {language: sentences(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.sampled_from(NASTY), hostile))
def test_a_value_stays_what_it_is(language: str, value: str) -> None:
    """It is read as it was written, and nothing around it changes."""
    words = CATALOGS(language)
    for key, names in KEYS[language].items():
        plain, entities = parse_html(words(key, **_values(names, value)))
        with_mark, marks = parse_html(words(key, **_values(names, MARK)))
        assert plain == with_mark.replace(MARK, value), key
        assert value == "" or [one["type"] for one in entities] == [one["type"] for one in marks], key


def _values(names: tuple[str, ...], value: str) -> dict[str, object]:
    return {name: 5 if name == "n" else value for name in names}


def test_they_are_many() -> None:
    """The catalogs were read."""
    assert len(KEYS["zh_CN"]) > 200
    assert set(KEYS["zh_CN"]) == set(KEYS["en"])
