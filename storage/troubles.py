"""What can go wrong with a database: troubles that pass are told apart from mistakes that stay."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.unit import Conflict

_SQLITE_PASSING = {5, 6, 7, 8, 10, 13, 14}
"""BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN."""

_SERVER_PASSING = {"08", "40", "53", "55", "57", "58"}
"""SQLSTATE classes: connection, rollback to retry, no resources, lock not to be had, operator, system."""

_THERE_ALREADY = "23505"


class DatabaseAway(Exception):
    """The database can't be used right now (locked, full, unreachable): wait and try again."""


def translated(error: BaseException) -> BaseException:
    """DatabaseAway for a trouble that passes; a mistake stays what it is."""
    if isinstance(error, Conflict | PoolTimeout) or _passes(error):
        away = DatabaseAway(str(getattr(error, "orig", error)))
        away.__cause__ = error
        return away
    return error


def _passes(error: BaseException) -> bool:
    raised = getattr(error, "orig", error)  # the driver's own error; while connecting it comes unwrapped
    sqlite_code = getattr(raised, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return (sqlite_code & 0xFF) in _SQLITE_PASSING
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(raised, "sqlstate", None)
    if state is None:  # the server was not reached, or the line broke
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return error.connection_invalidated or state[:2] in _SERVER_PASSING


def in_conflict(error: BaseException) -> bool:
    """Whether running it again at once may help: somebody else was in the way, and is through.

    A row that may be there only once may have been written by somebody else since we looked for it.
    """
    state = str(getattr(getattr(error, "orig", None), "sqlstate", ""))
    return isinstance(error, Conflict) or state[:2] == "40" or state == _THERE_ALREADY
