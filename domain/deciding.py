"""What to do with something posted in a group: file it, ask, hold it for its other half, or leave it alone."""

from dataclasses import dataclass
from enum import StrEnum

from domain.chats import Mode


class Decision(StrEnum):
    """What happens to a post."""

    FILE = "file"
    ASK = "ask"
    HOLD = "hold"
    IGNORE = "ignore"


@dataclass(frozen=True)
class Thresholds:
    """From which probability of being a report a group files at once, and from which it asks the poster."""

    file: float = 0.6
    ask: float = 0.3


DEFAULTS = {Mode.AUTO: Thresholds(), Mode.ASK: Thresholds(file=2.0), Mode.COMMAND: Thresholds(2.0, 2.0)}
"""Above 1 means never."""


def decide(
    limits: Thresholds,
    *,
    explicit: bool,
    has_photo: bool,
    text: str,
    is_report: float,
    hazard: bool = False,
    forwarded: bool = False,
) -> Decision:
    """What to do with a post, given how likely its words are a report (0..1).

    `explicit` posts (by /report or by naming the bot) are always filed. A photo waits for words and words that
    read like a report wait for a photo, unless lives may be at stake; what was forwarded is asked about. In a group
    that files nothing by itself nothing waits.
    """
    if explicit:
        return Decision.FILE
    if limits.ask > 1:
        return Decision.IGNORE
    if has_photo and not text.strip():
        return Decision.HOLD
    if is_report < limits.ask:
        return Decision.IGNORE
    if not has_photo and not hazard:
        return Decision.HOLD
    return Decision.FILE if is_report >= limits.file and not forwarded else Decision.ASK
