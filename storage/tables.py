"""Every table. What must never happen twice, or below zero, or to the wrong row, is said here as a constraint."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.sql.operators import OperatorType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps no zone, so it is taken off going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware UTC")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def bind_processor(self, dialect: Dialect) -> Any:
        """On SQLite the text is written in one step, as SQLAlchemy would write it: a report holds dozens of them."""
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect  # noqa: ARG002  the library's signature
    ) -> datetime | None:
        """The same time, aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """On SQLite the text becomes an aware time in one step: a digest reads thousands of them."""
        return _aware if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


_NAIVE = len("2026-06-12 08:30:00.000000")


@lru_cache(maxsize=256)  # what is done together is done at one time
def _written(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("times are aware UTC")
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[:_NAIVE]


def _aware(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(f"{written}+00:00")


class State(String):
    """One of a few words of ours, written out where it is compared.

    For a bound value SQLite would plan the statement anew each time before it dares to use an index `WHERE state = …`.
    """

    class Comparator(String.Comparator[str]):
        """Writes the words into the statement."""

        def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
            """The comparison of the column with words of ours."""
            return super().operate(op, *(_as_it_stands(one) for one in other), **kwargs)

    comparator_factory = Comparator


def _as_it_stands(compared: Any) -> Any:
    if isinstance(compared, str):
        return literal_column(f"'{compared}'")
    if isinstance(compared, list | tuple | set | frozenset):
        return [_as_it_stands(one) for one in compared]
    return compared


def _key() -> Column[int]:
    # SQLite only numbers rows by itself in a column of its own INTEGER type.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def _to(target: str, name: str, *, null: bool = True, index: bool = False, unique: bool = False) -> Column[Any]:
    return Column(
        name,
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey(f"{target}.id"),
        nullable=null,
        index=index,
        unique=unique,
    )


def _when(name: str, *, null: bool = True, index: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=null, index=index)


def _flag(name: str, *, default: bool = False) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=text("true" if default else "false"))


def _index_of(name: str, *columns: str, only: str, unique: bool = False) -> Index:
    """An index of the rows that meet a condition."""
    return Index(name, *columns, unique=unique, sqlite_where=text(only), postgresql_where=text(only))


# The neighbourhood ---------------------------------------------------------------------------------------------

areas = Table(
    "areas",
    metadata,
    _key(),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("level", String(12), nullable=False),
    _to("areas", "parent_id", index=True),
    _to("areas", "community_id", index=True),
    Column("path", String(120), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("outline", JSON(none_as_null=True)),
    CheckConstraint("level IN ('street', 'community', 'grid', 'building')", name="level"),
)

rooms = Table(
    "rooms",
    metadata,
    _to("areas", "area_id", null=False),
    Column("room", String(20), nullable=False),
    UniqueConstraint("area_id", "room"),
)

people = Table(
    "people",
    metadata,
    _key(),
    Column("telegram_id", BigInteger, unique=True),
    Column("name", String(128), nullable=False),
    Column("staff_name", String(64), nullable=False, server_default=""),
    Column("language", String(12), nullable=False),
    Column("own_language", String(12)),
    _to("areas", "home_id"),
    _flag("greeted"),
    _when("away_until"),
    _when("rests_until"),
    _flag("rests_wholly"),
    _when("met_at", null=False),
    _when("deleted_at"),
)

grants = Table(
    "grants",
    metadata,
    _key(),
    _to("people", "person_id", null=False, index=True),
    Column("role", String(20), nullable=False),
    _to("areas", "area_id", null=False, index=True),
    _to("people", "granted_by"),
    _when("granted_at", null=False),
    _when("ended_at"),
    Index(
        "uq_grants_living",
        "person_id",
        "role",
        "area_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

rests = Table(
    "rests",
    metadata,
    _key(),
    _to("people", "person_id", null=False, index=True),
    _to("areas", "area_id"),
    Column("why", String(8), nullable=False),
    Column("note", String(300), nullable=False, server_default=""),
    Column("held", Integer, nullable=False, server_default="0"),
    _to("people", "given_by"),
    _when("began_at", null=False),
    _when("ends_at", null=False),
    CheckConstraint("why IN ('pace', 'reports', 'hand')", name="why"),
)

invites = Table(
    "invites",
    metadata,
    _key(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    _to("areas", "area_id", null=False),
    Column("staff_name", String(64), nullable=False, server_default=""),
    _to("people", "invited_by"),
    _when("made_at", null=False),
    _when("expires_at", null=False),
    _to("people", "used_by"),
    _to("grants", "grant_id"),
    _when("used_at"),
    _when("revoked_at"),
)

chats = Table(
    "chats",
    metadata,
    _key(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("kind", String(12), nullable=False),
    Column("title", String(255), nullable=False, server_default=""),
    _to("people", "person_id", unique=True),
    _to("areas", "area_id"),
    Column("purpose", State(12), nullable=False, server_default=""),
    Column("mode", String(8), nullable=False, server_default="auto"),
    Column("language", String(12), nullable=False),
    _flag("closed"),
    _flag("reactions", default=True),
    _when("wait_until"),
    _to("people", "bound_by"),
    _when("bound_at"),
    CheckConstraint("kind IN ('private', 'group', 'supergroup', 'channel')", name="kind"),
    CheckConstraint("purpose IN ('', 'building', 'station', 'staff')", name="purpose"),
    CheckConstraint("mode IN ('auto', 'ask', 'command')", name="mode"),
    _index_of("uq_chats_building", "area_id", only="purpose = 'building'", unique=True),
)

# What people sent, and what it is about --------------------------------------------------------------------------

cases = Table(
    "cases",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("areas", "area_id", null=False),
    Column("kind", String(12), nullable=False),
    Column("category", String(48), nullable=False),
    Column("urgency", String(12), nullable=False),
    Column("title", String(120), nullable=False),
    _flag("private"),
    Column("status", State(16), nullable=False),
    _when("filed_at", null=False),
    _when("respond_by", null=False),
    _when("resolve_by", null=False),
    _when("first_resolve_by", null=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("role", String(20), nullable=False, server_default=""),
    _to("people", "responsible_id"),
    _to("people", "overseer_id"),
    Column("level", String(12)),
    _flag("led"),
    _when("responded_at"),
    _when("paused_at"),
    _when("resolved_at"),
    _when("delivered_at"),
    _when("closed_at"),
    Column("closed_how", String(12)),
    _when("promised_by"),
    Column("outside", String(120), nullable=False, server_default=""),
    _to("cases", "merged_into_id"),
    Column("former_status", String(16)),
    _flag("appealed"),
    Column("round", Integer, nullable=False, server_default="0"),
    _when("clock_from"),
    _when("climbed_at"),
    _when("asked_until"),
    _when("due_at"),
    _when("alarm_at"),
    CheckConstraint(
        "status IN ('filed', 'dispatched', 'accepted', 'coordinating', 'waiting', 'resolved', 'closed', 'refused',"
        " 'merged', 'withdrawn')",
        name="status",
    ),
    CheckConstraint(
        "responsible_id IS NOT NULL OR status IN ('filed', 'refused', 'merged', 'withdrawn')", name="somebody_has_it"
    ),
    CheckConstraint("status <> 'merged' OR merged_into_id IS NOT NULL", name="merged_into"),
    CheckConstraint("status <> 'closed' OR closed_how IS NOT NULL", name="closed_how"),
    Index("ix_cases_responsible_status", "responsible_id", "status"),
    Index("ix_cases_responsible_filed", "responsible_id", "filed_at"),
    _index_of("ix_cases_overseer", "overseer_id", only="overseer_id IS NOT NULL"),
    Index("ix_cases_community_status", "community_id", "status"),
    Index("ix_cases_community_filed", "community_id", "filed_at"),
    Index("ix_cases_area_filed", "area_id", "filed_at"),
    _index_of("ix_cases_community_due", "community_id", "due_at", only="due_at IS NOT NULL"),
    _index_of("ix_cases_alarm", "alarm_at", only="alarm_at IS NOT NULL"),
    sqlite_autoincrement=True,
)

reports = Table(
    "reports",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("cases", "case_id", null=False, index=True),
    _to("people", "person_id", null=False, index=True),
    Column("on_behalf", String(64), nullable=False, server_default=""),
    _to("chats", "chat_id"),
    Column("message_id", BigInteger),
    Column("album", String(64)),
    Column("text", Text, nullable=False, server_default=""),
    Column("spoken", JSON(none_as_null=True)),
    _flag("anonymous"),
    _when("sent_at"),
    _when("made_at", null=False),
    _when("withdrawn_at"),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_reports_community_made", "community_id", "made_at"),
)

supporters = Table(
    "supporters",
    metadata,
    _to("cases", "case_id", null=False),
    _to("people", "person_id", null=False, index=True),
    _when("joined_at", null=False),
    UniqueConstraint("case_id", "person_id"),
)

ratings = Table(
    "ratings",
    metadata,
    _to("cases", "case_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("stars", Integer, nullable=False),
    _when("rated_at", null=False),
    UniqueConstraint("case_id", "person_id"),
    CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
)

events = Table(
    "events",
    metadata,
    _key(),
    _to("areas", "community_id", null=False),
    _to("cases", "case_id", null=False, index=True),
    _when("at", null=False),
    _to("people", "actor_id", index=True),
    Column("kind", String(20), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("facts", JSON, nullable=False),
    Index("ix_events_community_at", "community_id", "at"),
    _index_of("ix_events_corrected", "id", only="kind = 'recategorised'"),
)

looks = Table(
    "looks",
    metadata,
    _key(),
    _to("cases", "case_id", null=False, index=True),
    _to("people", "person_id", null=False),
    _when("looked_at", null=False),
)

photos = Table(
    "photos",
    metadata,
    _key(),
    _to("cases", "case_id", index=True),
    _to("reports", "report_id"),
    _to("drafts", "draft_id", index=True),
    _to("people", "person_id", null=False, index=True),
    Column("purpose", String(8), nullable=False, server_default="before"),
    Column("round", Integer, nullable=False, server_default="0"),
    Column("file_id", String(255), nullable=False),
    Column("unique_id", String(64), nullable=False),
    _flag("as_file"),
    Column("state", State(8), nullable=False, server_default="owed"),
    Column("path", String(80)),
    Column("width", Integer),
    Column("height", Integer),
    Column("likeness", BigInteger),
    _to("areas", "community_id"),
    _when("taken_at", null=False),
    CheckConstraint("state IN ('owed', 'stored', 'broken', 'expired')", name="state"),
    _index_of("ix_photos_stored", "case_id", only="state = 'stored'"),
    _index_of(
        "ix_photos_looks", "community_id", "taken_at", "likeness", "case_id",
        only="likeness IS NOT NULL AND purpose = 'before'",
    ),
    _index_of("ix_photos_unstored", "case_id", only="state IN ('owed', 'broken')"),
    CheckConstraint("purpose IN ('before', 'after', 'more')", name="purpose"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    _key(),
    _to("chats", "chat_id", null=False),
    _to("people", "person_id", null=False, index=True),
    Column("purpose", String(8), nullable=False),
    Column("stage", State(8), nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(64)),
    Column("text", Text, nullable=False, server_default=""),
    Column("spoken", JSON(none_as_null=True)),
    _to("cases", "case_id"),
    _to("areas", "area_id"),
    Column("on_behalf", String(64), nullable=False, server_default=""),
    _flag("anonymous"),
    _flag("explicit"),
    _flag("forwarded"),
    _when("sent_at"),
    _when("made_at", null=False),
    _when("expires_at", null=False),
    CheckConstraint("purpose IN ('report', 'answer', 'result')", name="purpose"),
    CheckConstraint("stage IN ('album', 'held', 'asked', 'place', 'private')", name="stage"),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_drafts_chat_album", "chat_id", "album"),
    sqlite_autoincrement=True,
)

prompts = Table(
    "prompts",
    metadata,
    _key(),
    _to("people", "person_id", null=False),
    _to("chats", "chat_id", null=False),
    Column("kind", String(12), nullable=False),
    _to("cases", "case_id"),
    _to("drafts", "draft_id"),
    _when("opened_at", null=False),
    _when("expires_at", null=False),
    UniqueConstraint("person_id", "chat_id"),
)

messages = Table(
    "messages",
    metadata,
    _key(),
    _to("chats", "chat_id", null=False),
    Column("message_id", BigInteger, nullable=False),
    Column("view", String(40), nullable=False),
    Column("card", String(60)),
    _to("cases", "case_id", index=True),
    _to("drafts", "draft_id"),
    _flag("has_photo"),
    _when("sent_at", null=False),
    UniqueConstraint("chat_id", "message_id"),
    UniqueConstraint("chat_id", "card"),
    _index_of("ix_messages_draft", "draft_id", only="draft_id IS NOT NULL"),
)

# Promises ----------------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _key(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", BigInteger, nullable=False),
    Column("raw", Text),
    Column("state", State(8), nullable=False, server_default="new"),
    _when("received_at", null=False),
    _when("ended_at"),
    Column("error", Text),
    CheckConstraint("state IN ('new', 'done', 'parked')", name="state"),
    _index_of("ix_inbox_new", "id", only="state = 'new'"),
    _index_of("ix_inbox_parked", "id", only="state = 'parked'"),
    _index_of("ix_inbox_ended", "ended_at", only="ended_at IS NOT NULL"),
)

outbox = Table(
    "outbox",
    metadata,
    _key(),
    _to("chats", "chat_id", null=False),
    Column("view", String(40), nullable=False),
    Column("card", String(60)),
    _to("cases", "case_id", index=True),
    _to("drafts", "draft_id"),
    _to("people", "person_id"),
    Column("facts", JSON, nullable=False),
    Column("reply_to", BigInteger),
    Column("priority", Integer, nullable=False),
    Column("once", String(80), unique=True),
    Column("state", State(8), nullable=False, server_default="owed"),
    _when("told_at", null=False),
    _when("not_before"),
    _when("ended_at"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("update_id", BigInteger),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    CheckConstraint("state IN ('owed', 'claimed', 'sent', 'dropped', 'failed')", name="state"),
    _index_of("uq_outbox_card_unclaimed", "chat_id", "card", only="state = 'owed' AND card IS NOT NULL", unique=True),
    _index_of("ix_outbox_owed", "id", only="state = 'owed'"),
    _index_of("ix_outbox_chat_owed", "chat_id", "view", only="state = 'owed'"),
    _index_of("ix_outbox_claimed", "id", only="state = 'claimed'"),
    _index_of("ix_outbox_failed", "id", only="state = 'failed'"),
    _index_of("ix_outbox_ended", "ended_at", only="ended_at IS NOT NULL"),
    _index_of("ix_outbox_forgotten", "ended_at", only="ended_at IS NOT NULL AND once IS NULL"),
    _index_of("ix_outbox_draft", "draft_id", only="draft_id IS NOT NULL"),
)

jobs = Table(
    "jobs",
    metadata,
    _key(),
    Column("kind", String(24), nullable=False),
    Column("subject", BigInteger, nullable=False),
    _when("due_at", null=False),
    Column("state", State(8), nullable=False, server_default="owed"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("update_id", BigInteger),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    _when("until"),
    CheckConstraint("state IN ('owed', 'done', 'failed')", name="state"),
    _index_of("uq_jobs_owed", "kind", "subject", only="state = 'owed'", unique=True),
    _index_of("ix_jobs_due", "due_at", only="state = 'owed'"),
    _index_of("ix_jobs_failed", "id", only="state = 'failed'"),
)
