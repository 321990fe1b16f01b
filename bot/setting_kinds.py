"""The kinds of settings: how each is read from TOML or an environment variable, and which text explains it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from domain.calendar import Period, in_order
from domain.quiet import Quiet


@dataclass(frozen=True)
class Hint:
    """Marks a setting with the text that tells what to write for it; what was written for a secret is never shown."""

    text: str
    secret: bool = False


def _like(pattern: str) -> Callable[[str], str]:
    def stripped(value: str) -> str:
        if not re.fullmatch(pattern, value.strip(), re.ASCII):
            raise ValueError(pattern)
        return value.strip()

    return stripped


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(value)
    return value.rstrip("/")


def _ids(value: object) -> object:
    """Several ids in one environment variable: 12345,67890."""
    return [part for part in re.split(r"[\s,\[\]]+", value) if part] if isinstance(value, str) else value


def _time_of_day(value: object) -> time:
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}", value):
        hours, minutes = map(int, value.split(":"))
        return time(hours, minutes)
    raise ValueError("not a time of day")


def _spans(value: object) -> object:
    """Spans of the day: "9:00-12:00", several of them as a list or with commas between."""
    written = re.split(r"\s*,\s*", value.strip("[] ")) if isinstance(value, str) else value
    if not isinstance(written, list | tuple):
        raise ValueError("not a list of spans")  # noqa: TRY004  the library only expects ValueError
    return tuple(one if isinstance(one, tuple) else _span(one) for one in written)


def _span(value: object) -> tuple[time, time]:
    found = re.fullmatch(r"\s*(\d{1,2}:\d{2})\s*[-–—~]\s*(\d{1,2}:\d{2})\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("not a span of the day")
    return _time_of_day(found[1]), _time_of_day(found[2])


def _working(spans: tuple[Period, ...]) -> tuple[Period, ...]:
    if not in_order(spans):
        raise ValueError("not in order")
    return spans


def _quiet(value: object) -> Quiet:
    return value if isinstance(value, Quiet) else Quiet(*_span(value))


def _secret(pattern: str) -> AfterValidator:
    fits = _like(pattern)
    return AfterValidator(lambda value: SecretStr(fits(value.get_secret_value())))


Token = Annotated[SecretStr, _secret(r"\d+:[\w-]+"), Hint("token", secret=True)]
WebhookSecret = Annotated[SecretStr, _secret(r"[\w-]{16,256}"), Hint("webhook_secret", secret=True)]
Address = Annotated[str, AfterValidator(_address), Hint("address")]
Ids = Annotated[tuple[Annotated[int, Field(gt=0)], ...], NoDecode, BeforeValidator(_ids), Hint("ids")]
Database = Annotated[
    str, AfterValidator(_like(r"(sqlite:///|postgresql(\+psycopg)?://).+")), Hint("database", secret=True)
]
Photos = Annotated[str, Field(min_length=1), Hint("photos")]
Switch = Annotated[bool, Hint("switch")]
Hours = Annotated[float, Field(gt=0, le=24 * 365), Hint("hours")]
Days = Annotated[float, Field(gt=0, le=3650), Hint("days")]
PointCount = Annotated[int, Field(ge=0, le=10_000), Hint("points")]
Likelihood = Annotated[float, Field(ge=0, le=1), Hint("likelihood")]
AskedFor = Annotated[int, Field(ge=1, le=10_000), Hint("asked_for")]
WholeDays = Annotated[int, Field(gt=0, le=3650), Hint("days")]
Minutes = Annotated[float, Field(gt=0, le=1440), Hint("minutes")]
Seconds = Annotated[float, Field(gt=0, le=3600), Hint("seconds")]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day), Hint("time")]
WorkingHours = Annotated[
    tuple[Period, ...], NoDecode, BeforeValidator(_spans), AfterValidator(_working), Hint("working_hours")
]
QuietHours = Annotated[Quiet, NoDecode, BeforeValidator(_quiet), Hint("quiet_hours")]
