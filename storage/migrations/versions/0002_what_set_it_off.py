"""Messages owed and jobs remember the update that set them off; an index that the first step forgot."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.add_column("outbox", sa.Column("update_id", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("update_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_cases_overseer",
        "cases",
        ["overseer_id"],
        unique=False,
        sqlite_where=sa.text("overseer_id IS NOT NULL"),
        postgresql_where=sa.text("overseer_id IS NOT NULL"),
    )
