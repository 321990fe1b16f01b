"""HTML and what Telegram marks by itself, in UTF-16 units."""

import pytest

from simulator.entities import found_in, units
from simulator.html_text import parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("a &lt;b&gt; &amp;amp; &quot;&#26696;&#x1F41D; &nbsp;", 'a <b> &amp; "案🐝 &nbsp;', []),
        ("🐝<b>粗</b>", "🐝粗", [("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<i></i>x", "x", []),
        (
            "<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("spoiler", 2, 1)],
        ),
        ('<span class="tg-spoiler">c</span>', "c", [("spoiler", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<code>x</code><pre>y</pre>", "xy", [("code", 0, 1), ("pre", 1, 1)]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_links_and_code_with_a_language() -> None:
    _, [link] = parse_html('<a href="https://example.org/?a=1&amp;b=2">看</a>')
    assert link == {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/?a=1&b=2"}
    _, [mention] = parse_html('<a href="tg://user?id=5">王</a>')
    assert mention["user"] == {"id": 5}
    _, [code] = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert code == {"type": "pre", "offset": 0, "length": 5, "language": "python"}
    assert parse_html('<a href="不是地址">看</a>') == ("看", [])


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start x", [("bot_command", 0, 6)]),
        ("电梯 /report@bee_bot 坏了", [("bot_command", 3, 15)]),
        ("a/b 1/2", []),
        ("🐝 @bee_bot", [("mention", 3, 8)]),
        ("me@example.org", [("email", 0, 14)]),
        ("看 https://example.org/a#b，好", [("url", 2, 23)]),
        ("#电梯 #12", [("hashtag", 0, 3)]),
    ],
)
def test_marks_found_by_themselves(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(one["type"], one["offset"], one["length"]) for one in found_in(text)] == entities


def test_units() -> None:
    assert [units(text) for text in ("", "ab", "案", "🐝", "👨‍👩‍👧")] == [0, 2, 1, 2, 8]
