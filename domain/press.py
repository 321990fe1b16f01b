"""What a button means: a verb, a number (a case's, or a draft's for `file` and `ignore`) and perhaps an argument."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """The verbs of buttons; the first block is what others rely on."""

    ACCEPT = "accept"
    PASS = "pass"  # noqa: S105  a verb, not a word to get in with
    REFUSE = "refuse"
    ASK = "ask"
    EXTERNAL = "external"
    BEYOND = "beyond"
    DONE = "done"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    RATE = "rate"
    SAME = "same"
    WITHDRAW = "withdraw"
    RECAT = "recat"
    FILE = "file"
    IGNORE = "ignore"
    ASSIGN = "assign"
    EXTEND = "extend"
    LEAD = "lead"
    MERGE = "merge"

    SPLIT = "split"
    OVERRULE = "overrule"
    APPEAL = "appeal"
    NUDGE = "nudge"
    GRANT = "grant"
    KEEP = "keep"
    DIGEST = "digest"
    SUBSCRIBE = "subscribe"
    BACK = "back"
    UNDO = "undo"
    PLACE = "place"
    CASE = "case"
    QUEUE = "queue"
    STAFF = "staff"
    REVOKE = "revoke"
    BIND = "bind"
    LANG = "lang"
    MODE = "mode"
    OK = "ok"

    POINTS = "points"
    RANK = "rank"
    SHOP = "shop"
    REDEEM = "redeem"
    CANCEL = "cancel"
    HAND = "hand"
    ATTEND = "attend"
    CHECKIN = "checkin"
    HOURS = "hours"
    PLOT = "plot"
    CHECK = "check"
    AGREE = "agree"
    PAUSE = "pause"
    REST = "rest"


@dataclass(frozen=True)
class Press:
    """A button's meaning. There is no authority in it: rights are checked on every press."""

    verb: Verb
    number: int = 0
    argument: str = ""
