"""What can be thought of before a transaction begins: no lock is held for it, and like is done beside like."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from domain.rules import Rules

T = TypeVar("T")


@dataclass(frozen=True)
class Foreseen(Generic[T]):
    """A use case with a thought that needs no database; `think` gets the rules, and the values that the use case gets.

    What it finds out is at hand (`domain.recent`) when the use case asks for it, which is right without it as well.
    """

    use_case: Callable[..., T]
    think: Callable[..., object]

    def __call__(self, *args: Any, **kwargs: Any) -> T:
        """The use case itself."""
        return self.use_case(*args, **kwargs)


def foresee(use_case: Callable[..., Any], rules: Rules, *values: Any) -> None:
    """Think of what a use case will ask, where that can be known.

    What goes wrong goes wrong again in its own turn, where it is put aside alone.
    """
    if isinstance(use_case, Foreseen):
        with suppress(Exception):
            use_case.think(rules, *values)
