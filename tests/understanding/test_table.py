"""The table that an operator looks at before using a taxonomy."""

from domain.classify import Classifier
from domain.understanding_table import HEADER, rows


def test_one_row_for_each_line(classifier: Classifier) -> None:
    table = list(rows(["3栋2单元5楼路灯不亮了\n", "早上好\n", "", "3-2-501 漏\t水"], classifier))
    assert len(table) == 4
    assert {len(row) for row in table} == {len(HEADER)}
    assert not [cell for row in table for cell in row if "\t" in cell or "\n" in cell]
    first = dict(zip(HEADER, table[0], strict=True))
    assert (first["is_report"], first["kind"], first["category"]) == ("1", "problem", "facility.lighting")
    assert (first["urgency"], first["building"], first["unit"], first["floor"]) == ("normal", "3", "2", "5")
    assert 0 < float(first["confidence"]) <= 1
    second = dict(zip(HEADER, table[1], strict=True))
    assert (second["is_report"], second["category"], second["urgency"]) == ("0", "none", "none")


def test_the_header_is_what_others_rely_on() -> None:
    assert " ".join(HEADER) == "is_report kind category confidence urgency building unit floor room spot why"
