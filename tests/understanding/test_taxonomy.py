"""The project's taxonomy, and what is said of a bad one."""

from pathlib import Path

import pytest

from bot.troubles import told
from domain.taxonomy import Kind, Taxonomy, TaxonomyError, Urgency, load
from views.catalog import LANGUAGES, Catalogs

# Other people's data uses these: they must stay.
FIRST_SLUGS = """
sanitation.bin_damaged sanitation.garbage_overflow sanitation.sorting_violation sanitation.bulky_waste
sanitation.littering sanitation.pest sanitation.odor water.drain_blocked water.waterlogging water.leak
water.water_outage facility.manhole facility.lighting facility.gate_access facility.elevator_fault
facility.fitness_play facility.shed facility.cctv facility.power_outage building.facade building.wall_aging
building.steps_floor building.door_window building.garage_damp building.illegal_build fire.fire_lane
fire.corridor_clutter fire.flying_wire fire.ebike_upstairs fire.fire_equipment fire.fire_smoke fire.gas
safety.elevator_trapped safety.falling_object safety.tree_hazard safety.exposed_wire safety.suspicious safety.fraud
safety.ice_snow traffic.illegal_parking traffic.bike_parking traffic.zombie_car traffic.charging traffic.road_damage
traffic.gate_congestion neighbour.noise neighbour.pet neighbour.drying neighbour.dispute neighbour.oil_smoke
neighbour.home_misuse greening.veg_plot greening.plant_care property_affairs.property_quality property_affairs.fees
property_affairs.maintenance_fund property_affairs.owners_affairs care.elder_check care.elder_help care.wish
care.errand care.aging_retrofit suggestion.new_facility suggestion.micro_renewal suggestion.policy_consult
suggestion.refer_out suggestion.other
"""

GOOD = """
version = 1

[[role]]
slug = "property"
zh = "物管家"
en = "Property"

[[urgency]]
slug = "critical"
zh = "危急"
respond_h = 1
resolve_h = 6
[[urgency]]
slug = "urgent"
zh = "紧急"
respond_h = 2
resolve_h = 24
[[urgency]]
slug = "normal"
zh = "一般"
respond_h = 24
resolve_h = 72
[[urgency]]
slug = "low"
zh = "不急"
respond_h = 48
resolve_h = 168

[[category]]
slug = "suggestion"
zh = "建议"
en = "Suggestions"
default_role = "property"
kind = "suggestion"
[[category.sub]]
slug = "suggestion.other"
zh = "其他"
en = "Other"
strong = ["泳池"]
role = "property"
second_role = "property"
urgency = "normal"
respond_h = 24
resolve_h = 120
"""


def test_the_first_slugs_are_all_there(taxonomy: Taxonomy) -> None:
    assert set(FIRST_SLUGS.split()) <= taxonomy.categories.keys()


def test_what_has_a_person_in_it_is_private(taxonomy: Taxonomy) -> None:
    private = {slug for slug, category in taxonomy.categories.items() if category.private}
    assert {slug for slug in taxonomy.categories if slug.startswith("care.")} <= private
    assert {"neighbour.dispute", "safety.lost_person", "safety.medical", "safety.bite", "safety.fraud"} <= private
    assert not private & {"facility.lighting", "sanitation.littering", "fire.fire_smoke", "suggestion.other"}


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("water.leak", Kind.PROBLEM),
        ("neighbour.dispute", Kind.DISPUTE),
        ("neighbour.noise", Kind.PROBLEM),
        ("care.wish", Kind.NEED),
        ("suggestion.new_facility", Kind.SUGGESTION),
    ],
)
def test_kinds(taxonomy: Taxonomy, slug: str, kind: Kind) -> None:
    assert taxonomy.category(slug).kind is kind


def test_the_emergency_numbers(taxonomy: Taxonomy) -> None:
    assert [one.number for one in taxonomy.emergency] == ["110", "119", "120"]


def test_an_unknown_slug_is_a_key_error(taxonomy: Taxonomy) -> None:
    with pytest.raises(KeyError):
        taxonomy.category("water.wine")


def test_names_by_language(taxonomy: Taxonomy) -> None:
    light = taxonomy.category("facility.lighting")
    assert (light.name("zh_CN"), light.name("zh-hans"), light.name("en")) == (light.zh, light.zh, light.en)


def test_the_promise_follows_the_urgency(taxonomy: Taxonomy) -> None:
    manhole = taxonomy.category("facility.manhole")
    assert taxonomy.hours(manhole, Urgency.CRITICAL) == (0.5, 6)
    assert taxonomy.hours(manhole, Urgency.URGENT) == (2, 24)  # milder: the longer of the two
    light = taxonomy.category("facility.lighting")
    assert taxonomy.hours(light, Urgency.URGENT) == (2, 24)  # graver: the shorter


def test_shared_words_are_spread(taxonomy: Taxonomy) -> None:
    faults = taxonomy.category("sanitation.bin_damaged").faults
    assert "坏" in faults
    assert not [word for word in faults if word.startswith("@")]


def test_a_small_good_file_loads(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert check(file) == []
    assert list(load(file).categories) == ["suggestion.other"]
    assert load(file).fallback.kind is Kind.SUGGESTION


def check(file: Path) -> list[str]:
    """What `gridbee taxonomy check` says of a file, in English; Chinese has as many words for it."""
    try:
        load(file)
    except (TaxonomyError, OSError) as error:
        lines = {language: told(error, Catalogs()(language)) or [] for language in LANGUAGES}
        assert len({len(one) for one in lines.values()}) == 1
        return lines["en"]
    return []


BROKEN = [
    ('role = "property"\nsecond', 'role = "plumber"\nsecond', 'role "plumber" is not one of property'),
    ('second_role = "property"', 'second_role = "nobody"', 'second_role "nobody"'),
    ('urgency = "normal"', 'urgency = "soon"', 'urgency "soon" is not one of critical, urgent, normal, low'),
    ('kind = "suggestion"', 'kind = "rant"', 'kind "rant"'),
    ("respond_h = 24\nresolve_h = 120", "respond_h = 24\nresolve_h = 12", "needs 0 < respond_h <= resolve_h"),
    ("respond_h = 24\nresolve_h = 120", 'respond_h = "soon"\nresolve_h = 12', '"respond_h" must be a number'),
    ('strong = ["泳池"]', 'strong = ["泳池", "泳池"]', '"泳池" is there 2 times'),
    ('strong = ["泳池"]', 'strong = ["@nothing"]', "@nothing, which [words] does not have"),
    ('strong = ["泳池"]', 'strong = [""]', "which is no word"),
    ('strong = ["泳池"]', 'strong = "泳池"', '"strong" must be a list'),
    ('strong = ["泳池"]', 'objects = ["泳池"]', "one of them is empty"),
    ('strong = ["泳池"]', 'strang = ["泳池"]', 'unknown key "strang"'),
    ('strong = ["泳池"]', 'if_words.soon = ["泳池"]', '"soon" is not one of'),
    ('slug = "suggestion.other"', 'slug = "other"', 'the slug must start with "suggestion."'),
    ('slug = "suggestion.other"', 'slug = "suggestion.pool"', 'category.sub "suggestion.other": is missing'),
    ('zh = "其他"', 'zh = ""', '"zh" is empty'),
    ('en = "Other"', "", '"en" is missing'),
    ('slug = "low"', 'slug = "lazy"', 'urgency "low": this level is missing'),
    ("version = 1", "version = 1\nflavour = 2", 'file: unknown key "flavour"'),
    ("version = 1", "", 'file: "version" is missing'),
    ("version = 1", "version = ", "Invalid value"),
]


@pytest.mark.parametrize(("good", "bad", "said"), BROKEN)
def test_a_mistake_is_named(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in GOOD
    file = tmp_path / "t.toml"
    file.write_text(GOOD.replace(good, bad), encoding="utf-8")
    assert any(said in line for line in check(file)), check(file)
    with pytest.raises(TaxonomyError) as caught:
        load(file)
    assert [one.key.partition(".")[0] for one in caught.value.mistakes] == ["taxonomy"] * len(check(file))


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD
    for good, bad, _ in BROKEN[:5]:
        text = text.replace(good, bad)
    file = tmp_path / "t.toml"
    file.write_text(text, encoding="utf-8")
    lines = "\n".join(check(file))
    assert [said for _, _, said in BROKEN[:5] if said not in lines] == []


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert "There is no" in check(tmp_path / "nowhere.toml")[0]
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    assert len(check(tmp_path / "odd.toml")) == 1


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    """What is badly shaped does not hide what is wrong elsewhere."""
    file = tmp_path / "taxonomy.toml"
    file.write_text(
        'version = "1"\n[[role]]\nslug = "a"\nzh = "a"\nen = "a"\n[[role]]\nslug = "a"\nzh = ""\nen = "a"\n'
        '[[urgency]]\nslug = "critical"\nzh = "x"\nrespond_h = 5\nresolve_h = 1\n'
        '[[category]]\nslug = "fire"\nzh = "x"\nen = "x"\ndefault_role = "b"\n'
        '[[category.sub]]\nslug = "water.x"\nzh = "x"\nsecond_role = "a"\nurgency = "huge"\nrespond_h = "3"\n'
        'strong = ["", "y", "y", "@z"]\nobjects = ["x"]\n',
        encoding="utf-8",
    )
    with pytest.raises(TaxonomyError) as caught:
        load(file)
    told = " ".join(one.key for one in caught.value.mistakes)
    for one in (
        "must_be_int", "empty", "missing", "must_be_float", "no_word", "double", "hours", "level_missing", "one_of",
        "slug_start", "halves", "no_such_words", "fallback",
    ):  # fmt: skip
        assert f"taxonomy.{one}" in told
