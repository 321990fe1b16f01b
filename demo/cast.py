"""Who lives in the made-up neighbourhood, and where: data only. Every name is a key of the catalogs (demo.po)."""

from dataclasses import dataclass

SPOKEN = {"zh": "zh_CN", "en": "en"}
"""The page's languages and the bot's names for them."""

TELEGRAM = {"zh": "zh-hans", "en": "en"}
"""What the phones say that their owners speak."""


@dataclass(frozen=True)
class Someone:
    """A person with a phone. Those with a colour are shown on the page; `grants` are (role, area code).

    The first grant comes by an invitation, as it would; the others are theirs already. Who has none only says hello
    to the bot, so that it may write to them.
    """

    key: str
    number: int
    colour: str = ""
    opens: str = "bot"
    grants: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"demo.person.{self.key}"

    @property
    def shown(self) -> bool:
        """Whether their phone stands on the page."""
        return bool(self.colour)


@dataclass(frozen=True)
class Group:
    """A group with members by key, bound to an area by the secretary. `quiet` is how many more are in it."""

    key: str
    area: str
    members: tuple[str, ...]
    quiet: int = 0

    @property
    def title(self) -> str:
        return f"demo.group.{self.key}"


CAST = (
    Someone("wang", 5_100_000_001, "#34765F", "building"),
    Someone("zhang", 5_100_000_002, "#7A5C8E", "building"),
    Someone("chen", 5_100_000_003, "#8A6420", grants=(("property", "WTL-1"),)),
    Someone("li", 5_100_000_004, "#2F6EA0", grants=(("grid_worker", "WTL"),)),
    Someone("zhou", 5_100_000_005, "#A04A5A", grants=(("secretary", "WTL"),)),
    Someone("rider", 5_100_000_006),
    Someone("liu", 5_100_000_007),
    Someone("sun", 5_100_000_008),
    Someone("wu", 5_100_000_009, grants=(("property", "WTL-3"),)),
    Someone("min", 5_100_000_010, grants=(("grid_worker", "WTL-3"), ("grid_worker", "WTL-2-9"))),
)

GROUPS = (
    Group("building", "WTL-1-3", ("wang", "zhang", "liu", "sun"), quiet=80),
    Group("station", "WTL", ("rider", "li"), quiet=11),
)

GRIDS = {1: range(1, 7), 2: range(7, 11), 3: range(11, 17)}
"""The three grids and their buildings."""

FLOORS, DOORS = 6, 14
"""Every building has as many floors, and as many doors on each."""

SECRETARY = "zhou"
BOT_USERNAME = "gridbee_bot"
TOKEN = "7100000001:AAH-made-up-token-of-the-demonstration"  # noqa: S105 - opens nothing but the pretend Telegram
FIRST_NUMBER = 1041
