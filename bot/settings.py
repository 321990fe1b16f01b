"""Everything an operator can set: the names, the defaults and what is allowed. Frozen once it is read."""

import os
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo
from pydantic import field_validator as check
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.setting_kinds import (
    Address,
    AskedFor,
    Database,
    Days,
    Hint,
    Hours,
    Ids,
    Likelihood,
    Minutes,
    Photos,
    PointCount,
    QuietHours,
    Seconds,
    Switch,
    TimeOfDay,
    Token,
    WebhookSecret,
    WholeDays,
    WorkingHours,
)
from domain.calendar import OFFICE_HOURS
from domain.people import Role
from domain.quiet import Quiet


class Section(BaseModel):
    """A table of the file: no other names than these, and nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True)


class Webhook(Section):
    """Where Telegram sends updates, and where we listen for them behind the operator's proxy."""

    url: Address
    secret: WebhookSecret
    listen: Annotated[str, Field(min_length=1), Hint("listen")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535), Hint("port")] = 8080


class Telegram(Section):
    """The bot's account and how it talks to Telegram."""

    token: Token
    api_url: Address = "https://api.telegram.org"
    operators: Ids = ()
    mode: Annotated[Literal["polling", "webhook"], Hint("mode")] = "polling"
    flood_limits: Switch = True
    chats_at_once: Annotated[int, Field(ge=1, le=256), Hint("chats_at_once")] = 48
    webhook: Webhook | None = None


class Storage(Section):
    """Where cases and photos are kept."""

    database: Annotated[Database, Field(repr=False)] = "sqlite:///gridbee.db"
    photos: Photos = "photos"
    lease_seconds: Annotated[float, Field(ge=1, le=600), Hint("lease_seconds")] = 15

    def within(self, folder: Path) -> Self:
        """The same with relative paths resolved against `folder`."""
        database, photos = self.database, self.photos
        if database.startswith("sqlite:///"):
            database = f"sqlite:///{_within(folder, database.removeprefix('sqlite:///'))}"
        if "://" not in photos:
            photos = _within(folder, photos)
        return self.model_copy(update={"database": database, "photos": photos})


class Community(Section):
    """Who the neighbourhood is, and when it works."""

    name: Annotated[str, Field(max_length=64), Hint("name")] = ""
    timezone: Annotated[ZoneInfo, Hint("timezone")] = ZoneInfo("Asia/Shanghai")
    language: Annotated[Literal["zh_CN", "en"], Hint("language")] = "zh_CN"
    working_hours: WorkingHours = OFFICE_HOURS
    holidays: Annotated[Literal["china", "weekdays"], Hint("holidays")] = "china"
    joins_duplicates: Switch = True


class Deadlines(Section):
    """How long each wait lasts, when a case climbs on, and when nobody is disturbed."""

    silence_hours: Hours = 72
    silence_reminder_hours: Annotated[Hours, Hint("reminder_hours")] = 24
    waiting_days: Days = 3
    prompt_minutes: Minutes = 30
    draft_seconds: Seconds = 120
    album_seconds: Seconds = 1.5
    question_minutes: Minutes = 10
    reopen_days: Days = 14
    quiet_hours: QuietHours = Quiet()
    remind_minutes: Minutes = 60
    level_critical_hours: Hours = 1
    level_urgent_hours: Hours = 4
    level_normal_days: WholeDays = 1
    level_low_days: WholeDays = 3

    @check("silence_reminder_hours")
    @classmethod
    def _comes_before_the_end(cls, value: float, others: ValidationInfo) -> float:
        if value >= others.data.get("silence_hours", value + 1):
            raise ValueError("the reminder would come after the silence has closed the case")
        return value


class Privacy(Section):
    """How long what people sent is kept."""

    photo_days: WholeDays = 180
    parked_days: WholeDays = 7


class Limits(Section):
    """How much one person may send and press before they are asked to rest for a while."""

    enabled: Switch = True
    at_once: AskedFor = 60
    a_minute: AskedFor = 30
    reports_at_once: AskedFor = 20
    reports_an_hour: AskedFor = 6
    rest_minutes: Minutes = 10


class Digest(Section):
    """When the secretaries get theirs, and whether residents read a summary of the week in their groups."""

    daily: TimeOfDay = time(8)
    public_weekly: Switch = False


class Points(Section):
    """The points passbook: what earns how many, and what becomes of them."""

    enabled: Switch = True
    report: PointCount = 2
    resolved: PointCount = 3
    hazard: PointCount = 3
    suggestion: PointCount = 5
    same: PointCount = 1
    verify: PointCount = 1
    hour: PointCount = 10
    patrol: PointCount = 2
    plot: PointCount = 5
    daily_cap: PointCount = 20
    hours_a_day: Hours = 4
    expire_months: Annotated[int, Field(ge=1, le=120), Hint("months")] = 24
    warn_days: WholeDays = 30
    second_person_over: PointCount = 50
    line_at: TimeOfDay = time(20)
    reverse_when: Annotated[
        tuple[Literal["refused", "withdrawn", "merged", "reopened"], ...], Hint("reverse_when")
    ] = ("refused", "withdrawn", "merged")
    paid_roles: Annotated[tuple[Role, ...], Hint("paid_roles")] = (
        Role.GRID_WORKER, Role.PROPERTY, Role.COMMITTEE, Role.SECRETARY, Role.STREET_DEPT,
    )  # fmt: skip


class FilingGroup(Section):
    """How likely a post must be a report, and how clear its kind, in groups that file by themselves."""

    file: Likelihood = 0.6
    ask: Annotated[Likelihood, Hint("ask_likelihood")] = 0.3
    sure: Likelihood = 0.4

    @check("ask")
    @classmethod
    def _asks_before_it_files(cls, value: float, others: ValidationInfo) -> float:
        if value > others.data.get("file", value):
            raise ValueError("what is filed at once would have to be asked about")
        return value


class AskingGroup(Section):
    """The same in groups that ask before they file."""

    ask: Likelihood = 0.3
    sure: Likelihood = 0.4


class UnderstandingLimits(Section):
    """From where on what people write is acted upon, for each mode of a group; `command` acts on nothing."""

    auto: FilingGroup = FilingGroup()
    ask: AskingGroup = AskingGroup()


class TaxonomyFile(Section):
    """The categories, roles and hours, where a community has its own."""

    file: Annotated[Path | None, Hint("file")] = None

    def within(self, folder: Path) -> Self:
        """The same with a relative path resolved against `folder`."""
        return self if self.file is None else self.model_copy(update={"file": Path(_within(folder, self.file))})


class Logging(Section):
    """How much is written to the log, and for whom."""

    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Hint("log_level")] = "INFO"
    format: Annotated[Literal["console", "json"], Hint("log_format")] = "console"


class Monitoring(Section):
    """Where a running program may be asked how it is doing; without a port nobody listens."""

    listen: Annotated[str, Field(min_length=1), Hint("listen")] = "127.0.0.1"
    port: Annotated[int | None, Field(ge=1, le=65535), Hint("monitoring_port")] = None


class Settings(BaseSettings):
    """One deployment's settings, checked as a whole. The token shows in no repr and no error."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, env_prefix="GRIDBEE_", env_nested_delimiter="__"
    )

    telegram: Telegram
    storage: Storage = Storage()
    community: Community = Community()
    deadlines: Deadlines = Deadlines()
    privacy: Privacy = Privacy()
    limits: Limits = Limits()
    digest: Digest = Digest()
    points: Points = Points()
    understanding: UnderstandingLimits = UnderstandingLimits()
    taxonomy: TaxonomyFile = TaxonomyFile()
    logging: Logging = Logging()
    monitoring: Monitoring = Monitoring()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the library's signature, here and below
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed in: bot/config.py reads the environment and knows where a mistake came from."""
        return (init_settings,)

    def within(self, folder: Path) -> Self:
        """The same with every relative path resolved against `folder`."""
        return self.model_copy(
            update={"storage": self.storage.within(folder), "taxonomy": self.taxonomy.within(folder)}
        )

    def secrets(self) -> tuple[str, ...]:
        """What must never appear in a log."""
        webhook, password = self.telegram.webhook, urlsplit(self.storage.database).password
        return (
            self.telegram.token.get_secret_value(),
            *([webhook.secret.get_secret_value()] if webhook else []),
            # a password may be a word like any other, so it is hidden only where it is used as one
            *([f":{password}@"] if password else []),
        )


def _within(folder: Path, path: str | Path) -> str:
    return os.path.normpath(folder / Path(path).expanduser())
