"""A draft's and a photo's number is not used again on SQLite: once-keys, buttons and jobs go by it.

Without this a new row takes the number of the newest one that was deleted, and what was asked about that draft is taken
for having been asked about this one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ASKED = ("is_report", "is_same", "is_result", "private")
"""What a once-key about a draft begins with: `is_report:12`."""


def upgrade() -> None:
    """Bring the schema one step on."""
    if op.get_bind().dialect.name != "sqlite":
        return  # a sequence never goes back
    for table, used in (("drafts", _drafts_known()), ("photos", _photos_known())):
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
        newest = max(used, _known(f"SELECT max(id) FROM {table}"))  # noqa: S608  the names stand two lines above
        op.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table").bindparams(table=table))
        put = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :newest)")
        op.execute(put.bindparams(table=table, newest=newest))


def _drafts_known() -> int:
    """The largest number that an old question or job may still call a draft by."""
    keys = op.get_bind().execute(sa.text("SELECT once FROM outbox WHERE once IS NOT NULL")).scalars()
    asked = [key.split(":")[1] for key in keys if key.split(":")[0] in _ASKED]
    jobs = _known("SELECT max(subject) FROM jobs WHERE kind IN ('drop_draft', 'close_album')")
    return max([jobs, *(int(one) for one in asked if one.isdecimal())])


def _photos_known() -> int:
    return _known("SELECT max(subject) FROM jobs WHERE kind IN ('fetch_photo', 'locate_photo', 'drop_photo')")


def _known(question: str) -> int:
    return op.get_bind().execute(sa.text(question)).scalar() or 0
