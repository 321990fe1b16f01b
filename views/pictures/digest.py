"""The secretary's morning in one picture: a true sentence, four figures, what is overdue, a fortnight, a thank-you."""

from datetime import timedelta

from domain.habits import Digests
from views.catalog import Words
from views.moments import day, duration, late, span, when
from views.pictures.digest_facts import DigestFacts, OverdueLine
from views.pictures.digest_window import draw_window
from views.pictures.lettering import drawable, fit, fit_place, width
from views.pictures.marks import logo, overdue_clock, plate, plate_height, plate_width, tick
from views.pictures.palette import BRICK, BRICK_TINT, CARD, DADO, INK, INK_2, JADE, LINE
from views.pictures.paragraph import broken, draw_lines, runs
from views.pictures.sheet import Sheet
from views.pictures.street import draw_street

WIDTH, MARGIN = 1080, 56
INNER, RIGHT = WIDTH - 2 * MARGIN, WIDTH - MARGIN
TALLEST = 2160  # under 1 : 2 a phone shows it without scrolling; the layout below stays within it
FIGURES = 266
BIG = (116, 104, 78, 62)
"""The sizes of the big figures: all four have the largest in which the longest of them has room."""
MOST_ROWS = 4
SMALL = 30  # the floor
_TITLES = {
    Digests.DAILY: "picture.digest.title",
    Digests.WEEKLY: "picture.digest.title.weekly",
    Digests.MONTHLY: "picture.digest.title.monthly",
}


def draw_digest(facts: DigestFacts, words: Words) -> bytes:
    """A PNG, 1080 px wide and at most twice as high. A day with nothing new and nothing late gets the quiet picture."""
    sheet = Sheet(WIDTH, TALLEST + 200)
    _draw_head(sheet, facts, words)
    y = _draw_headline(sheet, 140, headline(facts, words), words)
    _draw_figures(sheet, y, facts, words)
    y += FIGURES
    if facts.is_quiet:
        y = draw_street(sheet, y + 56)
    else:
        y = _draw_overdue(sheet, y + 14, facts, words)
        crowded = len(facts.overdue_lines) >= MOST_ROWS
        y = draw_window(sheet, y, facts, words, low=crowded) if any(each.new for each in facts.window) else y + 24
    return sheet.png(_draw_foot(sheet, y, facts, words))


def _draw_head(sheet: Sheet, facts: DigestFacts, words: Words) -> None:
    logo(sheet, (MARGIN, 41), 84)
    left = MARGIN + 106
    today = day(facts.today, words)
    room = RIGHT - left - width(today, 38, bold=True) - 24
    title = words.plain(_TITLES[facts.kind], community=facts.community)
    if width(drawable(title), 42, bold=True) > room:
        title = fit(facts.community, 42, room, bold=True)
    sheet.text((left, 80), title, 42, bold=True)
    end = sheet.text((left, 122), _scope(facts, words), 32, INK_2)
    beside = end < RIGHT - width(today, 38, bold=True) - 40  # room enough for it to stand between the two lines
    sheet.text((RIGHT, 98 if beside else 80), today, 38, bold=True, side="right")


def _scope(facts: DigestFacts, words: Words) -> str:
    first, last = facts.covered
    if facts.kind is Digests.DAILY and first == last == facts.today - timedelta(days=1):
        return words.plain("picture.digest.scope", day=day(last, words, weekday=False))
    return words.plain(f"picture.digest.scope_days.{facts.kind}", days=span(first, last, words))


def headline(facts: DigestFacts, words: Words) -> str:
    """The one sentence that is true and complete when nothing else is read, with the tags of `paragraph.runs`."""
    days = when(facts.kind, *facts.covered, facts.today, words)
    if facts.is_quiet:
        return words.plain("picture.digest.quiet", when=days)
    if facts.overdue and facts.solved:
        return words.plain("picture.digest.solved_and_overdue", when=days, solved=facts.solved, n=facts.overdue)
    if facts.overdue:
        return words.plain("picture.digest.only_overdue", when=days, n=facts.overdue)
    if facts.solved:
        return words.plain("picture.digest.all_in_time", when=days, n=facts.solved)
    return words.plain("picture.digest.only_new", when=days, n=facts.new)


def _draw_headline(sheet: Sheet, top: int, sentence: str, words: Words) -> int:
    size, leading = (66, 83) if words.language == "en" else (68, 86)
    lines = broken(runs(sentence, bold=True), size, INNER, 3)
    return round(draw_lines(sheet, (MARGIN, top + 86), lines, size, leading)) - 47


def _draw_figures(sheet: Sheet, top: int, facts: DigestFacts, words: Words) -> None:
    """Four tiles. Only the last may be brick, and only when something is late."""
    inset = 22 if words.language == "en" else 28
    bottom, edges = top + FIGURES, [MARGIN, MARGIN + 235, MARGIN + 470, MARGIN + 705, RIGHT]
    sheet.framed((MARGIN, top, RIGHT, bottom), 20, CARD, edge=LINE, width=2)
    if facts.overdue:
        sheet.rounded((edges[3], top + 2, RIGHT - 2, bottom - 2), 18, BRICK_TINT, (False, True, True, False))
    for edge in edges[1:4]:
        sheet.rect((edge, top + 2, edge + 2, bottom - 2), LINE)
    room = edges[1] - MARGIN - inset - 12
    tiles = (
        (facts.new, "new", _usual(facts, words)),
        (facts.solved, "solved", _confirmed(facts, words, room)),
        (facts.to_confirm, "to_confirm", words.plain("picture.digest.by_residents")),
        (facts.overdue, "overdue", _longest(facts, words, RIGHT - edges[3] - 40)),
    )
    size = next(size for size in BIG if all(width(str(count), size, bold=True) <= room - 8 for count, _, _ in tiles))
    for left, (count, name, note) in zip(edges, tiles, strict=False):
        late_now = name == "overdue" and count > 0
        sheet.text((left + inset - 2, top + 132), str(count), size, _colour(count, is_late=late_now), bold=True)
        end = _draw_label(sheet, (left + inset, top), words.plain(f"picture.digest.{name}"), note, is_late=late_now)
    mark = overdue_clock if facts.overdue else tick
    mark(sheet, (end + 12, top + 159), 34)


def _colour(count: int, *, is_late: bool) -> str:
    return BRICK if is_late else INK if count else INK_2


def _draw_label(sheet: Sheet, at: tuple[float, float], label: str, note: str, *, is_late: bool) -> float:
    """A figure's name and a note. Returns where the name ends."""
    x, top = at
    sheet.text((x, top + 234), note, SMALL, BRICK if is_late else INK_2)
    label_size = 35 if label.isascii() else 38
    return sheet.text((x, top + 188), label, label_size, BRICK if is_late else INK, bold=True)


def _usual(facts: DigestFacts, words: Words) -> str:
    if facts.usual_new is None:
        return ""
    if facts.kind is Digests.DAILY:
        return words.plain("picture.digest.usual", count=f"{facts.usual_new:.1f}")
    return words.plain(f"picture.digest.usual.{facts.kind}", count=f"{facts.usual_new:.0f}")


def _confirmed(facts: DigestFacts, words: Words, room: float) -> str:
    """How many of the solved a resident has confirmed, in fewer words where there are many."""
    notes = [words.plain(f"picture.digest.{key}", n=facts.confirmed) for key in ("confirmed", "confirmed_short")]
    return next((note for note in notes if width(note, SMALL) <= room), notes[1])


def _longest(facts: DigestFacts, words: Words, room: float) -> str:
    """How long the oldest is late, by one unit where two do not fit."""
    if not facts.overdue:
        return words.plain("picture.digest.in_time")
    if not facts.overdue_lines:
        return ""
    late_by = facts.overdue_lines[0].late_by
    notes = [words.plain("picture.digest.longest", duration=duration(late_by, words, units=units)) for units in (2, 1)]
    return next((note for note in notes if width(note, SMALL) <= room), notes[1])


def _draw_overdue(sheet: Sheet, top: int, facts: DigestFacts, words: Words) -> int:
    """Place, what, number, who, how long; at most four rows and how many more there are."""
    rows = facts.overdue_lines[:MOST_ROWS]
    tight = len(rows) == MOST_ROWS
    height, size = (106 if tight else 128), (34 if words.language == "en" else 38)
    places = [fit_place(row.place, size, 150) for row in rows]
    column = max([124, *(plate_width(place, size) for place in places)])
    for number, (place, row) in enumerate(zip(places, rows, strict=True)):
        if number:
            sheet.rect((MARGIN, top, RIGHT, top + 2), LINE)
        middle = top + height // 2
        plate(sheet, (MARGIN, middle - plate_height(size) // 2), place, size)
        _draw_overdue_text(sheet, (MARGIN + column + 24, middle), row, words)
        top += height
    more = facts.overdue - len(rows)
    if more > 0 and rows:
        sheet.text((MARGIN + column + 24, top + 32), words.plain("picture.digest.more", n=more), 32, INK_2)
        top += 46
    return top


def _draw_overdue_text(sheet: Sheet, at: tuple[float, int], row: OverdueLine, words: Words) -> None:
    x, middle = at
    lateness = late(row.late_by, words)
    clock_left = RIGHT - width(lateness, 40, bold=True) - 46
    sheet.text((RIGHT, middle + 14), lateness, 40, BRICK, bold=True, side="right")
    overdue_clock(sheet, (clock_left, middle - 18), 36)
    room = clock_left - x - 24
    title, small = (38, 30) if words.language == "en" else (42, 32)
    sheet.text((x, middle - 7), fit(row.title, title, room, bold=True), title, bold=True)
    whose = [words.plain("picture.digest.case", number=row.number, who=one) for one in (row.who, row.name) if one]
    who = next((one for one in whose if width(drawable(one), small) <= room), whose[-1])
    sheet.text((x, middle + 37), fit(who, small, room), small, INK_2)


def _draw_foot(sheet: Sheet, top: int, facts: DigestFacts, words: Words) -> int:
    """The dado with the thanks. Returns where the picture ends."""
    size, leading = (36, 52) if words.language == "en" else (38, 55)
    lines = broken(runs(_thanks(facts, words)), size, INNER, 2)
    bottom = top + 8 + 26 + 34 + leading * len(lines)
    sheet.rect((0, top, WIDTH, bottom), DADO)
    sheet.rect((0, top, WIDTH, top + 8), JADE)
    draw_lines(sheet, (MARGIN, top + 76), lines, size, leading)
    return bottom


def _thanks(facts: DigestFacts, words: Words) -> str:
    """A count of the neighbours who reported, and one name."""
    thanks, days = facts.thanks, when(facts.kind, *facts.covered, facts.today, words)
    if thanks.who and thanks.patrolled:
        return words.plain("picture.digest.thanks.patrol", who=thanks.who)
    if thanks.who and thanks.reporters:
        values = {"role": thanks.role, "who": thanks.who, "fixed": thanks.fixed}
        return words.plain("picture.digest.thanks.both", when=days, n=thanks.reporters, **values)
    if thanks.who:
        return words.plain("picture.digest.thanks.staff", when=days, role=thanks.role, who=thanks.who, n=thanks.fixed)
    if thanks.reporters:
        return words.plain("picture.digest.thanks.reporters", when=days, n=thanks.reporters)
    return words.plain("picture.digest.thanks.all")
