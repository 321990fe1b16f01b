"""The README's promise: one line plays a case from photo to confirmed."""

from io import StringIO

from bot.cli import main
from demo.story import play


async def test_the_story_ends_with_a_confirmed_case() -> None:
    """Everybody sees their part of it, in Chinese."""
    out = StringIO()
    await play("zh", out)
    told = out.getvalue()
    assert "1 号，已派给" in told
    assert "报的邻居，您看好了吗？" in told
    assert "确认了，谢谢您，也谢谢陈师傅" in told


def test_the_program_names_its_commands() -> None:
    """The commands that others rely on are there."""
    assert {"run", "check", "import", "invite", "parked", "db", "demo", "classify", "taxonomy"} <= set(main.commands)
