"""One spelling for the many ways in which people type."""

import re
import unicodedata
from collections.abc import Iterator

from domain.spelling import DIALECT, EMOJI, FUNCTION, HEARD, NOT_MISHEARD, PINYIN_GLUE, SOUNDS, TRADITIONAL
from domain.wording import any_of


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split()
    return zip(parts[::2], parts[1::2], strict=True)


def _ear(sound: str) -> str:
    """The sound as half of the country hears it: zh and z, ch and c, sh and s are one."""
    return sound.replace("h", "", 1) if sound[:2] in ("zh", "ch", "sh") else sound


_SIMPLER = {ord(old): new for old, new in zip(TRADITIONAL[::2], TRADITIONAL[1::2], strict=True)}
# Variation selectors and joiners say how a sign is drawn, not what it means.
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF), None)
_SIGNS = {ord(sign): word for sign, word in EMOJI.items()}
_TABLE: dict[int, str | None] = {**_SIMPLER, **_SIGNS, **_INVISIBLE}
_WIDE_CODES = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), ord("＃"), ord("－"))
_WIDE = {code: chr(code - 0xFEE0) for code in _WIDE_CODES}
_SAME_LENGTH: dict[int, str] = {**_SIMPLER, **_WIDE}

_RIGHT = frozenset(NOT_MISHEARD.split())
_SOUND: dict[str, str] = {}
for _sound, _characters in _pairs(SOUNDS):
    for _character in _characters:
        _SOUND.setdefault(_character, _sound)
# Each sound as one character of its own: what sounds alike looks alike.
_EARS = {sound: chr(0xF0000 + n) for n, sound in enumerate(dict.fromkeys(map(_ear, _SOUND.values())))}
_SPOKEN = {ord(character): _EARS[_ear(sound)] for character, sound in _SOUND.items()}
_PINYIN = {"".join(_SOUND[character] for character in word): word for word in (*PINYIN_GLUE.split(), *HEARD.split())}
_LONGEST_PINYIN = max(map(len, _PINYIN))
_BY_FIRST_SOUND: dict[str, list[tuple[str, str]]] = {}
for _word in sorted(HEARD.split(), key=len, reverse=True):
    _sounds = _word.translate(_SPOKEN)
    _BY_FIRST_SOUND.setdefault(_sounds[0], []).append((_sounds, _word))
# Looks ahead, so that every place where one might begin is found, also within another.
_HEARD = re.compile(f"(?={any_of(' '.join(word.translate(_SPOKEN) for word in HEARD.split()))})")

_REPEATED = re.compile(r"([^\W\d_])\1{3,}")
_LATIN_RUN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")


def normalise(text: str) -> str:
    """`text` in simplified characters, half width and lower case, with typing by ear, pinyin and signs spelt out."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").lower().translate(_TABLE)
    for spoken, written in DIALECT:
        if spoken in plain:
            plain = plain.replace(spoken, written)
    plain = _REPEATED.sub(r"\1\1\1", " ".join(plain.split()))
    return _mend_heard(_LATIN_RUN.sub(_from_pinyin, plain))


def same_length(text: str) -> str:
    """`text` in simplified characters with half-width letters and digits: every position stays where it was."""
    return text.translate(_SAME_LENGTH)


def _mend_heard(text: str) -> str:
    """`text` with words typed by ear (楼倒, 拉圾) as they should be."""
    spoken = text.translate(_SPOKEN)
    mended: list[str] = []
    end = 0
    for match in _HEARD.finditer(spoken):
        if match.start() >= end and (word := _meant(text, spoken, match.start())):
            mended += text[end : match.start()], word
            end = match.start() + len(word)
    return "".join(mended) + text[end:]


def _meant(text: str, spoken: str, at: int) -> str:
    """The word that is meant at `at`, as it should be written; "" when nothing is to be mended or kept together."""
    for sounds, word in _BY_FIRST_SOUND[spoken[at]]:
        if not spoken.startswith(sounds, at):
            continue
        written = text[at : at + len(word)]
        wrong = {heard for heard, meant in zip(written, word, strict=True) if heard != meant}
        if written not in _RIGHT and not wrong & FUNCTION:
            return word
    return ""


def _from_pinyin(match: re.Match[str]) -> str:
    """A run of Latin letters as Chinese when it is pinyin throughout and names at least one thing; else as it was."""
    letters = match[0].replace(" ", "").replace("'", "")
    words = _split_pinyin(letters)
    if words is None or not any(word in _HEARD_WORDS for word in words):
        return match[0]
    return "".join(words)


_HEARD_WORDS = frozenset(HEARD.split())


def _split_pinyin(letters: str) -> list[str] | None:
    """The fewest known words whose pinyin makes up all of `letters`; None when there are none."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_PINYIN), end):
            before, word = best[start], _PINYIN.get(letters[start:end])
            here = best[end]
            if before is not None and word is not None and (here is None or len(before) + 1 < len(here)):
                best[end] = [*before, word]
    return best[-1]
