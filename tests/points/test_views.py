"""Lines that the street tests do not reach, in both languages: every sentence finds its values."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import taxonomy
from domain.activity import CheckPoint, Kind, Sheet
from domain.chats import Chat
from domain.passbook import Coupon, Line, Offer, Passbook, Ranked, Ranking, Shelf, Statement
from views.catalog import LANGUAGES, Catalogs
from views.outgoing import Outgoing
from views.registry import view
from views.scene import Scene

NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
FLAG = {"evidence": {"cases": [1, 2, 3], "other": 5}, "person_id": 4, "id": 1}
KINDS = ("award", "given", "reversal", "redeemed", "returned", "expired", "closed")
CASES = ("report", "resolved", "hazard", "suggestion", "same", "verify")
WORK = ("hours", "patrol", "plot", "given")


def line(kind: str, rule: str, number: int | None = 7) -> Line:
    """An entry of a kind."""
    return Line(NOON.date(), kind, "report", rule, 3, 3, "桶坏了", number, 90)


def sheet_of(looked: int, state: str) -> Sheet:
    """A patrol of three places, of which some were looked at, the last of them bad."""
    states = ["fine" if place < looked - 1 else "bad" if place == looked - 1 else "open" for place in range(3)]
    checks = tuple(CheckPoint(place, f"{place}号", one, "王阿姨") for place, one in enumerate(states))
    ends = NOON + timedelta(hours=1)
    return Sheet(1, Kind.PATROL, "夜巡", "3栋", NOON, ends, None, 2, state, "李", 1, "凤凰城", (), (), checks)


LINES = [line("award", rule) for rule in (*CASES, *WORK)] + [line(kind, "report", None) for kind in KINDS[2:]]
PAGES: list[tuple[str, Any, dict[str, Any]]] = [
    *(("points.passbook", Passbook("凤凰城", "王", "3栋", 3, 3, 0, 0, (one,), None, "聊聊"), {}) for one in LINES),
    ("points.passbook", None, {}),
    ("points.rank", Ranking("week", ()), {}),
    ("points.rank", Ranking("month", (Ranked(1, "", 5),), Ranked(30, "王", 1, mine=True), "named"), {}),
    ("points.champion", None, {"best": [["王", 12, 1], ["", 12, 0]]}),
    ("points.champion", None, {"best": [["", 8, 0], ["王", 0, 8], ["", 8, 0]]}),
    ("points.warning", None, {"points": 20, "reward": "", "on": "2026-07-31"}),
    ("points.warning", None, {"points": 1, "reward": "抽纸", "on": "2026-07-31"}),
    *(("points.flag", (SimpleNamespace(**FLAG, kind=kind, looked_at=None), ["王", "张"]), {}) for kind in
      ("again", "circle", "alike", "selfmade")),
    ("points.flag", (SimpleNamespace(**FLAG, kind="again", looked_at=NOON), ["王"]), {}),
    ("points.flag", (SimpleNamespace(**{**FLAG, "evidence": {}}, kind="again", looked_at=None), []), {}),
    ("points.line", None,
     {"parts": [["award", rule, 2, 4] for rule in (*CASES, *WORK)], "numbers": [1, 2], "balance": 4}),
    ("points.line", None, {"parts": [["award", "report", 1, 2]], "numbers": [1], "balance": 1}),
    ("points.line", None, {"parts": [["reversal", "report", 1, -2], ["expired", "expired", 1, -3]], "numbers": [],
                           "balance": 0}),
    ("shop.shelf", Shelf("凤凰城", 0, ()), {}),
    ("shop.keeping", Shelf("凤凰城", 0, (Offer(1, "纸", 2, 3), Offer(2, "油", 2, 3, open=False))), {}),
    *(("shop.coupon", Coupon(1, "ABCDEFGH", "纸", 2, state, "王", "凤凰城", "老王超市", "x"), {}) for state in
      ("waiting", "handed", "cancelled")),
    *(("shop.pickup", Coupon(1, "ABCDEFGH", "纸", 2, state, "王", "凤凰城"), {}) for state in
      ("waiting", "handed", "cancelled")),
    *((view, sheet_of(looked, state), {}) for view in ("activity.sheet", "activity.card", "activity.lead")
      for looked, state in ((0, "open"), (2, "open"), (3, "open"), (1, "cancelled"))),
    ("activity.bad", None, {"name": "车棚", "title": "夜巡"}),
    ("shop.statement", Statement("凤凰城", "2026-05", (), ()), {}),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(len(PAGES)), ids=[f"{n}-{page[0]}" for n, page in enumerate(PAGES)])
def test_every_line_can_be_said(number: int, language: str) -> None:
    """Nothing is missing, nothing is left in braces, and no two readers get the wrong language."""
    key, page, facts = PAGES[number]
    words = Catalogs()(language)
    chat = Chat(1, 1, "private", "", language, person_id=1)
    scene = Scene(words, ZoneInfo("Asia/Shanghai"), NOON, taxonomy.load(None), chat, page=page, facts=facts)
    shown = view(key)(scene)
    assert isinstance(shown, Outgoing)
    assert shown.text
    assert "{" not in shown.text
    assert all(button.label for row in shown.buttons for button in row)


def test_equals_without_a_name_are_a_number() -> None:
    """Not 「一位邻居；一位邻居」; whoever agreed stands first, by name."""
    best = {"best": [["", 8, 0], ["王阿姨", 7, 1], ["", 8, 0]]}
    told = {}
    for language in LANGUAGES:
        chat = Chat(1, 1, "group", "", language)
        scene = Scene(Catalogs()(language), ZoneInfo("Asia/Shanghai"), NOON, taxonomy.load(None), chat, facts=best)
        shown = view("points.champion")(scene)
        assert isinstance(shown, Outgoing)
        told[language] = shown.text
    assert "王阿姨，7 件问题、1 条建议；2 位邻居，各 8 件问题。" in told["zh_CN"]
    assert "王阿姨, 7 problems and 1 suggestion; 2 neighbours, 8 problems each" in told["en"]
