"""How Alembic runs here: on the connection that storage/migrate.py hands over."""

from typing import Any

from alembic import context

from storage import lease_tables, points_tables, time_tables  # noqa: F401  their tables are on the same metadata
from storage.append_only import protect
from storage.tables import Moment, metadata


def plain(kind: str, item: Any, _: Any) -> Any:
    """A migration names no class of ours, which may change or go."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=plain,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
    protect(connection)
