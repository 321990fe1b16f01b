"""Whether a photo and words belong together is told by when they were sent, not by when they were handled."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.add_column("drafts", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
