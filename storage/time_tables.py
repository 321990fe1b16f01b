"""The tables of time: the operator's days and hours, what the clock has done already, and people's habits."""

from sqlalchemy import Boolean, Column, Date, String, Table, Time, UniqueConstraint

from storage.tables import _flag, _key, _to, _when, metadata

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("works", Boolean, nullable=False),
)

working_hours = Table(
    "working_hours",
    metadata,
    _to("areas", "community_id", null=False, unique=True),
    Column("periods", String(120), nullable=False),
)
"""The hours of a community that keeps its own: `08:30-11:30,14:00-17:30`, local, in order."""

runs = Table(
    "runs",
    metadata,
    _key(),
    Column("kind", String(24), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("day", Date, nullable=False),
    _when("at", null=False),
    UniqueConstraint("kind", "subject", "day"),
)
"""What the clock does once a day for somebody: the row is the permission to do it, and the memory that it was done."""

habits = Table(
    "habits",
    metadata,
    _to("people", "person_id", null=False, unique=True),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    Column("digest_at", Time),
    _flag("daily", default=True),
    _flag("weekly", default=True),
    _flag("monthly", default=True),
)
"""When a person wants to be left alone, and when they read which digest; whoever has no row keeps the community's."""
