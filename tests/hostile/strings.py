"""What people with too much time put where a name or a word is asked for."""

from hypothesis import strategies as st

NASTY = (
    "<b>x</b>", "</b></i></a>", "<a href='tg://user?id=1'>x</a>", '<a href="https://evil.example">x</a>', "<script>alert(1)</script>",
    "&lt;b&gt;", "&amp;amp;", "&#60;b&#62;", "&#x3c;", "&", "<", ">", '"', "'", "<<>>", "<b", "</", "<!--", "{name}", "{0.__class__}",
    "%s%n", "\\", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", "\t=1", "\r=1", "'=1", "\u202e", "𓀀" * 40, "é" * 40, "一" * 64,
    "a\nb", "\n\n", "", " ", "👨‍👩‍👧‍👦" * 8, "tg://resolve?domain=x", "https://t.me/+abcdef", "../../etc/passwd", "; DROP TABLE cases",
)  # fmt: skip
hostile = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
