"""Who is known for which faults, and what the operator's own choice makes of it."""

import pytest
from tests.builders import a_station, at, new_id

from domain.errors import Invalid
from domain.station import KNOWN, STRICT, Breach, BreachKind, Hardware, Profile, Quirk, known_faults
from domain.station.conformance import joined
from domain.tenant import MOST_TOLERANCES, TenantPolicy


@pytest.mark.parametrize(
    ("vendor", "model", "firmware", "accepted"),
    [
        ("Schneider Electric", "EVlink Smart Wallbox", "3.4.0.9", {Quirk.LONG_TEXTS}),
        (" schneider electric", "EVLINK Pro", None, {Quirk.LONG_TEXTS}),
        ("Schneider Electric", "Something else", "1", set()),
        ("OpenEVSE", "Advanced Series", "4.1.2", {Quirk.NUMBERS_FOR_TEXTS, Quirk.ODD_WORDS}),
        ("", "ACChargePoint", "V100R023C10SPC220", {Quirk.SINGLE_FOR_LIST}),
        ("", "AnyChargePoint", None, set()),
        ("Volta", "Duo 22", "1.0", set()),
        ("", "", None, set()),
        ("*", "*", "*", set()),
    ],
)
def test_a_station_is_known_by_what_it_says_of_itself(vendor, model, firmware, accepted):
    assert known_faults(vendor, model, firmware) == accepted


def test_all_profiles_that_fit_hold_and_firmware_tells_versions_apart():
    profiles = (
        Profile("all of Volta", frozenset({Quirk.ODD_WORDS}), vendor="Volta"),
        Profile("the old", frozenset({Quirk.LONG_TEXTS}), vendor="Volta", firmware="1.*"),
    )
    old = known_faults("Volta", "Duo", "1.9", profiles)
    assert old == {Quirk.ODD_WORDS, Quirk.LONG_TEXTS}
    assert known_faults("Volta", "Duo", "2.0", profiles) == {Quirk.ODD_WORDS}
    assert known_faults("Volta", "Duo", None, profiles) == {Quirk.ODD_WORDS}


def test_no_profile_is_for_everybody():
    for profile in KNOWN:
        assert not profile.fits("Volta", "Duo 22", "1.0"), profile.name
        assert profile.accepts, profile.name
    assert len({profile.name for profile in KNOWN}) == len(KNOWN)


def test_an_unknown_station_is_held_to_the_rules():
    assert a_station().accepted_faults() == STRICT


def test_the_operators_choice_goes_before_what_is_known():
    hardware = Hardware("OpenEVSE", "Advanced Series")
    station = a_station(hardware=hardware)
    assert Quirk.ODD_WORDS in station.accepted_faults()
    station.tolerance = STRICT
    assert station.accepted_faults() == STRICT
    station.tolerance = frozenset({Quirk.EARLY_CALLS})
    assert station.accepted_faults() == {Quirk.EARLY_CALLS}


def test_an_operators_profiles_hold_besides_the_known_and_after_the_choice_for_one_station():
    own = Profile("our posts", frozenset({Quirk.LONG_TEXTS}), vendor="OpenEVSE", model="Adv*")
    station = a_station(hardware=Hardware("OpenEVSE", "Advanced Series"))
    known = station.accepted_faults()
    assert station.accepted_faults((*KNOWN, own)) == known | {Quirk.LONG_TEXTS}
    station.tolerance = STRICT
    assert station.accepted_faults((*KNOWN, own)) == STRICT


def test_a_tenants_profiles_are_limited():
    many = (Profile("one more", frozenset()),) * (MOST_TOLERANCES + 1)
    assert TenantPolicy(tolerances=many[1:]).tolerances
    with pytest.raises(Invalid, match="tolerances"):
        TenantPolicy(tolerances=many)


def test_what_was_counted_apart_is_counted_together():
    station, other = new_id(), new_id()
    kind = BreachKind("odd_words", "MeterValues", "$.meterValue[].unit", True)
    late = Breach(station, kind, 2, at(5), at(9), "Hz")
    early = Breach(station, kind, 3, at(1), at(6))
    elsewhere = Breach(other, kind, 1, at(0), at(0))
    assert joined([late, elsewhere, early]) == (
        Breach(station, kind, 5, at(1), at(9), "Hz"),
        elsewhere,
    )
