"""The settings: what is read, what wins, and that every mistake is told at once without telling a secret."""

import pickle
import re
import traceback
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ValidationError

from bot.config import ConfigError, Settings, load
from bot.rules import rules_of
from domain.chats import Mode
from domain.deciding import Thresholds
from views.catalog import LANGUAGES, Catalogs

CANARY = "7012345678:AAcanary-canary_canary-canary-canary"
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
BOTFATHERS_IN_ENGLISH = (
    "the string that @BotFather gave you, like 123456:ABC…; or put it in the environment as GRIDBEE_TELEGRAM__TOKEN."
)
DATABASE_IN_ENGLISH = "sqlite:///FILE or postgresql://user:password@host/name, for example sqlite:///gridbee.db."
WITH_TOKEN = {"GRIDBEE_TELEGRAM__TOKEN": CANARY}


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def lines(path: Path, environ: dict[str, str] | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load(path, environ or {})
    whole = "".join(traceback.format_exception(refused.value)) + repr(refused.value.__context__)
    assert "canary" not in whole
    return refused.value.lines


def names(section: type[BaseModel] = Settings, prefix: str = "") -> dict[str, object]:
    """Every setting by its dotted name, with its default."""
    found: dict[str, object] = {}
    for name, field in section.model_fields.items():
        models = [
            m for m in (field.annotation, *getattr(field.annotation, "__args__", ())) if hasattr(m, "model_fields")
        ]
        found |= names(models[0], f"{prefix}{name}.") if models else {prefix + name: field.get_default()}
    return found


def test_a_token_is_all_that_must_be_written(file) -> None:
    settings = load(file(f'[telegram]\ntoken = "{CANARY}"\n'), {})
    assert settings.telegram.token.get_secret_value() == CANARY
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert (settings.telegram.mode, settings.telegram.chats_at_once, settings.telegram.flood_limits) == (
        "polling",
        48,
        True,
    )
    assert settings.community.timezone == ZoneInfo("Asia/Shanghai")
    assert settings.deadlines.album_seconds == 1.5
    assert settings.digest.daily == time(8)


def test_the_environment_wins(file) -> None:
    path = file('[telegram]\ntoken = "1:old"\nchats_at_once = 4\n[community]\nname = "枫华苑"\n')
    settings = load(
        path,
        {
            **WITH_TOKEN,
            "GRIDBEE_TELEGRAM__OPERATORS": "12345, 67890",
            "GRIDBEE_TELEGRAM__FLOOD_LIMITS": "false",
            "GRIDBEE_TELEGRAM__WEBHOOK__URL": "https://bot.example.org/x/",
            "GRIDBEE_TELEGRAM__WEBHOOK__SECRET": "canary-canary-canary",
            "GRIDBEE_DEADLINES__ALBUM_SECONDS": "2.5",
            "GRIDBEE_STORAGE__PHOTOS": "",
            "GRIDBEE_HOME": "/somewhere",
            "HOME": "/home/me",
        },
    )
    assert settings.telegram.token.get_secret_value() == CANARY
    assert settings.telegram.operators == (12345, 67890)
    assert not settings.telegram.flood_limits
    assert settings.telegram.chats_at_once == 4
    assert settings.telegram.webhook.url == "https://bot.example.org/x"
    assert settings.telegram.webhook.port == 8080
    assert settings.deadlines.album_seconds == 2.5
    assert settings.community.name == "枫华苑"


def test_the_real_environment_does_not_leak_in(file, monkeypatch) -> None:
    monkeypatch.setenv("GRIDBEE_COMMUNITY__NAME", "elsewhere")
    assert load(file(""), WITH_TOKEN).community.name == ""
    assert load(file(f'[telegram]\ntoken="{CANARY}"')).community.name == "elsewhere"


def test_relative_paths_start_at_the_files_folder(file, tmp_path: Path, monkeypatch) -> None:
    path = file('[storage]\nphotos = "pics/"\n[taxonomy]\nfile = "mine.toml"')
    monkeypatch.chdir("/")
    settings = load(path, WITH_TOKEN)
    assert settings.storage.database == f"sqlite:///{tmp_path}/gridbee.db"
    assert settings.storage.photos == f"{tmp_path}/pics"
    assert settings.taxonomy.file == tmp_path / "mine.toml"
    monkeypatch.chdir(tmp_path)
    assert load(Path("config.toml"), WITH_TOKEN) == settings


def test_other_places_stay_as_they_are_written(file) -> None:
    path = file(
        '[storage]\ndatabase = "sqlite:////var/lib/g.db"\nphotos = "s3://bucket/x"\n[taxonomy]\nfile = "/etc/t.toml"'
    )
    settings = load(path, WITH_TOKEN)
    assert settings.storage.database == "sqlite:////var/lib/g.db"
    assert settings.storage.photos == "s3://bucket/x"
    assert settings.taxonomy.file == Path("/etc/t.toml")
    environ = {**WITH_TOKEN, "GRIDBEE_STORAGE__DATABASE": "postgresql://bee:canary@db/gridbee"}
    assert load(path, environ).storage.database == "postgresql://bee:canary@db/gridbee"


def test_every_mistake_is_told_at_once(file) -> None:
    path = file(
        """
        [telegram]
        tokn = "7012345678:AAcanary-canary_canary-canary-canary"
        api_url = "api.telegram.org"
        operators = ["me"]
        mode = "poling"
        chats_at_once = 0
        [storage]
        database = "mysql://root:canary@db/x"
        [community]
        timezone = "Asia/Beijing"
        language = "en"
        [deadlines]
        silence_hours = 24
        prompt_minutes = -5
        [digest]
        daily = "8 Uhr"
        [taxonomy]
        colour = "red"
        [privcy]
        photo_days = 30
        """
    )
    told = lines(path)
    assert list(told) == [
        "telegram.token: not set. Write " + BOTFATHERS_IN_ENGLISH,
        'telegram.api_url: "api.telegram.org" will not do. Write an address that starts with http:// or https://.',
        'telegram.operators: "me" will not do. Write Telegram user ids (numbers), like [12345678, 23456789].',
        'telegram.mode: "poling" will not do. Write "polling" or "webhook".',
        "telegram.chats_at_once: 0 will not do. Write a whole number from 1 to 256, for example 48.",
        "telegram.tokn: there is no such setting. Did you mean token?",
        "storage.database: will not do (the value is not shown). Write " + DATABASE_IN_ENGLISH,
        'community.timezone: "Asia/Beijing" will not do. Write the name of a time zone, for example "Asia/Shanghai".',
        "deadlines.silence_reminder_hours: 24 will not do. Write a number of hours below silence_hours.",
        "deadlines.prompt_minutes: -5 will not do. Write a number of minutes above 0, at most 1440, for example 30.",
        'digest.daily: "8 Uhr" will not do. Write a time on the 24-hour clock, for example "08:00".',
        "taxonomy.colour: there is no such setting. Known here: file.",
        "privcy: there is no such setting. Did you mean privacy?",
    ]


def test_mistakes_are_told_in_the_operators_language(file) -> None:
    wrong = '[telegram]\ntoken = "x:canary"\n'
    assert lines(file(wrong))[0].startswith("telegram.token：写得不对（内容不显示）。请写向 @BotFather 要来的那一串")
    assert lines(file(wrong), {"LANG": "en_GB.UTF-8"})[0].startswith("telegram.token: will not do")
    assert lines(file(wrong + '[community]\nlanguage = "zh_CN"'), {"LANG": "en_GB.UTF-8"})[0].startswith(
        "telegram.token："
    )


def test_a_mistake_in_the_environment_is_told_by_the_variables_name(file) -> None:
    environ = {
        **WITH_TOKEN,
        "LANG": "en",
        "GRIDBEE_DIGEST__DAILY": "25:00",
        "GRIDBEE_TELGRAM__TOKEN": CANARY,
        "GRIDBEE_TELEGRAM__TOKEN__X": "y",
        "GRIDBEE_STORAGE__PHOTO": "x",
    }
    told = lines(file(""), environ)
    assert 'GRIDBEE_DIGEST__DAILY: "25:00" will not do.' in told[1]
    assert "GRIDBEE_STORAGE__PHOTO: there is no such setting. Did you mean photos?" in told
    assert "GRIDBEE_TELGRAM: there is no such setting. Did you mean telegram?" in told


def test_an_empty_token_is_a_missing_one(file) -> None:
    assert lines(file('[telegram]\ntoken = ""')) == lines(file("")) == lines(file("[telegram]"))


@pytest.mark.parametrize(
    "text", ["telegram = 5", 'telegram = "7012345678:AAcanary-canary_canary-canary-canary"', "telegram = []"]
)
def test_a_section_that_is_none(file, text: str) -> None:
    assert lines(file(text)) == ("telegram：这里应该是一节。请写成 [telegram]，下面一行一个设置。",)


def test_a_webhook_needs_its_address_and_secret(file) -> None:
    told = lines(file('[telegram]\nmode = "webhook"\n[digest]\ndaily = 8'), {**WITH_TOKEN, "LANG": "en"})
    assert [line.split(":")[0] for line in told] == ["telegram.webhook.url", "telegram.webhook.secret", "digest.daily"]
    short = '[telegram]\nmode = "webhook"\nwebhook = {url = "https://x.org", secret = "canary"}'
    assert [line.split("：")[0] for line in lines(file(short), WITH_TOKEN)] == ["telegram.webhook.secret"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (line,) = lines(tmp_path / "config.toml", {"LANG": "en"})
    assert line.startswith(f"{tmp_path}/config.toml: no such file. Copy config.example.toml")
    (line,) = lines(tmp_path)
    assert "读不了" in line


@pytest.mark.parametrize(
    "text", [b"[telegram\n", b"token = 7012345678:AAcanary-canary_canary-canary-canary", b"\xff\xfe\x00"]
)
def test_a_file_that_is_no_toml(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text)
    (line,) = lines(path)
    assert "不是正确的 TOML" in line


def test_the_mark_that_windows_writes_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + '[community]\nname = "枫华苑"'.encode())
    assert load(path, WITH_TOKEN).community.name == "枫华苑"


def test_a_secret_in_the_wrong_place_is_not_told_either(file) -> None:
    told = lines(file(f'[telegram]\ntoken = "{CANARY}"\nmode = "{CANARY}"\napi_url = "ftp://canary-secret-0123/"\n'
                      '[telegram.webhook]\nurl="https://x.org"\nsecret = "canary-secret-0123"\n'))  # fmt: skip
    assert len(told) == 2


def test_nothing_changes_once_it_is_read(file) -> None:
    settings = load(file(""), WITH_TOKEN)
    with pytest.raises(ValidationError, match="frozen"):
        settings.telegram = None
    with pytest.raises(ValidationError, match="frozen"):
        settings.deadlines.silence_hours = 1


def test_no_repr_shows_a_secret(file) -> None:
    environ = {
        **WITH_TOKEN,
        "GRIDBEE_TELEGRAM__WEBHOOK__URL": "https://x.org",
        "GRIDBEE_TELEGRAM__WEBHOOK__SECRET": "canary-canary-canary",
        "GRIDBEE_STORAGE__DATABASE": "postgresql://bee:canary@db/gridbee",
    }
    settings = load(file(""), environ)
    for shown in (
        repr(settings),
        str(settings),
        f"{settings.telegram}",
        f"{settings.storage!r}",
        settings.model_dump_json(exclude={"storage"}),
    ):
        assert "canary" not in shown
    assert settings.secrets() == (CANARY, "canary-canary-canary", ":canary@")
    assert pickle.loads(pickle.dumps(settings)) == settings  # noqa: S301  our own bytes


def test_the_example_is_complete_and_shows_the_defaults() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert load(EXAMPLE, WITH_TOKEN) == Settings(telegram={"token": CANARY}).within(EXAMPLE.parent)
    assert lines(EXAMPLE)[0].startswith("telegram.token")
    written = set()
    for line in text.splitlines():
        if section := re.match(r"#?\[(.+)\]$", line):
            prefix = section[1]
        elif setting := re.match(r"#?(\w+) = ", line):
            written.add(f"{prefix}.{setting[1]}")
    assert written == set(names())


def test_the_example_explains_every_setting_in_both_languages() -> None:
    """The lines above a setting, or above the few that belong together, say it in Chinese and in English."""
    above: list[str] = []
    bare = []
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if re.match(r"# ", line):
            above = [*above, line] if above and above[-1].startswith("# ") else [line]
        elif re.match(r"#?\w+ = ", line):
            chinese = [bool(re.search(r"[一-鿿]", one)) for one in above]
            bare += [] if {True, False} <= set(chinese) else [line]
            above = [*above, ""]
        elif not line:
            above = []
    assert bare == []


def test_the_example_works_with_everything_switched_on(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(re.sub(r"^#(?=\S)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    settings = load(path, {**WITH_TOKEN, "GRIDBEE_TELEGRAM__WEBHOOK__SECRET": "canary-canary-canary"})
    assert settings.telegram.webhook.listen == "127.0.0.1"
    assert settings.taxonomy.file == tmp_path / "taxonomy.toml"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(names()))
def test_every_setting_has_words_for_its_mistake(file, name: str, language: str) -> None:
    section, key = name.rsplit(".", 1)
    told = lines(file(f"[{section}]\n{key} = {{x = 1}}"), {"LANG": language})
    (line,) = [line for line in told if line.startswith(name)]
    assert "program.config" not in line
    assert f"[{name}]" not in line


def test_the_languages_are_the_catalogs() -> None:
    assert set(Settings.model_fields["community"].annotation.model_fields["language"].annotation.__args__) == set(
        LANGUAGES
    )
    for language in LANGUAGES:
        assert Catalogs()(language).has("program.config.missing")


def test_the_limits_of_understanding(file) -> None:
    """Each mode has its own; a group asks no later than it files."""
    rules = rules_of(load(file("[understanding.auto]\nfile = 0.8\nsure = 0.5\n[understanding.ask]\nask = 0.2"), WITH_TOKEN))
    assert rules.thresholds[Mode.AUTO] == Thresholds(0.8, 0.3, 0.5)
    assert rules.thresholds[Mode.ASK].ask == 0.2
    assert rules.thresholds[Mode.ASK].file > 1 < rules.thresholds[Mode.COMMAND].ask
    (line,) = lines(file("[understanding.auto]\nfile = 0.2"), WITH_TOKEN)
    assert line.startswith("understanding.auto.ask")
