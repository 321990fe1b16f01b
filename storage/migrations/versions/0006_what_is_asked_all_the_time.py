"""Indexes for what is asked all the time, so that a report costs the same however much is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NEW = (
    ("ix_cases_responsible_filed", "cases", ["responsible_id", "filed_at"], None),
    ("ix_photos_stored", "photos", ["case_id"], "state = 'stored'"),
    ("ix_messages_draft", "messages", ["draft_id"], "draft_id IS NOT NULL"),
    ("ix_inbox_new", "inbox", ["id"], "state = 'new'"),
    ("ix_inbox_parked", "inbox", ["id"], "state = 'parked'"),
    ("ix_inbox_ended", "inbox", ["ended_at"], "ended_at IS NOT NULL"),
    ("ix_outbox_owed", "outbox", ["id"], "state = 'owed'"),
    ("ix_outbox_chat_owed", "outbox", ["chat_id", "view"], "state = 'owed'"),
    ("ix_outbox_claimed", "outbox", ["id"], "state = 'claimed'"),
    ("ix_outbox_failed", "outbox", ["id"], "state = 'failed'"),
    ("ix_outbox_ended", "outbox", ["ended_at"], "ended_at IS NOT NULL"),
    ("ix_outbox_forgotten", "outbox", ["ended_at"], "ended_at IS NOT NULL AND once IS NULL"),
    ("ix_outbox_draft", "outbox", ["draft_id"], "draft_id IS NOT NULL"),
    ("ix_jobs_failed", "jobs", ["id"], "state = 'failed'"),
)


def upgrade() -> None:
    """Bring the schema one step on."""
    op.drop_index("ix_outbox_owed", "outbox")
    op.drop_index("ix_inbox_unfinished", "inbox")
    for name, table, columns, only in NEW:
        where = sa.text(only) if only else None
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
