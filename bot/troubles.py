"""Errors that an operator can mend, in a line each, with the remedy."""

from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from telegram.error import InvalidToken, TelegramError

from domain.area_rows import BadFile, Mistake
from domain.errors import Refusal
from domain.taxonomy import TaxonomyError
from storage.database import DatabaseAway
from storage.migrate import StrangeSchema
from storage.photo_store import PhotoStoreAway
from views.catalog import Words


def told(error: Exception, words: Words) -> list[str] | None:
    """What to tell about an error, or None when it is a mistake of ours."""
    if isinstance(error, ExceptionGroup):
        return told(error.exceptions[0], words) if isinstance(error.exceptions[0], Exception) else None
    if isinstance(error, BadFile):
        return [_line(one, words) for one in error.mistakes]
    if isinstance(error, TaxonomyError):
        return list(error.lines)
    if isinstance(error, Refusal):
        return [words.plain(error.key, **error.values)]
    if isinstance(error, InvalidToken):
        return [words.plain("program.trouble.token")]
    if isinstance(error, TelegramError):
        return [words.plain("program.trouble.telegram", reason=error.message)]
    if isinstance(error, DatabaseAway | DBAPIError | NoSuchModuleError):
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        return [words.plain("program.trouble.database", reason=reason)]
    if isinstance(error, StrangeSchema):
        return [words.plain("program.trouble.newer", step=error.step)]
    if isinstance(error, PhotoStoreAway):
        return [words.plain("program.trouble.photos", reason=str(error))]
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return [words.plain("program.trouble.file", file=str(error.filename or ""), reason=reason)]
    return None


def _line(mistake: Mistake, words: Words) -> str:
    where = words.plain(mistake.where, **mistake.place)
    return words.plain("areas.line", where=where, what=words.plain(mistake.key, **mistake.values))
