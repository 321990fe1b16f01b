"""The tables of the points passbook, the shop and the volunteers' activities, on the same metadata as all others.

A movement is both halves of an entry in one row: `points` go to `account_id` and leave `against_id`, so that none can
fail to sum to zero. What must never happen twice is the unique cause; what must never go below zero is a check.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import Moment, metadata

_ID = BigInteger().with_variant(Integer, "sqlite")


def _key() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=True)


def _to(target: str, name: str, *, null: bool = True, index: bool = False, unique: bool = False) -> Column[Any]:
    return Column(name, _ID, ForeignKey(f"{target}.id"), nullable=null, index=index, unique=unique)


def _when(name: str, *, null: bool = True) -> Column[Any]:
    return Column(name, Moment, nullable=null)


def _number(name: str, default: int | None = 0) -> Column[int]:
    return Column(name, Integer, nullable=default is None, server_default=None if default is None else str(default))


def _words(name: str, length: int | None = None) -> Column[str]:
    return Column(name, String(length) if length else Text, nullable=False, server_default="")


# The ledger ----------------------------------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("people", "person_id", index=True),
    _number("balance"),
    _number("reported"),
    _number("served"),
    _number("spent"),
    Column("shown", String(8), nullable=False, server_default="unnamed"),
    _when("paused_at"),
    _words("paused_why", 300),
    _to("people", "paused_by"),
    Column("told_id", _ID, nullable=False, server_default="0"),
    _when("warned_until"),
    _when("opened_at", null=False),
    UniqueConstraint("community_id", "person_id"),
    CheckConstraint("person_id IS NULL OR balance >= 0", name="never_below_zero"),
    CheckConstraint("balance = reported + served + spent", name="boards_add_up"),
    CheckConstraint("shown IN ('unnamed', 'named', 'hidden')", name="shown"),
    Index(
        "uq_accounts_community",
        "community_id",
        unique=True,
        sqlite_where=text("person_id IS NULL"),
        postgresql_where=text("person_id IS NULL"),
    ),
)
"""One for each person in each community, and the community's own (no person), which every entry stands against."""

movements = Table(
    "movements",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("accounts", "account_id", null=False),
    _to("accounts", "against_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("points", Integer, nullable=False),
    Column("balance", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("board", String(10), nullable=False),
    Column("rule", String(12), nullable=False),
    Column("cause", String(60), nullable=False),
    _number("again"),
    _to("movements", "reverses_id", unique=True),
    _number("short"),
    _to("cases", "case_id", index=True),
    _to("activities", "activity_id"),
    _to("redemptions", "redemption_id"),
    _number("minutes", None),
    _to("people", "actor_id"),
    _words("note", 300),
    Column("for_day", Date, nullable=False),
    _when("at", null=False),
    UniqueConstraint("cause", "again"),
    CheckConstraint("account_id <> against_id", name="two_sides"),
    CheckConstraint("balance >= 0", name="never_below_zero"),
    CheckConstraint("points <> 0 OR kind = 'reversal'", name="moves_something"),
    CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
    CheckConstraint(
        "kind IN ('award', 'given', 'reversal', 'redeemed', 'returned', 'expired', 'closed')", name="kind"
    ),
    CheckConstraint("board IN ('report', 'service', 'redeemed')", name="board"),
    Index("ix_movements_account_id_id", "account_id", "id"),
    Index("ix_movements_account_day", "account_id", "for_day"),
    Index("ix_movements_community_at", "community_id", "at"),
)
"""`balance` is the person's after the entry; `again` counts how often the same cause was reversed before; `short` is
what a reversal could not take back because it was spent."""

lots = Table(
    "lots",
    metadata,
    _key(),
    _to("accounts", "account_id", null=False),
    _to("movements", "movement_id", null=False, index=True),
    Column("board", String(10), nullable=False),
    Column("points", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    _when("expires_at", null=False),
    CheckConstraint('"left" >= 0 AND "left" <= points', name="left"),
    Index(
        "ix_lots_living",
        "account_id",
        "expires_at",
        sqlite_where=text('"left" > 0'),
        postgresql_where=text('"left" > 0'),
    ),
)
"""What is left of each earning, so that the oldest is spent, and expires, first."""

takings = Table(
    "takings",
    metadata,
    _to("movements", "movement_id", null=False, index=True),
    _to("lots", "lot_id", null=False),
    Column("points", Integer, nullable=False),
    UniqueConstraint("movement_id", "lot_id"),
    CheckConstraint("points > 0", name="points"),
)
"""Out of which earnings a movement took its points."""

proposals = Table(
    "proposals",
    metadata,
    _key(),
    _to("accounts", "account_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("points", Integer, nullable=False),
    Column("reason", String(300), nullable=False),
    _to("people", "proposed_by", null=False),
    _when("proposed_at", null=False),
    _to("people", "settled_by"),
    _when("settled_at"),
    Column("state", String(8), nullable=False, server_default="waiting"),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("state IN ('waiting', 'given', 'refused')", name="state"),
    CheckConstraint("proposed_by <> person_id AND settled_by <> person_id", name="not_for_oneself"),
)
"""Points that a secretary gives by hand, with the reason; above a limit a second person settles it."""

flags = Table(
    "flags",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("once", String(80), nullable=False, unique=True),
    Column("evidence", JSON, nullable=False),
    _when("found_at", null=False),
    _to("people", "looked_by"),
    _when("looked_at"),
    CheckConstraint("kind IN ('again', 'circle', 'alike', 'selfmade')", name="kind"),
)
"""What looks unfair, with the cases that show it; a secretary looks, nobody is punished by it."""

# The shop ------------------------------------------------------------------------------------------------------

rewards = Table(
    "rewards",
    metadata,
    _key(),
    _to("areas", "community_id", null=False, index=True),
    Column("name", String(60), nullable=False),
    Column("price", Integer, nullable=False),
    Column("stock", Integer, nullable=False),
    _number("per_person", None),
    _words("partner", 60),
    Column("photo", String(255)),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    _to("people", "made_by"),
    _when("made_at", null=False),
    CheckConstraint("price > 0", name="price"),
    CheckConstraint("stock >= 0", name="never_oversold"),
)

redemptions = Table(
    "redemptions",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("rewards", "reward_id", null=False, index=True),
    _to("people", "person_id", null=False, index=True),
    Column("price", Integer, nullable=False),
    Column("code", String(12), nullable=False, unique=True),
    Column("state", String(9), nullable=False, server_default="waiting"),
    _when("made_at", null=False),
    _when("ended_at"),
    _to("people", "ended_by"),
    CheckConstraint("state IN ('waiting', 'handed', 'cancelled')", name="state"),
)

# Volunteering --------------------------------------------------------------------------------------------------

activities = Table(
    "activities",
    metadata,
    _key(),
    _to("areas", "community_id", null=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("title", String(60), nullable=False),
    _words("place", 60),
    _when("starts_at", null=False),
    _when("ends_at", null=False),
    _number("seats", None),
    Column("points", Integer, nullable=False),
    _to("people", "lead_id", null=False),
    _to("chats", "chat_id"),
    Column("code", String(12), unique=True),
    _when("code_until"),
    Column("state", String(9), nullable=False, server_default="open"),
    _when("made_at", null=False),
    CheckConstraint("kind IN ('activity', 'patrol', 'plots')", name="kind"),
    CheckConstraint("state IN ('open', 'over', 'cancelled')", name="state"),
    CheckConstraint("ends_at > starts_at", name="takes_time"),
    CheckConstraint("points >= 0", name="points"),
)
"""`points` are for an hour, and for patrols and plots for the whole of one."""

sign_ups = Table(
    "sign_ups",
    metadata,
    _key(),
    _to("activities", "activity_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("state", String(8), nullable=False, server_default="joined"),
    _when("joined_at", null=False),
    _when("here_at"),
    _number("minutes", None),
    _to("people", "confirmed_by"),
    UniqueConstraint("activity_id", "person_id"),
    CheckConstraint("state IN ('joined', 'here', 'done', 'absent', 'left')", name="state"),
)

plots = Table(
    "plots",
    metadata,
    _key(),
    _to("activities", "activity_id", null=False, index=True),
    Column("name", String(40), nullable=False),
    _to("people", "person_id", index=True),
    _when("claimed_at"),
    Column("photo", String(255)),
    _when("done_at"),
    _to("people", "confirmed_by"),
    UniqueConstraint("activity_id", "name"),
    CheckConstraint("done_at IS NULL OR person_id IS NOT NULL", name="somebody_did_it"),
)
"""A lot of ground: one person takes it, and shows a photo when it is done."""

check_points = Table(
    "check_points",
    metadata,
    _key(),
    _to("activities", "activity_id", null=False, index=True),
    Column("name", String(40), nullable=False),
    Column("state", String(5), nullable=False, server_default="open"),
    _to("people", "person_id", index=True),
    _when("looked_at"),
    UniqueConstraint("activity_id", "name"),
    CheckConstraint("state IN ('open', 'fine', 'bad')", name="state"),
    CheckConstraint("(state = 'open') = (looked_at IS NULL)", name="looked_at"),
)
"""A place that a patrol looks at. What is bad there becomes a report of whoever saw it, with its photo."""
