"""Which of Telegram's updates set off what is being done: it goes along with a task, into rows and log lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UPDATE: ContextVar[int | None] = ContextVar("update", default=None)


@contextmanager
def set_off_by(update_id: int | None) -> Iterator[None]:
    """What is done inside was set off by this update; what it owes and logs carries the number."""
    before = _UPDATE.set(update_id)
    try:
        yield
    finally:
        _UPDATE.reset(before)


def update_in_hand() -> int | None:
    """The update that the running task is about; None for what the clock or an operator began."""
    return _UPDATE.get()
