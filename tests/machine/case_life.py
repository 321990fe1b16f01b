"""What people may do at any moment of a case's life, and what must be true after each of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from domain.people import Role
from domain.press import Verb
from domain.said import Said
from storage import people, tables
from storage.unit import Unit
from tests.machine import promises
from tests.machine.folk import FOLK
from tests.machine.walk import CLEAR, Walk
from usecases import bind_group, delivery, invite_staff, look_up, own_data, report_for, take_leave
from usecases.access import Actor
from usecases.hear_edit import hear_edit

WORDS = (
    *CLEAR, "", "谢谢大家", "3栋", "自来水公司 2天", "换好了", "不归我们管", "具体在哪儿？", "还是不亮", "在二楼",
    "²", "٣", "9" * 30, "物管家", "陈师傅", "书记", "楼上半夜吵架，邻居纠纷", "有人被困电梯", "😀" * 400, "2月29日",
)  # fmt: skip
"""What people say: reports, answers, chatter, and things that nobody expects."""

ANSWERS = ("换好了", "不归我们管", "自来水公司 2天", "在二楼", "5栋", "", "²")
STAFF = ("chen", "wu", "li", "he", "zhou", "zheng")
MOMENT, HOUR, DAY = timedelta(seconds=5), timedelta(hours=1), timedelta(days=1)
JUMPS = (MOMENT, timedelta(minutes=3), HOUR, DAY + HOUR, 4 * DAY, 15 * DAY)

in_private = st.sampled_from([key for key, one in FOLK.items() if one.private])
in_groups = st.sampled_from([(key, group) for key, one in FOLK.items() for group in one.groups])
anywhere = in_groups | in_private.map(lambda key: (key, "private"))
numbers, picks = st.integers(1, 6), st.integers(0, 10**6)
words = st.sampled_from(WORDS) | st.text(max_size=40)
verbs = st.sampled_from(tuple(verb for verb in Verb if verb not in (Verb.FILE, Verb.IGNORE)))


class CaseLife(Walk):
    """Anybody may do anything at any time; a sender that fails and a clock that jumps go on beside them."""

    @initialize()
    def begins(self) -> None:
        """One case is there already, so that every button has something to be about."""
        self.opens()
        self.here.reports("wang")

    @rule(where=anywhere, text=words, photo=st.booleans(), named=st.booleans(), command=st.booleans())
    def posts(self, where: tuple[str, str], text: str, photo: bool, named: bool, command: bool) -> None:
        """Somebody writes in a group, or alone with the bot."""
        self.says(*where, text, photo=photo, named=named, command=command)

    @rule(where=anywhere, text=st.sampled_from(CLEAR))
    def reports(self, where: tuple[str, str], text: str) -> None:
        """A photo with clear words."""
        self.says(*where, text, photo=True)

    @rule(where=anywhere, pick=picks, text=words, photo=st.booleans(), command=st.booleans())
    def replies(self, where: tuple[str, str], pick: int, text: str, photo: bool, command: bool) -> None:
        """Somebody replies to a message, with /report or without."""
        if (found := self.replies_to(*where, pick)) is not None:
            message, replied = found
            self.says(*where, text, photo=photo, reply_to=message, command=command, replied=replied)

    @precondition(lambda self: any(chat != "private" for _, chat, _ in self.posted))
    @rule(pick=picks, text=words)
    def edits(self, pick: int, text: str) -> None:
        """Somebody changes the words of a message of theirs."""
        among = [one for one in self.posted if one[1] != "private"]
        key, chat, post = among[pick % len(among)]
        self.tries(key, chat, lambda who, there: self.here.does(who, there, hear_edit, replace(post, text=text)))

    @rule(key=in_private, pick=picks)
    def presses_a_button_of_theirs(self, key: str, pick: int) -> None:
        """Somebody presses what stands in their private chat."""
        self.presses_one(key, "private", pick)

    @rule(where=in_groups, pick=picks)
    def presses_a_button_in_a_group(self, where: tuple[str, str], pick: int) -> None:
        """Somebody presses what stands in a group."""
        self.presses_one(*where, pick)

    @rule(where=anywhere, verb=verbs, number=numbers, said=words)
    def presses_anything(self, where: tuple[str, str], verb: Verb, number: int, said: str) -> None:
        """A forged or stale press, or its words typed, by anybody."""
        self.tries(*where, lambda who, there: self.here.acts(who, verb, number, said, there))

    @rule(verb=verbs, number=numbers, said=st.sampled_from(("", "换好了")))
    def works(self, verb: Verb, number: int, said: str) -> None:
        """Whoever has a case does something about it."""
        self.tries(self.holder(number), "private", lambda who, there: self.here.acts(who, verb, number, said, there))

    @rule(verb=verbs, number=numbers, said=st.sampled_from(("", "还是不亮", "5")))
    def decides(self, verb: Verb, number: int, said: str) -> None:
        """Whoever reported a case does something about it."""
        for key in self.reporters(number)[:1]:
            chat = (*FOLK[key].groups, "private")[0]
            self.tries(key, chat, lambda who, there: self.here.acts(who, verb, number, said, there))

    @precondition(lambda self: self.prompts())
    @rule(pick=picks, text=st.sampled_from(ANSWERS), photo=st.booleans())
    def answers(self, pick: int, text: str, photo: bool) -> None:
        """Somebody answers what the bot asked them."""
        asked = self.prompts()
        self.says(*asked[pick % len(asked)], text, photo=photo)

    @rule(where=anywhere, verb=st.sampled_from((Verb.FILE, Verb.IGNORE)), pick=st.integers(0, 9),
          argument=st.sampled_from(("", "anon", "4", "999")))  # fmt: skip
    def settles_a_draft(self, where: tuple[str, str], verb: Verb, pick: int, argument: str) -> None:
        """Somebody says what a draft is, with buildings that there are not, too."""
        rows = self.here.rows(select(tables.drafts.c.id))
        if rows:
            draft = rows[pick % len(rows)].id
            self.tries(*where, lambda who, there: self.here.acts(who, verb, draft, argument, there))

    @rule(where=anywhere, number=numbers, which=st.integers(0, 4))
    def looks_up(self, where: tuple[str, str], number: int, which: int) -> None:
        """/queue, /mine, /case, /staff, /export_me."""
        ask: tuple[tuple[Any, ...], ...] = (
            (look_up.show_queue, 0), (look_up.show_mine,), (look_up.show_case, number), (look_up.show_staff, ""),
            (look_up.export_me,),
        )  # fmt: skip
        self.tries(*where, lambda who, there: self.here.does(who, there, *ask[which]))

    @rule(key=st.sampled_from(STAFF), chat=st.sampled_from(("private", "b3")), text=st.sampled_from(CLEAR))
    def enters_for_somebody(self, key: str, chat: str, text: str) -> None:
        """A walk-in."""
        post = self.here.post(key, chat, f"for 老人家 {text}", command=True)
        self.tries(key, chat, lambda who, there: self.here.does(who, there, report_for.report_for, post))

    @rule(key=st.sampled_from(STAFF), said=st.sampled_from(("3天", "back", "")))
    def takes_leave(self, key: str, said: str) -> None:
        """A worker goes on leave, or comes back."""
        self.tries(key, "private", lambda who, there: self.here.does(who, there, take_leave.take_leave, said))

    @rule(key=st.sampled_from(STAFF), role=st.sampled_from(tuple(Role)), code=st.sampled_from(("FHC", "LH", "FHC-1-3")))
    def arrives(self, key: str, role: Role, code: str) -> None:
        """Somebody takes an invitation."""
        by = self.here.id_of("zhou") or None
        with self.here.unit() as unit:
            token = invite_staff.make_invite(unit, role, code, self.here.now, by=by)
        self.tries(key, "private", lambda who, there: self.here.does(who, there, invite_staff.accept_invite, token))

    @rule(key=st.sampled_from(STAFF), pick=picks)
    def loses_a_role(self, key: str, pick: int) -> None:
        """The operator takes a role away."""
        grants = self.here.ask(people.grants_of, self.here.id_of(key))
        if grants:
            taken = (invite_staff.remove_grant, grants[pick % len(grants)].id)
            self.tries("operator", "private", lambda who, there: self.here.does(who, there, *taken))

    @rule(key=st.sampled_from(("wang", "rider", "chen", "li", "stranger")), sure=st.sampled_from(("", "yes")))
    def deletes_themselves(self, key: str, sure: str) -> None:
        """/delete_me."""
        self.tries(key, "private", lambda who, there: self.here.does(who, there, own_data.delete_me, sure))

    @rule(key=in_private.filter(lambda key: key != "operator"), comes_back=st.booleans())
    def blocks(self, key: str, comes_back: bool) -> None:
        """Somebody blocks the bot, or lets it in again."""
        change = _quiet(bind_group.came_back if comes_back else bind_group.went_out)
        self.tries(key, "private", lambda who, there: self.here.does(who, there, change))

    @rule(by=st.sampled_from(JUMPS))
    def waits(self, by: timedelta) -> None:
        """Time goes by."""
        self.here.passes(by)

    @rule(many=st.integers(1, 12))
    def sends(self, many: int) -> None:
        """The sender sends some of what is owed."""
        for row in self.office.owed()[:many]:
            if any(row.id == one.id for one in self.office.owed()):
                self.office.take_off(row.id)
                self.office.land(row.id)

    @rule()
    def takes_off(self) -> None:
        """A message is under way, and life goes on."""
        if owed := self.office.owed():
            self.office.take_off(owed[0].id)

    @precondition(lambda self: self.office.flying)
    @rule(how=st.sampled_from(("arrives", "502", "gone", "blocked", "strange")))
    def lands(self, how: str) -> None:
        """It arrives, or it does not."""
        row_id = next(iter(self.office.flying))
        owed, prepared, _ = self.office.flying[row_id]
        now, edits = self.here.now, prepared.edits
        if how == "502":
            self.office.bounce(row_id, lambda unit, one: delivery.wait_for(unit, one, None, how))
        elif how == "gone" and edits is not None:
            self.office.bounce(row_id, lambda unit, one: delivery.message_gone(unit, one, edits, now))
        elif how == "blocked" and owed.chat_id != self.here.chat_id("operator", "private"):
            self.office.bounce(row_id, lambda unit, one: delivery.chat_refused(unit, one, how, now))
        elif how == "strange":
            self.office.bounce(row_id, lambda unit, one: delivery.message_failed(unit, one, how, now))
        else:
            self.office.land(row_id)

    @invariant()
    def keeps_its_promises(self) -> None:
        """Legal, complete, going on, known to somebody, and renderable."""
        if self.town is not None:
            promises.check(self.town, self.news())
            self.office.check_owed()

    def teardown(self) -> None:
        """Everything goes out, and then every card says what is true."""
        if self.town is None:
            return
        for row in self.here.rows(select(tables.cases.c.status)):
            event(f"ended as {row.status}")
        self.office.empty()
        stale = self.office.stale_cards()
        self.town.close()
        assert not stale, "\n".join(stale)


def _quiet(change: Callable[[Unit, Actor, datetime], Any]) -> Callable[[Unit, Actor, datetime], Said | None]:
    def changing(unit: Unit, actor: Actor, now: datetime) -> None:
        change(unit, actor, now)

    return changing
