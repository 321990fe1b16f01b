"""A community's photos are compared without looking at its cases."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the schema one step on."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.add_column(sa.Column("community_id", key, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_photos_community_id"), "areas", ["community_id"], ["id"])
    op.execute(
        "UPDATE photos SET community_id = (SELECT community_id FROM cases WHERE cases.id = photos.case_id)"
        " WHERE likeness IS NOT NULL"
    )
    where = sa.text("likeness IS NOT NULL AND purpose = 'before'")
    op.create_index(
        "ix_photos_looks", "photos", ["community_id", "taken_at", "likeness", "case_id"],
        sqlite_where=where, postgresql_where=where,
    )  # fmt: skip
