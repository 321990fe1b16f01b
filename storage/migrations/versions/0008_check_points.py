"""A patrol has places to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "check_points",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("activity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=5), server_default="open", nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'fine', 'bad')", name=op.f("ck_check_points_state")),
        sa.CheckConstraint("(state = 'open') = (looked_at IS NULL)", name=op.f("ck_check_points_looked_at")),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name=op.f("fk_check_points_activity_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_check_points_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_points")),
        sa.UniqueConstraint("activity_id", "name", name=op.f("uq_check_points_activity_id_name")),
    )
    with op.batch_alter_table("check_points", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_points_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_points_person_id"), ["person_id"], unique=False)
