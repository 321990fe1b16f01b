"""Makes the two fonts of this folder from the full Noto Sans SC (README.md here has the command).

fontTools is needed for this one script only; the bot itself reads the result with Pillow.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.pens.transformPen import TransformPen  # type: ignore[import-not-found]  # not a dependency of the bot
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-not-found]
from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-not-found]
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0  # type: ignore[import-not-found]

HERE = Path(__file__).parent
MARKS = "〇−×÷→←↑↓▶▸•…¥°%℃±≤≥²³№㎡㎏①②③④⑤⑥⑦⑧⑨⑩●○■□▲△▼▽★☆✓–—‘’“”·〓﹏"
RANGES = (
    range(0x20, 0x7F),  # ASCII
    range(0xA0, 0x180),  # European letters
    range(0x1CD, 0x1DD),  # tone marks of pinyin
    range(0x3000, 0x3020),  # CJK punctuation
    range(0xFF01, 0xFF5F),  # full-width forms
    range(0xFFE0, 0xFFE7),
)
KERNED = {*range(0x21, 0x7F), *range(0xC0, 0x180)}


def wanted() -> set[int]:
    """Code points: GB 2312, names.txt, the catalogs, Latin and the marks."""
    texts = [
        MARKS,
        *(file.read_text("utf-8") for file in [HERE / "names.txt", *HERE.parents[1].glob("locales/*/*.po")]),
    ]
    points = {ord(char) for text in texts for char in text if char.isprintable()}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            points.update(map(ord, bytes((high, low)).decode("gb2312", "ignore")))
    return points.union(*RANGES)


def latin_kerning(font: TTFont) -> dict[tuple[str, str], int]:
    """The pairs of the `kern` feature among Latin letters, by glyph name, in font units."""
    names = {font.getBestCmap().get(point) for point in KERNED} - {None}
    gpos = font["GPOS"].table
    indices = {i for f in gpos.FeatureList.FeatureRecord if f.FeatureTag == "kern" for i in f.Feature.LookupListIndex}
    pairs: dict[tuple[str, str], int] = {}
    for index in sorted(indices):
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)  # noqa: PLW2901  # an extension only wraps the real one
            for first in names & set(table.Coverage.glyphs):
                for second, move in _moves(table, first, names):
                    pairs.setdefault((first, second), move)
    return {pair: move for pair, move in pairs.items() if move}


def _moves(table: Any, first: str, names: set[str]) -> list[tuple[str, int]]:
    if table.Format == 1:
        records = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
        return [(r.SecondGlyph, _advance(r.Value1)) for r in records if r.SecondGlyph in names]
    row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
    classes = table.ClassDef2.classDefs
    return [(second, _advance(row[classes.get(second, 0)].Value1)) for second in names]


def _advance(value: object) -> int:
    return getattr(value, "XAdvance", 0) or 0


def add_small_triangle(font: TTFont) -> None:
    """▸, which the family lacks: its ▶ at 55 %, on a half-width advance."""
    source = font.getBestCmap()[ord("▶")]
    pen = TTGlyphPen(font.getGlyphSet())
    font.getGlyphSet()[source].draw(TransformPen(pen, (0.55, 0, 0, 0.55, 0, 170)))
    font["glyf"]["smalltriangle"] = pen.glyph()
    font["hmtx"]["smalltriangle"] = (560, 20)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord("▸")] = "smalltriangle"


def add_kern_table(font: TTFont, pairs: dict[tuple[str, str], int]) -> None:
    """Kerning where FreeType reads it without a shaping library."""
    subtable = KernTable_format_0()
    subtable.coverage, subtable.tupleIndex, subtable.kernTable = 1, None, pairs
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [subtable]


def make(source: Path, target: Path) -> None:
    """Write the subset of `source` to `target`: no hinting, no shaping tables, Latin kerning in a `kern` table."""
    font = TTFont(source, recalcTimestamp=False)
    add_small_triangle(font)
    pairs = latin_kerning(font)
    options = Options(
        hinting=False, layout_features=[], notdef_outline=True, glyph_names=False, name_IDs=[0, 1, 2, 5, 13, 14]
    )
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    kept = set(font.getGlyphOrder())
    add_kern_table(font, {pair: move for pair, move in pairs.items() if kept.issuperset(pair)})
    font.save(target)


if __name__ == "__main__":
    for given, weight in zip(sys.argv[1:], ("Regular", "Bold"), strict=True):
        make(Path(given), HERE / f"NotoSansSC-{weight}.ttf")
