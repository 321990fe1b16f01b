"""Whether a photo belongs to words that were filed at once is told by when both were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.add_column("reports", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
