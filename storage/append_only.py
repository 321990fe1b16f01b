"""The ledger's rows stay as they were written: the database itself refuses to change or delete one.

Only the words of a note may be blanked, for a person who asked to be forgotten.
"""

from sqlalchemy import Connection, inspect, text

_FIXED = (
    "id", "community_id", "account_id", "against_id", "person_id", "points", "balance", "kind", "board", "rule",
    "cause", "again", "reverses_id", "short", "case_id", "activity_id", "redemption_id", "minutes", "actor_id",
    "for_day", "at",
)  # fmt: skip
_SAYS = "the ledger is append-only"


def protect(connection: Connection) -> None:
    """Put the guards on the ledger, where it exists; they may be there already."""
    if not inspect(connection).has_table("movements"):
        return
    for statement in _sqlite() if connection.dialect.name == "sqlite" else _postgresql():
        connection.execute(text(statement))


def _sqlite() -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    return (
        f"CREATE TRIGGER IF NOT EXISTS movements_stay BEFORE UPDATE OF {', '.join(_FIXED)} ON movements {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS movements_remain BEFORE DELETE ON movements {refuse}",
    )


def _postgresql() -> tuple[str, ...]:
    refuse = f"$$ BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    call = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return (
        f"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS {refuse}",
        f"CREATE OR REPLACE TRIGGER movements_stay BEFORE UPDATE OF {', '.join(_FIXED)} ON movements {call}",
        f"CREATE OR REPLACE TRIGGER movements_remain BEFORE DELETE ON movements {call}",
    )
