"""Where several messages became one report, it is known which words came with which."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the schema one step on."""
    for table in ("drafts", "reports"):
        op.add_column(table, sa.Column("spoken", sa.JSON(none_as_null=True), nullable=True))
