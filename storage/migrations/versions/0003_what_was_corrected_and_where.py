"""Corrections and a building's latest cases are found at once; areas have outlines."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the schema one step on."""
    with op.batch_alter_table("areas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outline", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_area_filed", ["area_id", "filed_at"], unique=False)
        batch_op.drop_index(batch_op.f("ix_cases_area_id"))
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_events_corrected",
            ["id"],
            unique=False,
            sqlite_where=sa.text("kind = 'recategorised'"),
            postgresql_where=sa.text("kind = 'recategorised'"),
        )
