"""Times of day as people say them: 9:30, 9点半, 晚上11点; and where it is meant, 22 alone."""

import re
from datetime import time

NOON = 12
DAWN = 5
_NIGHT = {"晚上", "夜里"}
_HOUR = (
    r"(?P<part{n}>上午|早上|中午|下午|晚上|夜里)?\s*(?P<hour{n}>\d{{1,2}})"
    r"(?:[:：](?P<minute{n}>\d{{2}})|点(?:(?P<half{n}>半)|(?P<past{n}>\d{{1,2}})分?)?{bare})"
)


def clock(n: int = 1, *, bare: bool = False) -> str:
    """A pattern for the n-th time in a line; `bare`: an hour may stand alone."""
    return _HOUR.format(n=n, bare="|" if bare else "")


def read_clock(found: "re.Match[str]", n: int = 1, part: str | None = None) -> time:
    """The time that was found; `part` is the part of the day where it says none. Raises ValueError where there is none.

    下午2点 is 14:00, 夜里2点 is 2:00, 晚上12点 and 24:00 are midnight.
    """
    hour, said = int(found[f"hour{n}"]), found[f"part{n}"] or part
    minute = 30 if found[f"half{n}"] else int(found[f"minute{n}"] or found[f"past{n}"] or 0)
    if (said == "下午" and hour < NOON) or (said in _NIGHT and DAWN < hour < NOON):
        hour += NOON
    elif said in _NIGHT and hour == NOON:
        hour = 0
    return time(0 if (hour, minute) == (24, 0) else hour, minute)
