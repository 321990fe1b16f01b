"""What a sentence does with its words, what corrections teach, and what an operator's own taxonomy does."""

from pathlib import Path

import pytest

from domain.classify import Classifier
from domain.classify.captions import labelled
from domain.classify.clauses import Clauses
from domain.classify.evidence import MOST, Words
from domain.deciding import Thresholds
from domain.normalise import normalise
from domain.taxonomy import Kind, Taxonomy, Urgency, load
from tests.understanding.test_taxonomy import GOOD


@pytest.mark.parametrize(
    ("report", "answer"),
    [
        ("路灯坏了", "路灯修好啦"),
        ("下水道堵了", "下水道通好了，谢谢师傅"),
        ("又停水了", "水来了"),
        ("楼道里有煤气味", "不是漏气，是隔壁卖臭豆腐的"),
        ("电梯困人了", "没有人被困，虚惊一场"),
        ("楼下冒黑烟了", "没着火，是消防演习"),
        ("怎么突然停水了", "停水通知：明日8:00-17:00全小区停水，请提前储水"),
        ("电动车推进电梯了", "请大家不要把电动车推进电梯"),
        ("有人往楼下扔酒瓶", "提醒各位：不要往楼下扔东西"),
        ("电梯又坏了，爬了20层", "公司电梯今天又坏，爬了20层"),
        ("路灯坏了，麻烦修一下，谢谢", "谢谢物业，路灯真亮"),
        ("说修好了还是漏水", "不漏了，谢谢"),
        ("感谢物业让我天天爬楼，电梯坏三天了", "感谢物业，电梯恢复了"),
        ("the lift is out of order", "thanks, the lift works now"),
    ],
)
def test_a_report_and_what_only_sounds_like_one(classifier: Classifier, report: str, answer: str) -> None:
    assert classifier.read(report).is_report >= 0.5
    assert classifier.read(answer).is_report < 0.5


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("井盖没了，路中间一个大洞", Urgency.CRITICAL),
        ("井盖松了，车一压就响", Urgency.URGENT),
        ("隔壁拿刀在楼道里骂", Urgency.CRITICAL),
        ("邻居为晒衣服吵架，请来调解", Urgency.URGENT),
        ("外墙瓷砖掉下来砸了车", Urgency.CRITICAL),
        ("外墙有一条裂缝", Urgency.URGENT),
        ("电线断了垂在路上", Urgency.CRITICAL),
        ("网线垂下来了", Urgency.URGENT),
        ("台阶缺了一块，有人摔倒了", Urgency.URGENT),
        ("台阶缺了一块", Urgency.NORMAL),
        ("电梯屡次困人，请彻底检修", Urgency.URGENT),
        ("消防通道被堵，万一着火怎么办", Urgency.URGENT),
        ("请网格员有空去看看独居的陈伯", Urgency.NORMAL),
        ("独居老人敲门没人应", Urgency.CRITICAL),
    ],
)
def test_urgency_by_words(classifier: Classifier, text: str, urgency: Urgency) -> None:
    read = classifier.read(text)
    assert read.urgency is urgency
    assert read.hazard is (urgency is Urgency.CRITICAL)


@pytest.mark.parametrize("text", ["着火了！", "电梯困人了", "有煤气味", "有人晕倒", "孩子丢了", "fire!", "gas leak"])
def test_short_words_of_danger_are_heard(classifier: Classifier, text: str) -> None:
    assert classifier.read(text).hazard


@pytest.mark.parametrize(
    "text",
    [
        "sparks are flying", "sparks flying from the meter box", "sparks are coming out of the switch",
        "sparks coming from the street light", "smoke is coming out of the meter box", "smoke is pouring out of unit 2",
        "smoke is coming out of the elevator", "smoke is rising from the bin",
    ],
)  # fmt: skip
def test_sparks_and_smoke_are_heard_in_english(classifier: Classifier, text: str) -> None:
    """Whatever verb stands between the smoke and where it comes from."""
    assert classifier.read(text).hazard


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("3栋门口垃圾桶坏了，现在冒火花了", "fire.fire_smoke"),
        ("3栋门口垃圾桶坏了现在冒火花了", "fire.fire_smoke"),
        ("楼道灯坏了，电箱在冒烟", "fire.fire_smoke"),
        ("楼道堆了杂物，烧起来了", "fire.fire_smoke"),
        ("台阶破了，老人晕过去了", "safety.medical"),
        ("门禁卡刷了不开，曾阿姨口吐白沫倒地", "safety.medical"),
        ("遛狗的不捡屎，窨井盖塌下去了，快来人", "facility.manhole"),
        ("楼道灯不亮，孩子不见了", "safety.lost_person"),
        ("The bin is broken, and now it is on fire", "fire.fire_smoke"),
        ("The bin is broken, sparks are flying now", "fire.fire_smoke"),
        ("the street light is broken, smoke is coming out of it", "fire.fire_smoke"),
        ("the ramp is broken and an old man collapsed", "safety.medical"),
        ("The door lock is broken, someone collapsed in the lobby", "safety.medical"),
        ("the ramp's handrail is loose, manhole cover missing in front of building 2", "facility.manhole"),
    ],
)
def test_a_danger_beside_a_milder_fault_comes_first(classifier: Classifier, text: str, slug: str) -> None:
    read = classifier.read(text)
    assert (read.category, read.urgency, read.hazard) == (slug, Urgency.CRITICAL, True)
    assert read.confidence >= Thresholds().sure


@pytest.mark.parametrize(
    "text",
    [
        "垃圾桶坏了，没冒火花",
        "垃圾桶坏了，没有冒烟",
        "垃圾桶坏了，就怕着火",
        "垃圾桶坏了，万一冒火花怎么办",
        "垃圾桶坏了，去年冒过火花",
        "垃圾桶坏了，火花是去年的事",
        "垃圾桶坏了，冒火花的地方已经处理好了",
        "路灯坏了，之前漏电的地方已经修好了",
        "垃圾满了，热得要冒烟了",
        "路灯坏了，打电话没人接",
        "车挡住出口了，打电话不接",
        "滑梯爛咗，割到手",
        "the bin is broken, it is not on fire",
        "the bin is broken, it could catch fire",
        "the bin is broken, it was on fire last year",
        "the bin is broken, no gas leak",
        "the bin is broken, no sparks are flying",
        "the bin is broken, smoke was coming out of it last year",
        "smoke from the neighbour's barbecue is coming into my window",
    ],
)
def test_a_danger_that_is_not_there_leaves_the_milder_fault(classifier: Classifier, text: str) -> None:
    assert not classifier.read(text).hazard


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("漏水了", "water.leak"),
        ("门坏了", "facility.gate_access"),
        ("墙裂了", "building.facade"),
        ("蚊子好多", "sanitation.pest"),
        ("太吵了", "neighbour.noise"),
        ("马桶堵了", "water.drain_blocked"),
        ("3栋电梯坏了，请处理", "facility.elevator_fault"),
        ("灯坏了🙏", "facility.lighting"),
        ("没暖气", "facility.heating"),
    ],
)
def test_a_thing_and_its_fault_are_filed_however_short(classifier: Classifier, text: str, slug: str) -> None:
    understood = classifier.read(text)
    assert understood.is_report >= Thresholds().file
    assert understood.category == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("垃圾桶旁边有人打架", "neighbour.dispute"),
        ("健身器材旁边有人打架", "neighbour.dispute"),
        ("垃圾桶旁边有人晕倒", "safety.medical"),
        ("健身器材旁边水管爆了", "water.leak"),
        ("消防门前面堵着杂物，开不了", "fire.fire_lane"),
        ("XX路公交站旁果皮箱损坏", "sanitation.bin_damaged"),
    ],
)
def test_a_thing_beside_it_only_says_where(classifier: Classifier, text: str, slug: str) -> None:
    """Neither by its words nor by what was learned of them does it decide what; what stands before it is in its way."""
    assert classifier.read(text).category == slug


@pytest.mark.parametrize("where", [
    "单元门口", "门口", "小区大门口", "楼下", "3号楼2单元门口", "5栋楼下", "楼道里", "电梯口", "地库入口", "停车场", "广场上",
    "单元门口垃圾桶旁边",
])  # fmt: skip
@pytest.mark.parametrize("what", ["有人打架了", "有人打架", "好几个人打起来了", "吵起来了"])
def test_where_people_fight_only_says_where(classifier: Classifier, where: str, what: str) -> None:
    """It is a fight, and so surely that nobody is asked what kind of thing it is."""
    read = classifier.read(where + what)
    assert (read.category, read.urgency) == ("neighbour.dispute", Urgency.URGENT)
    assert read.confidence >= Thresholds().sure


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("单元门口有人晕倒了", "safety.medical"),
        ("楼下有陌生人转悠", "safety.suspicious"),
        ("单元门口有人偷电动车", "safety.suspicious"),
        ("楼道里有人堆杂物", "fire.corridor_clutter"),
        ("楼道里有人给电动车充电", "fire.ebike_upstairs"),
        ("电梯里有人被困", "safety.elevator_trapped"),
        ("楼上楼下吵架", "neighbour.dispute"),
        ("单元门口门坏了，有人打不开", "facility.gate_access"),
    ],
)
def test_where_people_are_is_not_all_that_is_said(classifier: Classifier, text: str, slug: str) -> None:
    """What they do there decides, and with the place where the two speak together."""
    assert classifier.read(text).category == slug


def test_a_knife_at_the_door_is_a_danger(classifier: Classifier) -> None:
    """It was heard as something suspicious, and as nothing that hurries."""
    assert classifier.read("单元门口有人动刀了").hazard


@pytest.mark.parametrize(
    "text", ["灯修好了", "门口见", "水好喝", "堵车了", "累坏了", "笑死了", "电梯里见", "漏了一个人", "手机坏了", "门没坏"]
)
def test_what_only_sounds_as_short_is_left_alone(classifier: Classifier, text: str) -> None:
    assert classifier.read(text).is_report < Thresholds().ask


def test_what_decided_is_told(classifier: Classifier) -> None:
    read = classifier.read("3栋2单元路灯不亮了")
    assert read.category == "facility.lighting"
    assert read.kind is Kind.PROBLEM
    assert "路灯不亮" in read.why
    assert read.alternatives[0][0] == "facility.lighting"
    assert len(read.alternatives) == 3
    assert 0 < read.confidence <= 1


def test_chatter_has_no_category(classifier: Classifier) -> None:
    read = classifier.read("祝大家新年快乐")
    assert (read.category, read.urgency, read.alternatives, read.hazard) == (None, None, (), False)


@pytest.mark.parametrize("text", ["", " ", "。。。", "👍", "1", "\n\n", "a" * 3000, "路灯" * 500, "\u200b", "#" * 50])
def test_anything_can_be_read(classifier: Classifier, text: str) -> None:
    assert 0 <= classifier.read(text).is_report <= 1


def test_a_correction_is_remembered_and_carries_over(taxonomy: Taxonomy) -> None:
    learner = Classifier(taxonomy)
    text = "中庭那个大喇叭花架子又晃了"
    assert learner.read(text).category != "facility.fitness_play"
    learner.learn(text, "facility.fitness_play")
    assert learner.read(text).category == "facility.fitness_play"
    assert learner.read(text).is_report > 0.9
    assert learner.read("中庭那个大喇叭花架子晃得厉害").category == "facility.fitness_play"


def test_a_correction_to_chatter_silences_the_same_words(taxonomy: Taxonomy) -> None:
    learner = Classifier(taxonomy, [("今天的路灯秀真坏坏的", "none")])
    assert learner.read("今天的路灯秀真坏坏的").is_report < 0.1


def test_corrections_at_start_and_later_are_the_same(taxonomy: Taxonomy) -> None:
    told = [("东边的亭子会咬人", "safety.bite"), ("西边的喷泉不喷了", "facility.fitness_play")]
    early, late = Classifier(taxonomy, told), Classifier(taxonomy)
    for text, slug in told:
        late.learn(text, slug)
    for caption in labelled("fresh"):
        assert early.read(caption.text) == late.read(caption.text)


def test_corrections_stay_with_their_classifier(taxonomy: Taxonomy, classifier: Classifier) -> None:
    before = classifier.read("东边的亭子会咬人")
    Classifier(taxonomy, [("东边的亭子会咬人", "safety.bite")])
    assert classifier.read("东边的亭子会咬人") == before


def test_an_unknown_slug_teaches_nothing(taxonomy: Taxonomy, classifier: Classifier) -> None:
    learner = Classifier(taxonomy, [("路灯坏了", "no.such_thing")])
    assert learner.read("路灯坏了") == classifier.read("路灯坏了")


def test_an_operators_own_category_is_found_by_its_words(tmp_path: Path) -> None:
    pool = """
[[category]]
slug = "pool"
zh = "泳池"
en = "Pool"
default_role = "property"
[[category.sub]]
slug = "pool.dirty"
zh = "泳池脏"
en = "Dirty pool"
strong = ["泳池*绿", "泳池水浑"]
objects = ["泳池"]
faults = ["脏"]
second_role = "property"
urgency = "urgent"
respond_h = 2
resolve_h = 24
if_words.critical = ["溺水"]
"""
    file = tmp_path / "own.toml"
    file.write_text(GOOD.replace('strong = ["泳池"]', "strong = []") + pool, encoding="utf-8")
    own = Classifier(load(file))
    assert own.read("泳池的水都发绿了").category == "pool.dirty"
    assert own.read("泳池好脏，物业来看看").urgency is Urgency.URGENT
    assert own.read("泳池好脏，有人溺水了").urgency is Urgency.CRITICAL


@pytest.mark.parametrize("slug", ["none", "suggestion.other", "facility.lighting"])
def test_nobody_teaches_us_to_overhear_a_fire(taxonomy: Taxonomy, slug: str) -> None:
    """However often it is called something else; what is critical may be called something else that is."""
    learner = Classifier(taxonomy, [("着火了快来人", slug)] * 30)
    assert learner.read("着火了快来人").hazard
    learner.learn("着火了快来人", "safety.elevator_trapped")
    assert learner.read("着火了快来人").category == "safety.elevator_trapped"


@pytest.mark.parametrize("slug", ["none", "sanitation.bin_damaged", "facility.lighting"])
def test_nobody_teaches_us_to_overhear_a_danger_beside(taxonomy: Taxonomy, slug: str) -> None:
    learner = Classifier(taxonomy, [("3栋门口垃圾桶坏了，现在冒火花了", slug)] * 30)
    assert learner.read("3栋门口垃圾桶坏了，现在冒火花了").hazard


@pytest.mark.parametrize("text", ["灯坏了" * 1365, "门口垃圾桶坏了 " * 500, "着火" * 2048, "电梯" * 2000 + "坏" * 90])
def test_a_text_that_repeats_itself_costs_little(taxonomy: Taxonomy, text: str) -> None:
    """Every object is looked at with every fault: of the longest message only so many, or it would take seconds."""
    found = Words(taxonomy)._find(Clauses(normalise(text)))
    assert max(len(hits) for sorts in found.by_category.values() for hits in sorts) == MOST
