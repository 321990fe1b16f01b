"""Where the program's own words go: lines on stderr, for people or for machines, with every secret taken out."""

import contextlib
import logging
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import Redaction
from storage.cause import update_in_hand

# These write addresses, which hold the token, or people's words, as values of SQL statements, at INFO.
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "sqlalchemy", "alembic")


def set_up(
    level: str = "INFO", *, as_json: bool = False, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send every log line of the process, structlog's and the standard library's, through one redacting handler.

    `secrets` disappear in every spelling, and so does whatever looks like a bot token: from texts, values and
    tracebacks, those of a crash too. Calling it again replaces what was set up before. Raises ValueError for an
    unknown level.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_update,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(as_json=as_json, colors=handler.stream.isatty()),
                _redactor(Redaction(secrets)),
            ],
        )
    )
    _lead_everything_to(handler, level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,  # else each line puts its logger together anew, also one that nobody wants
    )


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the standard library's name
        """The standard library would print the arguments of a line that cannot be formatted, unredacted."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(f"a log line was lost: {record.name}, {record.pathname}:{record.lineno}\n")


def _renderers(*, as_json: bool, colors: bool) -> list[Processor]:
    if as_json:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    # plain tracebacks: rich ones show the variables, and break a token over two lines where no pattern finds it
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]


def _with_update(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """The number that a log is followed by, from the update that came to every message that went out for it."""
    update_id = update_in_hand()
    if update_id is not None:
        line.setdefault("update", update_id)
    return line


def _redactor(hidden: Redaction) -> Processor:
    """The last step, over the finished line: whatever could still bring a secret in has happened by then."""

    def redact(_: WrappedLogger, __: str, line: EventDict | str) -> str:
        return hidden(str(line))

    return redact


def _lead_everything_to(handler: logging.Handler, level: str) -> None:
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _log_crash(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))
