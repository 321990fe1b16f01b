"""The points passbook as a bank prints it: the balance on the cover, the entries from old to new, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin, sqrt
from typing import Literal

from PIL import Image, ImageDraw

from views.catalog import Words
from views.moments import short_day
from views.pictures.lettering import cut, drawable, fit, fit_place, width
from views.pictures.marks import logo, plate, plate_width
from views.pictures.palette import CARD, DADO, HONEY, HONEY_TEXT, HONEY_TINT, INK, INK_2, JADE, PLATE, WHITE
from views.pictures.paragraph import broken, draw_lines, runs
from views.pictures.sheet import Sheet

Board = Literal["report", "service", "redeemed", "reversed", "expired"]

WIDTH, MARGIN, RIGHT = 1080, 60, 1020
COVER, FOLD, ROW = 459, 22, 84
MOST_ROWS = 12
BESIDE = 112
"""What a balance takes of the page's width, if it has no more than four digits."""
DATE, SMALL = 146, 30
"""A date's room, and the size of one that needs more."""
PAGE, PAGE_LINE, GOLD = "#FBFCF8", "#CFE0D4", "#FBDD94"
FOLD_SHADE, STITCH = "#0F4A3A", "#8FB9AA"
COVER_LINES, PAGE_LINES = "#397E6B", "#F0F5F0"  # honeycomb: white at 13 % on jade, jade at 5 % on the page


@dataclass(frozen=True)
class PassbookEntry:
    """One line of the ledger: `points` with their sign, and the balance after it.

    `about` is the part of the text that is shortened where all of it has no room: what the points are for stays.
    """

    on: date
    board: Board
    text: str
    points: int
    balance: int
    about: str = ""


@dataclass(frozen=True)
class Reward:
    """The next thing to save for, and its price in points."""

    name: str
    price: int


@dataclass(frozen=True)
class PassbookFacts:
    """What the passbook says. `redeemed` is zero or negative. Entries of other years than `this_year` say theirs.

    Raises ValueError where the sums do not agree.
    """

    community: str
    holder: str
    place: str
    balance: int
    reports: int
    service: int
    redeemed: int
    entries: tuple[PassbookEntry, ...]  # from old to new
    next_reward: Reward | None = None
    this_year: int | None = None

    def __post_init__(self) -> None:
        """A passbook that does not add up is worse than none."""
        if self.reports + self.service + self.redeemed != self.balance:
            raise ValueError("the boards of a passbook do not add up to its balance")
        if self.entries and self.entries[-1].balance != self.balance:
            raise ValueError("the last line of a passbook is not its balance")


def draw_passbook(facts: PassbookFacts, words: Words) -> bytes:
    """A PNG, 1080 px wide, with the newest twelve entries at most."""
    rows = facts.entries[-MOST_ROWS:]
    page_end = COVER + FOLD + 91 + ROW * max(1, len(rows)) + 26
    sheet = Sheet(WIDTH, page_end + 300, PAGE)
    _draw_cover(sheet, facts, words)
    _honeycomb(sheet, (COVER + FOLD, page_end), PAGE_LINES)
    _draw_page(sheet, COVER + FOLD, rows, words, this_year=facts.this_year)
    return sheet.png(_draw_foot(sheet, page_end, facts, words))


def _draw_cover(sheet: Sheet, facts: PassbookFacts, words: Words) -> None:
    sheet.rect((0, 0, WIDTH, COVER), JADE)
    _honeycomb(sheet, (0, COVER), COVER_LINES)
    sheet.rounded((MARGIN, 57, MARGIN + 96, 149), 20, CARD)
    logo(sheet, (MARGIN + 11, 66), 74, background=CARD)
    place = fit_place(facts.place, 46, 260)
    sheet_right, line = float(RIGHT), 101
    if facts.place != facts.community:  # which stands under the title already
        sheet_right -= plate_width(place, 46)
        plate(sheet, (sheet_right, 41), place, 46)
        line = 157
    room = min(sheet_right, RIGHT - width(drawable(facts.holder), 34)) - MARGIN - 118 - 24
    sheet.text(
        (MARGIN + 118, 101), fit(words.plain("picture.passbook.title"), 52, room, bold=True), 52, WHITE, bold=True
    )
    sheet.text((MARGIN + 118, 149), fit(facts.community, 34, room), 34, WHITE)
    sheet.text((RIGHT, line), fit(facts.holder, 34, 300), 34, WHITE, side="right")
    size = 170 if abs(facts.balance) < 10_000 else 120  # noqa: PLR2004  # five digits are smaller
    end = sheet.text((MARGIN + 6, 403), _signed(facts.balance, plus=False), size, GOLD, bold=True)
    sheet.text((end + 16, 386), words.plain("picture.passbook.points"), 46, WHITE)
    boards: tuple[tuple[Board, int], ...] = (
        ("report", facts.reports),
        ("service", facts.service),
        ("redeemed", facts.redeemed),
    )
    for number, (board, points) in enumerate(boards):
        middle = 226 + 79 * number
        _chip(sheet, (671, middle - 25), board, words, on_cover=True)
        figure, name = _signed(points, plus=False), words.plain(f"picture.passbook.board.{board}")
        size = 46 if 737 + width(name, 40) + width(figure, 46, bold=True) + 12 <= RIGHT else 32
        sheet.text((737, middle + 17), name, 40, WHITE)
        sheet.text((RIGHT, middle + 19), figure, size, WHITE, bold=True, side="right")
    sheet.rect((0, COVER, WIDTH, COVER + FOLD), FOLD_SHADE)
    for x in range(0, WIDTH, 14):
        sheet.rect((x, COVER + 9, x + 9, COVER + 13), STITCH)


def _chip(sheet: Sheet, at: tuple[float, float], board: Board, words: Words, *, on_cover: bool = False) -> None:
    """A letter in a shape of its own, so that colour is not all that tells the boards apart."""
    x, y = at
    fill, ink = {
        "report": (PLATE, WHITE),
        "service": (JADE, WHITE),
        "redeemed": (WHITE, HONEY_TEXT),
        "reversed": (WHITE, INK_2),
        "expired": (WHITE, INK_2),
    }[board]
    edge = WHITE if on_cover else fill if ink == WHITE else ink
    sheet.framed((x, y, x + 50, y + 50), 11, fill, edge=edge, width=3)
    sheet.text((x + 25, y + 36), words.plain(f"picture.passbook.chip.{board}"), 31, ink, bold=True, side="middle")


def _draw_page(
    sheet: Sheet, top: int, rows: tuple[PassbookEntry, ...], words: Words, *, this_year: int | None
) -> None:
    widest = max([0.0, *(width(_signed(one.balance, plus=False), 42, bold=True) for one in rows)])
    points_right = RIGHT - max(BESIDE, round(widest) + 28)
    heads = (
        ("date", MARGIN, "left"),
        ("reason", 218, "left"),
        ("value", points_right, "right"),
        ("balance", RIGHT, "right"),
    )
    for name, x, side in heads:
        sheet.text(
            (x, top + 65),
            words.plain(f"picture.passbook.head.{name}"),
            31,
            INK_2,
            side="left" if side == "left" else "right",
        )
    sheet.rect((MARGIN, top + 87, RIGHT, top + 91), JADE)
    if not rows:
        sheet.text((MARGIN, top + 91 + 56), words.plain("picture.passbook.empty"), 36, INK_2)
    for number, entry in enumerate(rows):
        newest = number == len(rows) - 1
        on = short_day(entry.on, words, this_year=this_year)
        _draw_row(sheet, (points_right, top + 91 + ROW * number), entry, words, on=on, newest=newest)


def _draw_row(sheet: Sheet, at: tuple[int, int], entry: PassbookEntry, words: Words, *, on: str, newest: bool) -> None:
    points_right, top = at
    if newest:
        sheet.rect((0, top, WIDTH, top + ROW - 2), HONEY_TINT)
    sheet.rect((MARGIN, top + ROW - 2, RIGHT, top + ROW), PAGE_LINE)
    baseline = top + 55
    sheet.text((MARGIN, baseline), on, 34 if width(on, 34) <= DATE else SMALL, INK_2)
    _chip(sheet, (218, top + 16), entry.board, words)
    points = _signed(entry.points, plus=True)
    room = points_right - width(points, 42, bold=True) - 20 - 284
    sheet.text((284, baseline), fitted(entry, 36, room), 36)
    sheet.text((points_right, baseline + 2), points, 42, INK if entry.points > 0 else INK_2, bold=True, side="right")
    sheet.text((RIGHT, baseline + 2), _signed(entry.balance, plus=False), 42, bold=newest, side="right")


def fitted(entry: PassbookEntry, size: int, room: float) -> str:
    """What an entry is for, in its room."""
    text, about = drawable(entry.text), drawable(entry.about)
    if width(text, size) > room and about and about in text:
        rest = width(text.replace(about, "", 1), size)
        text = text.replace(about, cut(about, size, max(0.0, room - rest)), 1)
    return fit(text, size, room)


def _draw_foot(sheet: Sheet, top: int, facts: PassbookFacts, words: Words) -> int:
    """The dado: how far the next thing is."""
    reward = facts.next_reward
    lines = broken(runs(_next_step(facts, words)), 38, RIGHT - MARGIN, 2)
    bottom = top + 8 + 26 + 57 * len(lines) + (34 if reward else 0) + 34
    sheet.rect((0, top, WIDTH, bottom), DADO)
    sheet.rect((0, top, WIDTH, top + 8), JADE)
    end = round(draw_lines(sheet, (MARGIN, top + 77), lines, 38, 57)) - 43 + 14
    if reward:
        share = max(0.0, min(1.0, facts.balance / reward.price))
        sheet.framed((MARGIN, end, RIGHT, end + 20), 10, CARD, edge=JADE, width=2)
        filled = max(MARGIN + 18, MARGIN + 2 + (RIGHT - MARGIN - 4) * share)
        if share > 0:
            sheet.rounded((MARGIN + 2, end + 2, filled, end + 18), 8, HONEY)
        if 0 < share < 1:
            sheet.rect((filled - 3, end + 2, filled, end + 18), INK)
    return bottom


def _next_step(facts: PassbookFacts, words: Words) -> str:
    reward = facts.next_reward
    if reward is None:
        return words.plain("picture.passbook.thanks")
    missing = reward.price - facts.balance
    if missing <= 0:
        return words.plain("picture.passbook.enough", reward=reward.name, price=reward.price)
    return words.plain("picture.passbook.missing", n=missing, reward=reward.name, price=reward.price)


def _signed(number: int, *, plus: bool) -> str:
    """With a real minus, and a plus where it is asked for."""
    return f"−{-number}" if number < 0 else f"+{number}" if plus else str(number)


def _honeycomb(sheet: Sheet, lines: tuple[int, int], colour: str) -> None:
    """Nested hexagons in thin lines over the sheet's whole width between two heights."""
    top, bottom = lines
    mask = Image.new("L", (2 * WIDTH, 2 * (bottom - top)))
    draw = ImageDraw.Draw(mask)
    for x, y in _cells(bottom - top):
        for reach in (46, 33.1, 20.2):
            corners = [(x + reach * cos(radians(60 * k - 90)), y + reach * sin(radians(60 * k - 90))) for k in range(7)]
            draw.line([2 * part for corner in corners for part in corner], 255, 3)
    sheet.image.paste(colour, (0, top, WIDTH, bottom), mask.reduce(2))


def _cells(height: int) -> Iterator[tuple[float, float]]:
    side = 46.0
    wide = side * sqrt(3)
    for row in range(int(height / (1.5 * side)) + 3):
        for column in range(int(WIDTH / wide) + 3):
            yield (column - 1 + (row % 2) / 2) * wide, (row - 0.66) * 1.5 * side
