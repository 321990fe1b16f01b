"""A caption cut into clauses: words speak together within one, hardly across two."""

import re
from bisect import bisect_right
from functools import cached_property

_BREAK = re.compile(r"[,。!?;:~、…|\n]+|\.(?:\s|$)|\.{2,}|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")

_THOUGHT = re.compile(rf"{_BREAK.pattern}|(?<=[了着])(?=现在|刚刚|突然|又|还|而且|并且)| and | but | now ")


class Clauses:
    """A normalised text and where its clauses begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def number_of(self, position: int) -> int:
        """Which clause `position` is in, from 0."""
        return bisect_right(self._starts, position) - 1

    def start_of(self, position: int) -> int:
        """Where the clause of `position` begins."""
        return self._starts[self.number_of(position)]

    def end_of(self, position: int) -> int:
        """Where the clause of `position` ends (where the next one begins)."""
        number = self.number_of(position) + 1
        return self._starts[number] if number < len(self._starts) else len(self.text)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The clauses themselves."""
        ends = [*self._starts[1:], len(self.text)]
        return tuple(self.text[start:end] for start, end in zip(self._starts, ends, strict=True))

    @cached_property
    def thoughts(self) -> tuple[str, ...]:
        """What is said one after the other, with a comma between or without (桶坏了现在冒烟了); each once."""
        return tuple(dict.fromkeys(thought for part in _THOUGHT.split(self.text) if (thought := part.strip())))
