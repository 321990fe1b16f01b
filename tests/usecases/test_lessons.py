"""What people corrected is learnt again from the history, without keeping it anywhere else."""

from domain.classify import Classifier
from storage.lessons import corrections
from tests.usecases.scene import Scene

ODD = "那个东西又在那里了，请处理"


def _after_a_start(scene: Scene) -> Classifier:
    with scene.unit() as unit:
        return Classifier(scene.rules.taxonomy, corrections(unit))


def test_a_start_learns_from_the_history(scene: Scene) -> None:
    """The last word on a case counts; others are learnt in their order."""
    number = scene.reports(text=ODD)
    before = _after_a_start(scene).read(ODD).category
    scene.does("wang", "recat", number, "neighbour.drying")
    scene.does("wang", "recat", number, "safety.falling_object")
    other = scene.reports("zhao", "门口的老物件该归置归置了", chat="station")
    scene.does("zhao", "recat", other, "care.wish", chat="station")
    again = _after_a_start(scene)
    assert before != "safety.falling_object"
    assert again.read(ODD).category == "safety.falling_object"
    assert again.read("门口的老物件该归置归置了").category == "care.wish"
    with scene.unit() as unit:
        assert [slug for _, slug in corrections(unit)] == ["safety.falling_object", "care.wish"]


def test_erased_words_teach_nothing(scene: Scene) -> None:
    """A report that was taken back, or whose words were erased with its person."""
    number = scene.reports(text=ODD)
    scene.does("wang", "recat", number, "fire.flying_wire")
    scene.does("wang", "withdraw", number)
    with scene.unit() as unit:
        assert corrections(unit) == []
