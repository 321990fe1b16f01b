"""Whoever asks for too much at once rests for a while, alone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema one step on."""
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("rests_until", sa.DateTime(timezone=True), nullable=True))
        people.add_column(sa.Column("rests_wholly", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "rests",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", _KEY, nullable=False),
        sa.Column("area_id", _KEY, nullable=True),
        sa.Column("why", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("held", sa.Integer(), server_default="0", nullable=False),
        sa.Column("given_by", _KEY, nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("why IN ('pace', 'reports', 'hand')", name=op.f("ck_rests_why")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_rests_area_id")),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name=op.f("fk_rests_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rests")),
    )
    op.create_index(op.f("ix_rests_person_id"), "rests", ["person_id"])
