"""The lower half of the digest: three rates, a fortnight of columns, the grids and the categories."""

from datetime import date

from domain.habits import Digests
from domain.rates import Rate
from views.catalog import Words
from views.moments import short_day, span, weekday_letter, yesterday_tick
from views.pictures.digest_facts import CategoryLine, DayFigures, DigestFacts, GridLine
from views.pictures.lettering import cut, drawable, fit_place, width
from views.pictures.marks import overdue_clock
from views.pictures.palette import BRICK, DADO, INK, INK_2, JADE, PLATE, PLATE_COLUMN, STONE, WALL
from views.pictures.sheet import Sheet

MARGIN, RIGHT = 56, 1024
SMALL = 30
MOST_GRIDS, MOST_CATEGORIES = 3, 6
TREND, LOW_TREND = 236, 176  # the low one makes room for a long list above
LETTERS = 16  # for more days than this there is no room for a letter each
NAME = 282  # so much of its column a category's name may take from its bar
SCALE = 5  # a column of a single case must not look like a wave of them


def draw_window(sheet: Sheet, top: int, facts: DigestFacts, words: Words, *, low: bool = False) -> int:
    """Everything that is of the whole window, below an ink rule with its dates; `low` spares 60 px. Returns its end."""
    days = facts.window
    sheet.rect((MARGIN, top + 30, RIGHT, top + 36), INK)
    heading = words.plain("picture.digest.window", n=len(days))
    right = sheet.text((MARGIN, top + 90), heading, 40, bold=True)
    sheet.text((right + 16, top + 90), span(days[0].on, days[-1].on, words), SMALL, INK_2)
    _draw_rates(sheet, top + 110, facts, words)
    trend = LOW_TREND if low else TREND
    _draw_trend(sheet, (top + 236, trend), facts, words)
    return _draw_two_columns(sheet, top + 236 + trend + 36, facts, words)


def _draw_rates(sheet: Sheet, top: int, facts: DigestFacts, words: Words) -> None:
    wide = (RIGHT - MARGIN - 2 * 36) / 3
    for place, (name, rate) in enumerate(
        (("responded", facts.responded), ("resolved", facts.resolved), ("satisfied", facts.satisfied))
    ):
        _draw_rate(
            sheet, (MARGIN + place * (wide + 36), top, wide), words.plain(f"picture.digest.rate.{name}"), rate, words
        )


def _draw_rate(sheet: Sheet, at: tuple[float, int, float], label: str, rate: Rate, words: Words) -> None:
    """A whole per cent over its bar; of too few cases only the count."""
    x, top, wide = at
    enough = rate.enough
    size = 72 if words.language != "en" else 50 if rate.whole and rate.part == rate.whole else 60
    percent = f"{rate.percent}%" if enough else words.plain("picture.digest.too_few")
    right = sheet.text(
        (x, top + (64 if enough else 58)), percent, size if enough else 34, INK if enough else INK_2, bold=enough
    )
    sheet.text((right + 12, top + 33), label, SMALL if words.language == "en" else 34)
    sheet.text((right + 12, top + 70), f"{rate.part}/{rate.whole}", 31, INK_2)
    if enough:
        sheet.rounded((x, top + 92, x + wide, top + 106), 7, DADO)
        sheet.rounded((x, top + 92, x + max(14, wide * rate.part / rate.whole), top + 106), 7, JADE)


def _draw_trend(sheet: Sheet, at: tuple[int, int], facts: DigestFacts, words: Words) -> None:
    """Columns of new cases, those of the covered days solid, a line of solved ones; names stand at the line's end."""
    (top, height), days, covered = at, facts.window, facts.covered
    left, right, base, high = MARGIN + 8, RIGHT - 176, top + height - 46, height - 46 - 26
    most = max(SCALE, *(max(each.new, each.solved) for each in days))
    pitch = (right - left) / len(days)

    def level(count: int) -> float:
        return base - high * count / most

    for place, each in enumerate(days):
        x, last = left + place * pitch, place == len(days) - 1
        column = (x + pitch * 0.18, level(each.new), x + pitch * 0.82, base)
        solid = last or (covered[0] <= each.on and facts.kind is not Digests.MONTHLY)
        colour, round_ = PLATE if solid else PLATE_COLUMN, min(4, base - column[1], (column[2] - column[0]) / 2)
        sheet.rounded(column, round_, colour, (True, True, False, False))
        if tick := _tick(days, place, facts.today, words):
            bold = last and len(days) <= LETTERS
            sheet.text((x + pitch / 2, top + height - 8), tick, SMALL, INK if bold else INK_2, bold=bold, side="middle")
    points = [(left + (place + 0.5) * pitch, level(each.solved)) for place, each in enumerate(days)]
    sheet.line(points, 13, WALL)
    sheet.line(points, 6, JADE)
    sheet.disc(points[-1], 14, WALL)
    sheet.disc(points[-1], 10, JADE)
    sheet.rect((left, base, right, base + 2), INK_2)
    ends = (points[-1][1], level(days[-1].new))
    _draw_trend_names(sheet, (right + 10, base), ends, days[-1], words, few=len(days) <= LETTERS)


def _tick(days: tuple[DayFigures, ...], place: int, today: date, words: Words) -> str:
    """A letter for every day, 昨天 under the last; of many days only the date of every Monday that has room."""
    each, last = days[place], place == len(days) - 1
    if len(days) > LETTERS:
        return short_day(each.on, words) if each.on.weekday() == 0 and 1 < place < len(days) - 2 else ""
    if last and (today - each.on).days == 1:
        return yesterday_tick(each.on, words)
    return weekday_letter(each.on, words)


def _draw_trend_names(
    sheet: Sheet, at: tuple[float, float], levels: tuple[float, float], last: DayFigures, words: Words, *, few: bool
) -> None:
    """Two labels, each near its own mark but never on one another; with the last day's figures where days are few.

    None stands below the axis, where it would read as one with the name of the day.
    """
    x, base = at
    size = 34 if words.language == "en" else 36
    solved_y, new_y = (min(y, base) for y in (levels[0] + 13, levels[1] + 38))
    if abs(solved_y - new_y) < 46:  # noqa: PLR2004  # a line of this text
        middle, apart = min((solved_y + new_y) / 2, base - 24), 24 if last.solved >= last.new else -24
        solved_y, new_y = middle - apart, middle + apart
    solved, new = (words.plain(f"picture.digest.{name}") for name in ("solved", "new"))
    if few:
        solved = words.plain("picture.digest.solved_of_day", n=last.solved)
        new = words.plain("picture.digest.new_of_day", n=last.new)
    sheet.text((x, round(solved_y)), solved, size, JADE, bold=True)
    sheet.text((x, round(new_y)), new, size, PLATE, bold=True)


def _draw_two_columns(sheet: Sheet, top: int, facts: DigestFacts, words: Words) -> int:
    """Grids on the left, categories on the right; either may be missing."""
    middle = (MARGIN + RIGHT) // 2
    bottom = top - 36
    if facts.grids:
        bottom = _draw_grids(sheet, (MARGIN, top, middle - 26), facts, words)
    if facts.categories:
        left = middle + 26 if facts.grids else MARGIN
        bottom = max(bottom, _draw_categories(sheet, (left, top, RIGHT), facts.categories, words))
    return bottom + 30


def _draw_grids(sheet: Sheet, at: tuple[int, int, int], facts: DigestFacts, words: Words) -> int:
    """Track: new; fill: solved; one scale for all rows. Of many grids those with overdue cases come first."""
    (left, top, right), grids = at, facts.grids
    end = sheet.text((left, top + 42), words.plain(f"picture.digest.by_{facts.part}"), 40, bold=True)
    sheet.text((end + 16, top + 42), words.plain("picture.digest.solved_of_new"), SMALL, INK_2)
    most = max(1, *(grid.new for grid in grids))
    shown = (
        grids if len(grids) <= MOST_GRIDS else sorted(grids, key=lambda grid: (-grid.overdue, -grid.new))[:MOST_GRIDS]
    )
    pitch = 97 if len(grids) <= MOST_GRIDS else 90
    y = top + 66
    for grid in shown:
        _draw_grid(sheet, (left, y, right), grid, most, words)
        y += pitch
    if len(shown) < len(grids):
        sheet.text(
            (left, y + 32), words.plain(f"picture.digest.more_{facts.part}", n=len(grids) - len(shown)), SMALL, INK_2
        )
        y += 44
    return y - 14


def _draw_grid(sheet: Sheet, at: tuple[int, int, int], grid: GridLine, most: int, words: Words) -> None:
    left, y, right = at
    size, small = (32, 30) if words.language == "en" else (34, 32)
    if grid.overdue:
        text = words.plain("picture.digest.grid_overdue", n=grid.overdue)
        mark = right - width(text, small, bold=True)
        overdue_clock(sheet, (mark - 34, y + 12), 27)
        sheet.text((right, y + 37), text, small, BRICK, bold=True, side="right")
        mark -= 34
    else:
        text = words.plain("picture.digest.grid_in_time")
        mark = right - width(text, small)
        sheet.text((right, y + 37), text, small, INK_2, side="right")
    figures = f"{grid.solved}/{grid.new}"
    room = mark - left - width(figures, size, bold=True) - 32
    end = sheet.text((left, y + 37), fit_place(grid.name, size, room, bold=False), size)
    sheet.text((end + 16, y + 37), figures, size, bold=True)
    track = (right - left) * grid.new / most
    sheet.rounded((left, y + 52, left + track, y + 82), min(6, track / 2), DADO)
    if grid.solved:
        filled = track * min(1, grid.solved / max(1, grid.new))
        sheet.rounded(
            (left, y + 52, left + filled, y + 82),
            min(6, filled / 2),
            JADE,
            (True, filled == track, filled == track, True),
        )


def _draw_categories(sheet: Sheet, at: tuple[int, int, int], categories: tuple[CategoryLine, ...], words: Words) -> int:
    """Bars by size from zero, the rest last and in stone, values at their ends."""
    left, top, right = at
    sheet.text((left, top + 42), words.plain("picture.digest.by_category"), 40, bold=True)
    rows = sorted(categories, key=lambda line: (line.is_rest, -line.count))[:MOST_CATEGORIES]
    size, pitch = (30, 50) if words.language == "en" else (33, 51)
    names = [drawable(row.name) for row in rows]
    names = [name if width(name, size) <= NAME else cut(name, size, NAME) for name in names]
    bars = left + max(width(name, size) for name in names) + 16
    room = right - bars - 12 - width("000", size, bold=True)
    most = max(1, *(row.count for row in rows))
    y = top + 64
    for name, row in zip(names, rows, strict=True):
        sheet.text((left, y + 38), name, size)
        long = max(4, room * row.count / most)
        sheet.rounded(
            (bars, y + 13, bars + long, y + 39), 5, STONE if row.is_rest else JADE, (False, True, True, False)
        )
        sheet.text((bars + long + 12, y + 38), str(row.count), size, bold=True)
        y += pitch
    return y
