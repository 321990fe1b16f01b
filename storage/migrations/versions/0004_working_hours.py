"""A community may keep working hours of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "working_hours",
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periods", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["areas.id"], name=op.f("fk_working_hours_community_id")),
        sa.UniqueConstraint("community_id", name=op.f("uq_working_hours_community_id")),
    )
