"""docs/rights.md: the matrix as a secretary reads it, with rows that agree put together; written and read back here."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from domain.case import Status
from domain.press import Verb
from tests.rights.commands import CommandTry
from tests.rights.folk import FOLK, OUTSIDE
from tests.rights.matrix import CASE_VERBS, Came, Try

PATH = Path(__file__).parent.parent.parent / "docs" / "rights.md"
SIGNS = {Came.DONE: "✔", Came.LATER: "○", Came.NO: "✘", Came.UNSEEN: "·"}
STATUS = {
    Status.FILED: "filed 已立案", Status.DISPATCHED: "dispatched 已派遣", Status.ACCEPTED: "accepted 处置中",
    Status.COORDINATING: "coordinating 协调中", Status.WAITING: "waiting 待补充", Status.RESOLVED: "resolved 待核查",
    Status.CLOSED: "closed 已结案", Status.REFUSED: "refused 不予受理", Status.MERGED: "merged 并案", Status.WITHDRAWN: "withdrawn 撤回",
}  # fmt: skip
CALLED = {
    Verb.ACCEPT: "接单", Verb.PASS: "转给别人", Verb.REFUSE: "不受理", Verb.ASK: "问一下", Verb.EXTERNAL: "转外单位",
    Verb.BEYOND: "超出能力", Verb.DONE: "办好了", Verb.BACK: "收回来办", Verb.UNDO: "撤销上一步", Verb.EXTEND: "延期",
    Verb.MERGE: "并案", Verb.SPLIT: "拆开", Verb.RECAT: "改分类", Verb.PLACE: "改地方", Verb.ASSIGN: "指派", Verb.LEAD: "书记领办",
    Verb.NUDGE: "催一下", Verb.GRANT: "同意延期", Verb.KEEP: "不同意延期", Verb.OVERRULE: "重新受理", Verb.CONFIRM: "解决了",
    Verb.REOPEN: "还没好", Verb.RATE: "打分", Verb.SAME: "我也遇到", Verb.WITHDRAW: "撤回", Verb.APPEAL: "不同意", Verb.CASE: "看案卷",
}  # fmt: skip
HEAD = """# Who may do what

Made by `python -m tests.rights`; a test holds the program to it. Everybody below tries every act on a case in every status,
against the real use cases. ✔ does it · ○ may, but not as the case stands now: told how it stands · ✘ is told that it is not
theirs · `·` is told that there is no such case.

The case is one of 3栋, for the property stewards of the community. Unless it says otherwise a resident reported it in the
group of 3栋, and people try from their private chat. What decides is `domain/rights.py`, asked by `usecases/access.py` alone.
"""
TOGETHER = {
    "Outsiders": [
        one.called for one in FOLK
        if one.key in OUTSIDE or one.called == "the same person, in private" or one.called.startswith("another role")
    ],
    "Secretaries": [one.called for one in FOLK if one.key in ("branch", "zhou", "street", "operator")],
    "Colleagues": [one.called for one in FOLK if one.key in ("wu", "away", "before")],
    "The group": [one.called for one in FOLK if one.chat == "b3" and one.key != "wang"],
}  # fmt: skip
"""Names for those of whom nearly the same is true."""
_KINDS = {False: "Cases that the group sees", True: "Private cases (disputes, elders, anything with a person in it)"}
_ORDER = {one.called: place for place, one in enumerate(FOLK)}
Matrix = dict[tuple[bool, Verb, str], dict[Status, Came]]


def gathered(tries: Iterable[Try]) -> Matrix:
    """What came of the tries, by kind of case, verb and person."""
    found: Matrix = defaultdict(dict)
    for one in tries:
        found[one.private, one.verb, one.one.called][one.status] = one.came
    return found


def document(matrix: Matrix, commands: list[CommandTry]) -> str:
    """The whole text."""
    parts = [HEAD, *(f"\n**{name}**: {'; '.join(members)}.\n" for name, members in TOGETHER.items())]
    for private, title in _KINDS.items():
        tables = [f"\n### {CALLED[verb]} {verb}\n\n{_table(matrix, private=private, verb=verb)}" for verb in CASE_VERBS]
        parts += [f"\n## {title}\n", *tables]
    return "".join([*parts, _commands(commands)])


def _table(matrix: Matrix, *, private: bool, verb: Verb) -> str:
    alike: dict[str, list[str]] = defaultdict(list)
    for called in _ORDER:
        alike[" | ".join(SIGNS[matrix[private, verb, called][status]] for status in Status)].append(called)
    lines = [f"| who | {' | '.join(STATUS[status] for status in Status)} |", f"|---|{':-:|' * len(Status)}"]
    lines += [f"| {'; '.join(_together(who))} | {signs} |" for signs, who in alike.items()]
    return "\n".join(lines) + "\n"


def _together(who: list[str]) -> list[str]:
    """Those who are always named together by their common name."""
    for name, members in TOGETHER.items():
        if set(members) <= set(who):
            who = [f"**{name}**" if one == members[0] else one for one in who if one == members[0] or one not in members]
    return who


def read_back(text: str) -> Matrix:
    """The matrix of a document."""
    came = {sign: one for one, sign in SIGNS.items()}
    found: Matrix = defaultdict(dict)
    private, verb = False, Verb.ACCEPT
    for line in text.partition("\n## Commands")[0].splitlines():
        if line.startswith("## "):
            private = line == f"## {_KINDS[True]}"
        elif line.startswith("### "):
            verb = Verb(line.rpartition(" ")[2])
        elif re.match(r"\| (?!who )", line):
            who, *signs = (part.strip() for part in line.strip("|").split("|"))
            for name in who.split("; "):
                for called in TOGETHER.get(name.strip("*"), [name]):
                    found[private, verb, called] = dict(zip(Status, (came[sign] for sign in signs), strict=True))
    return found


def _commands(tried: list[CommandTry]) -> str:
    columns = list(dict.fromkeys(one.who for one in tried))
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for one in tried:
        rows[one.command][one.who] = one.sign
    alike: dict[str, list[str]] = defaultdict(list)
    for command, signs in rows.items():
        alike[" | ".join(signs[who] for who in columns)].append(f"`{command}`")
    lines = ["\n## Commands, and buttons that are about no case\n", COMMANDS_HEAD, f"| command | {' | '.join(columns)} |"]
    lines += [f"|---|{':-:|' * len(columns)}", *(f"| {' '.join(names)} | {signs} |" for signs, names in alike.items())]
    return "\n".join(lines) + "\n"


COMMANDS_HEAD = """
Typed with good words by people who could mean them. ✔ does it · ○ is asked for what is missing, or to come to the private chat ·
✘ is told that it is not theirs · – cannot.
"""
