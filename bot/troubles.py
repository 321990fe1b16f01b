"""Errors that an operator can mend, in a line each, with the remedy."""

import errno
import re
import sqlite3

from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from telegram.error import InvalidToken, TelegramError

from domain.area_rows import BadFile
from domain.errors import Refusal
from domain.mistake import Mistake
from domain.taxonomy import TaxonomyError
from storage.database import DatabaseAway
from storage.migrate import StrangeSchema
from storage.photo_store import PhotoStoreAway
from views.catalog import Words

_SQLITE = {5: "locked", 6: "locked", 8: "not_writable", 11: "damaged", 13: "full", 14: "not_writable", 26: "damaged"}
"""What SQLite's codes mean to an operator: BUSY, LOCKED, READONLY, CORRUPT, FULL, CANTOPEN, NOTADB."""
_FILES = {
    errno.ENOENT: "none", errno.ENOTDIR: "none", errno.EACCES: "denied", errno.EPERM: "denied", errno.EROFS: "denied",
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EISDIR: "folder",
}  # fmt: skip
_BINDING = re.compile(r"attempting to bind on address \('([^']+)', (\d+)")


def told(error: Exception, words: Words) -> list[str] | None:
    """What to tell about an error, or None when it is a mistake of ours."""
    if isinstance(error, ExceptionGroup):
        return told(error.exceptions[0], words) if isinstance(error.exceptions[0], Exception) else None
    if isinstance(error, BadFile | TaxonomyError):
        return [_line(one, words) for one in error.mistakes]
    if isinstance(error, Refusal):
        return [words.plain(error.key, **error.values)]
    if isinstance(error, InvalidToken):
        return [words.plain("program.trouble.token")]
    if isinstance(error, TelegramError):
        return [words.plain("program.trouble.telegram", reason=error.message)]
    if isinstance(error, StrangeSchema):
        return [words.plain("program.trouble.newer", step=error.step)]
    if isinstance(error, PhotoStoreAway):
        return [photos_away(error, words)]
    if isinstance(error, DatabaseAway | DBAPIError | NoSuchModuleError | sqlite3.Error):
        return [_of_database(error, words)]
    return [_of_file(error, words)] if isinstance(error, OSError) else None


def photos_away(error: PhotoStoreAway, words: Words) -> str:
    """Why photos can't be stored, and what to look at: the keys of a bucket, or the rights of a folder."""
    kind = "bucket" if "s3://" in str(error) else "photos"
    return words.plain(f"program.trouble.{kind}", reason=str(error))


def _of_database(error: Exception, words: Words) -> str:
    """SQLite says what it is by a code; a server that was not reached gives no code at all."""
    raised: BaseException | None = error
    while isinstance(raised, DatabaseAway) and raised.__cause__ is not None:
        raised = raised.__cause__
    raised = getattr(raised, "orig", None) or raised
    reason = (str(raised).splitlines() or [""])[0]
    code = getattr(raised, "sqlite_errorcode", None)
    if code is not None:
        return words.plain(f"program.trouble.{_SQLITE.get(code & 0xFF, 'database')}", reason=reason)
    served = isinstance(raised, sqlite3.Error) or getattr(raised, "sqlstate", None) is not None
    return words.plain(f"program.trouble.{'database' if served else 'server'}", reason=reason)


def _of_file(error: OSError, words: Words) -> str:
    bound = _BINDING.search(str(error))
    if bound:
        return words.plain("program.trouble.port", host=bound[1], port=bound[2], reason=str(error).rpartition(": ")[2])
    kind = _FILES.get(error.errno or 0)
    key = f"program.trouble.file_{kind}" if kind else "program.trouble.file"
    return words.plain(key, file=str(error.filename or "–"), reason=error.strerror or str(error))


def _line(mistake: Mistake, words: Words) -> str:
    where = words.plain(mistake.where, **mistake.place)
    return words.plain("program.mistake", where=where, what=words.plain(mistake.key, **mistake.values))
