"""How many households of a building are in its group, as windows: lit ones have joined.

The picture for the building head shows the true rooms. The one for the group only shows how many: it fills from the
ground up.
"""

from dataclasses import dataclass, replace

from domain.rates import Rate
from views.catalog import Words
from views.pictures.lettering import fit_place, width
from views.pictures.marks import plate, plate_height
from views.pictures.palette import DADO, FACADE, HONEY, INK_2, JADE, PANE
from views.pictures.paragraph import broken, draw_lines, runs
from views.pictures.sheet import Sheet

WIDTH, MARGIN, RIGHT = 1080, 56, 1024
HEAD, ROOF, DOOR = 243, 96, 150
ROW, LOW_ROW, LOW_FROM = 66, 46, 20  # more floors than LOW_FROM stand closer together
ROOM_FOR_ROWS = 1440  # so that the whole picture stays under 1 : 2
WINDOW, NARROW_WINDOW, NARROW_FROM = 60, 36, 12
FEW = 5 / 8  # a floor with so few joined is printed bold


@dataclass(frozen=True)
class FloorFacts:
    """One floor: for every column whether that household has joined; None where there is no room."""

    number: int
    joined: tuple[bool | None, ...]

    @property
    def rate(self) -> Rate:
        """Households that have joined, of all on this floor."""
        return Rate(sum(each is True for each in self.joined), sum(each is not None for each in self.joined))


@dataclass(frozen=True)
class CoverageFacts:
    """A building: its floors from the ground up, and what the rooms of one column are called (01, 02 …)."""

    place: str
    floors: tuple[FloorFacts, ...]
    columns: tuple[str, ...]

    @property
    def rate(self) -> Rate:
        """Households that have joined, of all in the building."""
        rates = [floor.rate for floor in self.floors]
        return Rate(sum(rate.part for rate in rates), sum(rate.whole for rate in rates))


def draw_coverage(facts: CoverageFacts, words: Words) -> bytes:
    """A PNG for the building head and the secretary only: it shows which rooms are missing."""
    return _drawn(facts, words, _advice(facts, words), private=True)


def draw_coverage_for_group(facts: CoverageFacts, words: Words) -> bytes:
    """A PNG for the group: the same number of lit windows, but in no household's place."""
    missing = facts.rate.whole - facts.rate.part
    key = "picture.coverage.missing" if missing else "picture.coverage.everybody"
    text = words.plain(key, n=missing) + "\n" + words.plain("picture.coverage.group_note")
    return _drawn(_filled_from_below(facts), words, text, private=False)


def _filled_from_below(facts: CoverageFacts) -> CoverageFacts:
    left = facts.rate.part
    floors: list[FloorFacts] = []
    for floor in facts.floors:
        lit: list[bool | None] = []
        for each in floor.joined:
            lit.append(None if each is None else left > 0)
            left -= each is not None
        floors.append(replace(floor, joined=tuple(lit)))
    return replace(facts, floors=tuple(floors))


def _advice(facts: CoverageFacts, words: Words) -> str:
    """Where a walk is worth most: the floor with the most households missing, the lowest share first."""
    note = words.plain("picture.coverage.private_note")
    rates = {floor.number: floor.rate for floor in facts.floors if floor.rate.part < floor.rate.whole}
    if not rates:
        return words.plain("picture.coverage.everybody", n=0) + "\n" + note
    number, rate = min(rates.items(), key=lambda item: (item[1].part / item[1].whole, -item[1].whole, item[0]))
    advice = words.plain("picture.coverage.walk", floor=number, whole=rate.whole, n=rate.whole - rate.part)
    return advice + "\n" + note


def _drawn(facts: CoverageFacts, words: Words, foot: str, *, private: bool) -> bytes:
    floors = len(facts.floors)
    row = ROW if floors <= LOW_FROM else min(LOW_ROW, ROOM_FOR_ROWS // floors)
    base = HEAD + ROOF + row * floors + DOOR
    sheet = Sheet(WIDTH, base + 300)
    _draw_head(sheet, facts, words)
    left, wide = (150, 780) if private else (130, 820)
    _draw_facade(sheet, (left, wide, base), facts.place)
    for number, floor in enumerate(reversed(facts.floors)):
        top = HEAD + ROOF + 12 + row * number
        _draw_floor(sheet, (left, wide), (top, row), floor)
        if private and (row >= 36 or number % 2 == 0):  # noqa: PLR2004  # closer rows are labelled every second time
            _draw_floor_labels(sheet, (left, wide), top + row * 0.55, floor, words)
    if private:
        cell = (wide - 40) / max(1, len(facts.columns))
        for number, name in enumerate(facts.columns if cell > 44 else ()):  # noqa: PLR2004  # two digits and a gap
            sheet.text((left + 20 + cell * (number + 0.5), base - DOOR + 48), name, 32, "#DDEBE4", side="middle")
    return sheet.png(_draw_foot(sheet, base, foot))


def _draw_head(sheet: Sheet, facts: CoverageFacts, words: Words) -> None:
    rate = facts.rate
    right = plate(sheet, (MARGIN, 38), fit_place(facts.place, 42, 380), 42)
    percent = rate.percent if rate.whole else 0
    draw_lines(sheet, (right + 22, 86), [runs(words.plain("picture.coverage.joined", percent=percent))], 42, 0)
    end = sheet.text((MARGIN, 214), str(rate.part), 128, bold=True)
    sheet.text((end + 4, 214), words.plain("picture.coverage.of", n=rate.whole), 74, INK_2)
    keys = ((True, "lit", rate.part), (False, "dark", rate.whole - rate.part))
    names = [words.plain(f"picture.coverage.key.{name}", n=count) for _, name, count in keys]
    x = RIGHT - max(width(name, 36) for name in names)
    for number, ((lit, _, _), name) in enumerate(zip(keys, names, strict=True)):
        y = 122 + 62 * number
        sheet.rounded((x - 74, y, x - 14, y + 52), 4, FACADE)
        _draw_window(sheet, (x - 74, y + 4), (60, 38), lit=lit)
        sheet.text((x, y + 40), name, 36)


def _draw_facade(sheet: Sheet, frame: tuple[int, int, int], place: str) -> None:
    """The house itself, with its roof, its door and its plate, and a tree on either side."""
    left, wide, base = frame
    top = HEAD + ROOF
    sheet.rect((left + 60, top - 70, left + 180, top - 10), "#33564E")
    sheet.rect((left + wide - 200, top - 52, left + wide - 110, top - 10), "#33564E")
    sheet.rect((left + 117, top - 96, left + 123, top - 70), "#33564E")
    sheet.rect((left, top, left + wide, base), FACADE)
    sheet.rect((left - 14, top - 14, left + wide + 14, top + 4), "#16312B")
    sheet.rect((left, base - 84, left + wide, base), "#1B3A33")
    middle = left + wide / 2
    sheet.rect((middle - 160, base - 72, middle - 50, base), HONEY)
    sheet.rect((middle - 107, base - 72, middle - 103, base), "#9A6A08")
    name = fit_place(place, 40, wide / 2 - 60)
    plate(sheet, (middle - 20, base - 42 - plate_height(40) // 2), name, 40)
    for x, reach in ((62, 40), (WIDTH - 60, 46)):
        sheet.rect((x - 5, base - 70, x + 5, base), "#5B4A3C")
        sheet.disc((x, base - 92), reach, "#4E8268")
        sheet.disc((x - 16, base - 106), reach * 0.45, "#5F9679")


def _draw_floor(sheet: Sheet, across: tuple[int, int], down: tuple[int, int], floor: FloorFacts) -> None:
    (left, wide), (top, row) = across, down
    cell = (wide - 40) / max(1, len(floor.joined))
    size = min(NARROW_WINDOW if len(floor.joined) > NARROW_FROM else WINDOW, cell * 0.78)
    for number, joined in enumerate(floor.joined):
        if joined is not None:
            x = left + 20 + cell * number + (cell - size) / 2
            _draw_window(sheet, (x, top), (size, row * 0.61), lit=joined)


def _draw_window(sheet: Sheet, at: tuple[float, float], size: tuple[float, float], *, lit: bool) -> None:
    """Two panes on a sill: filled when lit, hollow when not, so that colour is not all that tells them apart."""
    (x, y), (wide, high) = at, size
    sheet.rect((x + wide * 0.05, y + high * 1.1, x + wide * 0.95, y + high * 1.1 + 4), "#5E8578")
    for start in (0.13, 0.53):
        pane = (round(x + wide * start), round(y), round(x + wide * (start + 0.34)), round(y + high))
        sheet.rect(pane, HONEY if lit else PANE)
        if not lit:
            sheet.rect((pane[0] + 2, pane[1] + 2, pane[2] - 2, pane[3] - 2), FACADE)


def _draw_floor_labels(sheet: Sheet, across: tuple[int, int], baseline: float, floor: FloorFacts, words: Words) -> None:
    left, wide = across
    rate = floor.rate
    name = words.plain("picture.coverage.floor", floor=floor.number)
    sheet.text((left - 28, round(baseline)), name, 34, INK_2, side="right")
    few = rate.whole > 0 and rate.part / rate.whole <= FEW
    sheet.text((left + wide + 28, round(baseline)), f"{rate.part}/{rate.whole}", 34, bold=few)


def _draw_foot(sheet: Sheet, top: int, text: str) -> int:
    """The dado: one sentence of advice and one of whom this is for."""
    advice, _, note = text.partition("\n")
    lines = broken(runs(advice), 38, RIGHT - MARGIN, 2)
    notes = broken(runs(note), 32, RIGHT - MARGIN, 2)
    bottom = top + 8 + 26 + 55 * len(lines) + 50 * len(notes) + 34
    sheet.rect((0, top, WIDTH, bottom), DADO)
    sheet.rect((0, top, WIDTH, top + 8), JADE)
    baseline = draw_lines(sheet, (MARGIN, top + 76), lines, 38, 55)
    draw_lines(sheet, (MARGIN, baseline - 6), [[replace(run, colour=INK_2) for run in line] for line in notes], 32, 50)
    return bottom
