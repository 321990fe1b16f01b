"""The result of a case: the photo of the trouble beside the photo of the repair, who did it and how long it took."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageOps

from views.catalog import Words
from views.moments import clock, day, duration, short_day
from views.pictures.lettering import drawable, fit, fit_place, width
from views.pictures.marks import hexagon, plate, plate_height
from views.pictures.palette import CARD, DADO, INK, INK_2, JADE, LINE, WHITE
from views.pictures.paragraph import broken, draw_lines, runs
from views.pictures.sheet import LOWER, UPPER, Sheet

WIDTH, MARGIN, GUTTER = 1200, 40, 16
INNER = WIDTH - 2 * MARGIN
HALF = (INNER - GUTTER) // 2
PHOTO = HALF * 5 // 4  # two photos side by side stand 4 : 5
TALLEST = INNER  # a photo alone keeps its own shape between 2 : 1 and square
RADIUS = 18
HEAD, BAR, FOOT = 149, 96, 204
GAP = 34  # between the label bars and the dado
TITLE, LONG_TITLE, PLATE, SMALL, LABEL, NAME, STORY = 66, 56, 58, 46, 48, 60, 52
FLOOR = 44


@dataclass(frozen=True)
class BeforeAfterFacts:
    """What the picture says. Photos are JPEGs, times are local; `result_text` stands in for a missing after-photo."""

    place: str
    title: str
    number: int
    before: bytes | None
    after: bytes | None
    before_at: datetime
    after_at: datetime
    who: str
    took: timedelta
    result_text: str | None = None


def draw_before_after(facts: BeforeAfterFacts, words: Words) -> bytes:
    """A JPEG, 1200 px wide. Without an after-photo the written result stands in its place."""
    sheet = Sheet(WIDTH, HEAD + TALLEST + BAR + GAP + FOOT)
    _draw_head(sheet, facts, words)
    if facts.before is not None:
        bottom = _draw_pair(sheet, facts, facts.before, words)
    else:
        bottom = _draw_result_alone(sheet, facts, words)
    return sheet.jpeg(_draw_foot(sheet, bottom + GAP, facts, words))


def _draw_head(sheet: Sheet, facts: BeforeAfterFacts, words: Words) -> None:
    number = words.plain("picture.number", number=facts.number)
    right = plate(sheet, (MARGIN, 34), fit_place(facts.place, PLATE, INNER * 0.36), PLATE)
    room = WIDTH - MARGIN - width(number, SMALL) - right - 2 * 26
    size = TITLE if width(drawable(facts.title), TITLE, bold=True) <= room else LONG_TITLE
    middle = 34 + plate_height(PLATE) // 2
    sheet.text((right + 26, middle + round(0.41 * size)), fit(facts.title, size, room, bold=True), size, bold=True)
    sheet.text((WIDTH - MARGIN, middle + 20), number, SMALL, INK_2, side="right")


def _draw_pair(sheet: Sheet, facts: BeforeAfterFacts, before: bytes, words: Words) -> int:
    left, right, bottom = MARGIN, MARGIN + HALF + GUTTER, HEAD + PHOTO
    sheet.paste(_cropped(before, HALF, PHOTO), (left, HEAD), RADIUS, UPPER)
    _draw_bar(sheet, (left, bottom), HALF, facts, words, after=False)
    if facts.after is not None:
        sheet.paste(_cropped(facts.after, HALF, PHOTO), (right, HEAD), RADIUS, UPPER)
    else:
        _draw_story(sheet, (right, HEAD), HALF, PHOTO, _story(facts, words))
    _draw_bar(sheet, (right, bottom), HALF, facts, words, after=True)
    return bottom + BAR


def _draw_result_alone(sheet: Sheet, facts: BeforeAfterFacts, words: Words) -> int:
    if facts.after is not None:
        photo = Image.open(BytesIO(facts.after))
        height = min(TALLEST, max(INNER // 2, INNER * photo.height // photo.width))
        sheet.paste(_cropped(facts.after, INNER, height), (MARGIN, HEAD), RADIUS, UPPER)
    else:
        story = _story(facts, words)
        height = max(300, 2 * 56 + 76 * len(broken(runs(story), STORY, INNER - 2 * 48, 7)))
        _draw_story(sheet, (MARGIN, HEAD), INNER, height, story)
    _draw_bar(sheet, (MARGIN, HEAD + height), INNER, facts, words, after=True)
    return HEAD + height + BAR


def _cropped(photo: bytes, width_: int, height: int) -> Image.Image:
    """The middle of the photo, filling the frame."""
    image = Image.open(BytesIO(photo), formats=("JPEG", "PNG"))
    image.draft("RGB", (width_, height))
    return ImageOps.fit(image.convert("RGB"), (width_, height), Image.Resampling.LANCZOS)


def _story(facts: BeforeAfterFacts, words: Words) -> str:
    return facts.result_text or words.plain("picture.done_without_words")


def _draw_story(sheet: Sheet, at: tuple[int, int], width_: int, height: int, story: str) -> None:
    """What was done, in words, where the photo would be."""
    x, y = at
    padding, leading = 40 if width_ == HALF else 48, 76
    sheet.framed((x, y, x + width_, y + height), RADIUS, CARD, edge=LINE, width=2, corners=UPPER)
    lines = broken(runs(story), STORY, width_ - 2 * padding, (height - 2 * padding) // leading)
    first = y + (height - leading * len(lines)) / 2 + 56
    draw_lines(sheet, (x + padding, round(first)), lines, STORY, leading)


def _draw_bar(
    sheet: Sheet, at: tuple[int, int], width_: int, facts: BeforeAfterFacts, words: Words, *, after: bool
) -> None:
    """The label beneath a photo. No tick here: whether it is solved is the resident's to say."""
    x, y = at
    sheet.rounded((x, y, x + width_, y + BAR), RADIUS, JADE if after else INK, LOWER)
    hexagon(sheet, (x + 24, y + 26), 44, WHITE, full=after)
    label = words.plain("picture.after" if after else "picture.before")
    sheet.text((x + 82, y + 66), label, LABEL, WHITE, bold=True)
    sheet.text((x + width_ - 24, y + 65), _when(facts, words, after=after), FLOOR, WHITE, side="right")


def _when(facts: BeforeAfterFacts, words: Words, *, after: bool) -> str:
    """The time, with the date too where the two photos are of different days."""
    at = facts.after_at if after else facts.before_at
    if facts.before is None or facts.before_at.date() == facts.after_at.date():
        return clock(at)
    return f"{short_day(at.date(), words)} {clock(at)}"


def _draw_foot(sheet: Sheet, top: int, facts: BeforeAfterFacts, words: Words) -> int:
    """The dado: who, and how long. Returns where it ends."""
    sheet.rect((0, top, WIDTH, top + FOOT), DADO)
    sheet.rect((0, top, WIDTH, top + 8), JADE)
    took = duration(facts.took, words)
    right = WIDTH - MARGIN
    upper, lower = top + 82, top + 156
    sheet.text(
        (right, upper),
        words.plain("picture.took", day=day(facts.after_at.date(), words, weekday=False)),
        FLOOR,
        INK_2,
        side="right",
    )
    sheet.text((right, lower), took, NAME, JADE, bold=True, side="right")
    room = right - width(took, NAME, bold=True) - MARGIN - 40
    sheet.text((MARGIN, upper), words.plain("picture.who"), FLOOR, INK_2)
    sheet.text((MARGIN, lower), fit(facts.who, NAME, room, bold=True), NAME, bold=True)
    return top + FOOT
