"""How long a job rests before it is tried again."""

import pytest
from telegram.error import NetworkError

from bot.job_loop import pause_before_trying_again
from storage.database import DatabaseAway
from storage.photo_store import PhotoStoreAway


@pytest.mark.parametrize(
    ("tries", "error", "seconds"),
    [
        (0, NetworkError("away"), 1), (3, NetworkError("away"), 8), (10, NetworkError("away"), 60),
        (9000, NetworkError("away"), 60), (10, PhotoStoreAway("x"), 60), (10, DatabaseAway("x"), 60),
        (3, ValueError("ours"), 8), (9, ValueError("ours"), 512), (150, ValueError("ours"), 600),
    ],
)  # fmt: skip
def test_twice_as_long_each_time(tries: int, error: Exception, seconds: int) -> None:
    """Up to a minute when something is away, which may be back at any moment; up to ten after a mistake of ours."""
    assert pause_before_trying_again(tries, error).total_seconds() == seconds
