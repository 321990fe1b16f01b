"""Words for people, by key and language, from locales/<language>/*.po."""

import gettext
import html
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = (DEFAULT_LANGUAGE, "en")


class Markup(str):
    """Text that is Telegram HTML already and must not be escaped again."""

    __slots__ = ()


class Words:
    """The catalog of one language. Calling it gives Telegram HTML, with every plain value escaped."""

    def __init__(self, language: str, translations: gettext.GNUTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, key: str, **values: object) -> Markup:
        """The text of `key` with `{name}` filled in; strings are escaped, unless they are `Markup`.

        A value called `n` picks the plural. Raises KeyError for a key or a value that is missing.
        """
        return Markup(self.plain(key, **{name: _escaped(value) for name, value in values.items()}))

    def plain(self, key: str, **values: object) -> str:
        """The same with nothing escaped: for buttons, pictures, notices over a button and terminals."""
        number = values.get("n")
        text = self._translations.ngettext(key, key, number) if isinstance(number, int) else key
        if text == key:
            text = self._translations.gettext(key)
        if text == key:
            raise KeyError(key)
        return text.format_map(values) if values else text

    def has(self, key: str) -> bool:
        """Whether the catalog knows `key`."""
        return self._translations.gettext(key) != key


class Catalogs:
    """All languages. Unknown ones fall back to Chinese."""

    def __init__(self) -> None:
        self._words: dict[str, Words] = {}

    def __call__(self, language: str | None) -> Words:
        """The words of `language` (`zh_CN`, `en`, or Telegram's codes such as `zh-hans` and `en-GB`)."""
        chosen = closest(language)
        if chosen not in self._words:
            self._words[chosen] = Words(chosen, _read(chosen))
        return self._words[chosen]


def closest(language: str | None) -> str:
    """The language we have for a person's own: English for English speakers, Chinese for everyone else."""
    return "en" if language and language.lower().startswith("en") else DEFAULT_LANGUAGE


def _escaped(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return html.escape(value, quote=False)
    return value


@cache  # what was read never changes while the program runs
def _read(language: str) -> gettext.GNUTranslations:
    merged = Catalog(locale=language)
    for file in (resources.files("locales") / language).iterdir():
        if file.name.endswith(".po"):
            with file.open("rb") as source:
                for message in read_po(source, locale=language):
                    if message.id:  # the nameless one is the file's head
                        merged[message.id] = message
    if not len(merged):
        raise FileNotFoundError(f"no catalog for {language} in locales/")
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
