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
    """From which probability of being a report a group files at once, and from which it asks the poster.

    `sure` is the confidence in the category below which the poster is asked what it is.
    """

    file: float = 0.6
    ask: float = 0.3
    sure: float = 0.4


NEVER = 2.0
"""Above 1 means never."""
DEFAULTS = {Mode.AUTO: Thresholds(), Mode.ASK: Thresholds(file=NEVER), Mode.COMMAND: Thresholds(NEVER, NEVER, 0.0)}


def decide(
    limits: Thresholds,
    *,
    explicit: bool,
    has_photo: bool,
    text: str,
    is_report: float,
    confidence: float = 1.0,
    hazard: bool = False,
    forwarded: bool = False,
) -> Decision:
    """What to do with a post, given how likely its words are a report and how sure its category is (0..1).

    `explicit` posts (by /report or by naming the bot) are always filed. A photo waits for words and words that
    read like a report wait for a photo, unless lives may be at stake; what was forwarded is asked about. In a group
    that files nothing by itself nothing waits, and a danger to life waits for no answer about its kind.
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
    clear = is_report >= limits.file and (confidence >= limits.sure or hazard)
    return Decision.FILE if clear and not forwarded else Decision.ASK
