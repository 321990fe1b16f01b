"""Finding the taxonomy's words in a caption: plain words, English words, and patterns with a gap (电梯*坏)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

from domain.classify.clauses import Clauses

GAP = 10  # characters that a `*` may stand for, never across the end of a clause


class Hit(NamedTuple):
    """A word of the lexicon in a text, from `start` up to `end`; `keys` say who listed it."""

    word: str
    start: int
    end: int
    keys: tuple[int, ...]


class Lexicon:
    """A set of words, each with the keys of those who listed it, found in one pass over a text.

    Words are looked up by their first two characters and their length, so a text costs what it holds and not what
    the lexicon holds.
    """

    def __init__(self, entries: Iterable[tuple[str, int]]) -> None:
        keys: dict[str, list[int]] = {}
        for word, key in entries:
            keys.setdefault(word, []).append(key)
        self._heads: dict[str, _Head] = {}
        sizes: dict[str, set[int]] = {}
        for word, listed in keys.items():
            first, *rest = filter(None, word.lower().split("*"))  # a gap at an edge says nothing
            sizes.setdefault(first[:2], set()).add(len(first))
            head = self._heads.setdefault(first, _Head(latin=_is_latin(first[0]) or _is_latin(first[-1])))
            head.add(word, tuple(rest), tuple(listed))
        # A pair of characters knows the lengths of what begins with it, and of what its first one is by itself.
        self._sizes = {
            start: tuple(sorted(lengths | sizes.get(start[:1], set()))) for start, lengths in sizes.items()
        }

    def find(self, clauses: Clauses) -> list[Hit]:
        """Every hit, in the order of the text."""
        return [Hit(*found) for found in self.spans(clauses)]

    def spans(self, clauses: Clauses) -> list[tuple[str, int, int, tuple[int, ...]]]:
        """The hits as plain tuples, for whoever reads ten thousand texts."""
        text = clauses.text
        found: list[tuple[str, int, int, tuple[int, ...]]] = []
        sizes_of, heads = self._sizes.get, self._heads.get
        for at, pair in enumerate(map(add, text, f"{text[1:]} ")):
            for size in sizes_of(pair) or sizes_of(pair[0], ()):
                end = at + size
                head = heads(text[at:end])
                if head is None or (head.latin and _is_inside(text, at, end)):
                    continue
                for word, keys in head.whole:
                    found.append((word, at, end, keys))
                if head.gapped and not head.next.isdisjoint(text[end : end + GAP + 1]):
                    for word, tail, keys in head.gapped:
                        if last := _end_of_tail(clauses, end, tail):
                            found.append((word, at, last, keys))
        return found


@dataclass(frozen=True)
class _Head:
    """How words begin: the whole word, or what stands before the first gap; what must follow; who listed them.

    `next` are the characters with which what follows a gap begins.
    """

    latin: bool
    whole: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    gapped: list[tuple[str, tuple[str, ...], tuple[int, ...]]] = field(default_factory=list)
    next: set[str] = field(default_factory=set)

    def add(self, word: str, tail: tuple[str, ...], keys: tuple[int, ...]) -> None:
        """One more word that begins so."""
        if tail:
            self.gapped.append((word, tail, keys))
            self.next.add(tail[0][:1])
        else:
            self.whole.append((word, keys))


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether Latin letters go on before or after: "bin" in "cabinet". Chinese has no such edges."""
    before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
    return before or (end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1]))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _end_of_tail(clauses: Clauses, end: int, tail: tuple[str, ...]) -> int:
    """Where the last part of a pattern ends when all parts follow `end` in the same clause; 0 when they don't."""
    begin = end
    for part in tail:
        at = clauses.text.find(part, end, end + GAP + len(part))
        if at < 0:
            return 0
        end = at + len(part)
    return end if end <= clauses.end_of(begin - 1) else 0
