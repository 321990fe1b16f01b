"""The shop in memory: what stands on the shelf, who may put it there, and what a code in the wrong hands is worth."""

import re

import pytest

from domain.chats import Picture
from domain.errors import Refusal
from domain.people import Role
from storage import shop
from tests.points.book import check_books
from tests.points.town import Town
from usecases.keep_shop import keep_reward
from usecases.redeem import cancel, hand_over, redeem, show_offer, show_pickup, show_shop

TISSUES = "抽纸 1 提；2 分；1 件；每人每月 1；老王超市"
PHOTO = (Picture("tissues", "tissues"),)


@pytest.fixture
def town() -> Town:
    """凤凰城, where 王阿姨 has ten points."""
    one = Town()
    one.gives("wang", 10)
    return one


def code_of(town: Town) -> str:
    """The pick-up code of the latest slip."""
    return re.search(r"取货码 (\w{4}) (\w{4})", town.latest("wang", "shop.coupon")).expand(r"\1\2")


def left(town: Town, number: int = 1) -> int:
    """How many of a reward stand on the shelf."""
    with town.unit() as unit:
        return shop.reward(unit, number).stock


def test_a_reward_has_a_photo_to_look_at(town: Town) -> None:
    """Put there in reply to a photo; a look at it shows price and stock, and a button for who can afford it."""
    town.runs("zhou", "private", keep_reward, TISSUES, PHOTO)
    town.runs("zhou", "private", keep_reward, "食用油；150 分；3 件", PHOTO)
    town.runs("wang", "private", show_shop)
    shelf = town.messages("wang")[-1]
    assert shelf.labels == ["换抽纸 1 提（2 分）", "看看", "食用油"]
    town.runs("wang", "private", show_offer, 1)
    shown = town.messages("wang")[-1]
    assert (shown.has_photo, shown.labels) == (True, ["换抽纸 1 提（2 分）"])
    assert town.latest("wang", "shop.offer") == "抽纸 1 提\n2 分，还有 1 件"
    town.runs("wang", "private", show_offer, 2)
    assert town.messages("wang")[-1].labels == [], "too dear for now"
    with pytest.raises(Refusal, match=r"too_dear\b"):
        town.runs("wang", "private", redeem, 2)
    with pytest.raises(Refusal, match="too_dear_here"):
        town.runs("wang", "b3", redeem, 2)
    town.runs("zhang", "b3", show_shop)
    assert town.messages("b3")[-1].labels == ["抽纸 1 提", "食用油"], "in a group everybody may look, nobody take"
    town.runs("zhou", "private", keep_reward, "1 停", ())
    with pytest.raises(Refusal, match="not_there"):
        town.runs("wang", "private", show_offer, 1)


def test_a_stranger_with_the_code_gets_nothing(town: Town) -> None:
    """The code in a neighbour's hands opens nothing and tells nothing; nobody hands over to themselves."""
    town.runs("zhou", "private", keep_reward, TISSUES, ())
    town.runs("wang", "private", redeem, 1)
    for key in ("zhao", "he"):
        with pytest.raises(Refusal, match="no_such_coupon"):
            town.runs(key, "private", show_pickup, code_of(town))
        with pytest.raises(Refusal, match="no_such_coupon"):
            town.runs(key, "private", hand_over, 1)
    with pytest.raises(Refusal, match="no_such_coupon"):
        town.runs("wang", "private", hand_over, 1)
    with pytest.raises(Refusal, match="no_such_coupon"):
        town.runs("li", "private", show_pickup, "AAAAAAAA")
    town.runs("li", "private", show_pickup, code_of(town))
    assert town.latest("li", "shop.pickup") == "王阿姨 来领 抽纸 1 提，2 分。"
    town.runs("li", "private", hand_over, 1)
    with pytest.raises(Refusal, match="already_handed"):
        town.runs("li", "private", hand_over, 1)
    with pytest.raises(Refusal, match="already_handed"):
        town.runs("wang", "private", cancel, 1)


def test_given_back_brings_both_back(town: Town) -> None:
    """Not wanted after all: the points are in the passbook again, the piece on the shelf; once, and only by its owner."""
    town.runs("zhou", "private", keep_reward, TISSUES, ())
    town.runs("wang", "private", redeem, 1)
    assert (town.has("wang"), left(town)) == (8, 0)
    with pytest.raises(Refusal, match="no_such_coupon"):
        town.runs("zhao", "private", cancel, 1)
    town.runs("wang", "private", cancel, 1)
    with pytest.raises(Refusal, match="already_cancelled"):
        town.runs("wang", "private", cancel, 1)
    assert (town.has("wang"), left(town)) == (10, 1)
    with town.unit() as unit:
        check_books(unit)


def test_a_secretary_of_two_communities_says_it_where_it_is_meant(town: Town) -> None:
    """周书记 looks after 柳湖 as well: what is said in its group is for its shelf, in private for the first."""
    town.grant("zhou", Role.SECRETARY, "LH")
    town.runs("zhou", "lake", keep_reward, "柳湖的米；5 分；3 件", ())
    town.runs("zhou", "private", keep_reward, TISSUES, ())
    with town.unit() as unit:
        of = [shop.reward(unit, number).community_id for number in (1, 2)]
        assert of == [town._area(unit, "LH"), town._area(unit, "FHC")]


def test_residents_do_not_keep_the_shop(town: Town) -> None:
    """Only a community's secretaries put things on the shelf, and change them; a wrong line is told how."""
    for key in ("wang", "li", "chen"):
        with pytest.raises(Refusal, match="only_secretaries"):
            town.runs(key, "private", keep_reward, TISSUES, ())
    town.grant("zheng", Role.SECRETARY, "SY")
    with pytest.raises(Refusal, match="only_below"):
        town.runs("zheng", "private", keep_reward, TISSUES, ())
    town.runs("zhou", "private", keep_reward, TISSUES, ())
    for line, stock in (("1 +10", 11), ("1 -4", 7), ("1 5 分", 7)):
        town.runs("zhou", "private", keep_reward, line, ())
        assert left(town) == stock
    for wrong in ("1 -8", "1 ?", "2 +1", "1 -"):
        with pytest.raises(Refusal):
            town.runs("zhou", "private", keep_reward, wrong, ())
    assert left(town) == 7
