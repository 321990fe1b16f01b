"""The pick-up slip: what, a code that staff scan, and the same code in letters."""

from dataclasses import dataclass

import segno

from views.catalog import Words
from views.pictures.lettering import fit
from views.pictures.marks import logo
from views.pictures.palette import CARD, DADO, INK, INK_2, JADE, WHITE
from views.pictures.sheet import Sheet

WIDTH, MARGIN = 1080, 60
COVER, CODE, FOOT = 240, 620, 130
QUIET = 4  # modules of white around the code


@dataclass(frozen=True)
class CouponFacts:
    """What the slip says. `link` is behind the code, `code` its eight letters."""

    community: str
    reward: str
    price: int
    code: str
    link: str
    kind: str = "coupon"  # or "checkin": the same slip with other words


def draw_coupon(facts: CouponFacts, words: Words) -> bytes:
    """A PNG, 1080 px wide."""
    sheet = Sheet(WIDTH, COVER + CODE + 330 + FOOT, CARD)
    sheet.rect((0, 0, WIDTH, COVER), JADE)
    sheet.rounded((MARGIN, 72, MARGIN + 96, 168), 20, CARD)
    logo(sheet, (MARGIN + 11, 83), 74, background=CARD)
    room = WIDTH - 2 * MARGIN - 120
    sheet.text((MARGIN + 120, 118), fit(facts.reward, 56, room, bold=True), 56, WHITE, bold=True)
    line = words.plain(f"picture.{facts.kind}.from", community=facts.community, n=facts.price)
    sheet.text((MARGIN + 120, 176), fit(line, 34, room), 34, WHITE)
    top = COVER + 56
    end = _draw_code(sheet, facts.link, top)
    spaced = f"{facts.code[:4]} {facts.code[4:]}"
    sheet.text((WIDTH / 2, end + 96), spaced, 84, INK, bold=True, side="middle")
    sheet.text((WIDTH / 2, end + 158), words.plain(f"picture.{facts.kind}.once"), 34, INK_2, side="middle")
    foot = end + 214
    sheet.rect((0, foot, WIDTH, foot + FOOT), DADO)
    sheet.rect((0, foot, WIDTH, foot + 8), JADE)
    hint = fit(words.plain(f"picture.{facts.kind}.show"), 38, WIDTH - 2 * MARGIN)
    sheet.text((MARGIN, foot + 82), hint, 38, INK)
    return sheet.png(foot + FOOT)


def _draw_code(sheet: Sheet, link: str, top: int) -> int:
    """The code, dark on white, in whole pixels so that every edge is sharp. Returns where it ends."""
    rows = [bytes(row) for row in segno.make_qr(link, error="m").matrix]
    step = CODE // (len(rows) + 2 * QUIET)
    left = (WIDTH - step * len(rows)) // 2
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                at = (left + x * step, top + y * step)
                sheet.rect((*at, at[0] + step, at[1] + step), INK)
    return top + step * len(rows)
