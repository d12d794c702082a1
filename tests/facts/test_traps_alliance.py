"""Traps of the long text on the alliance: dates, documents, the two exercises, the scenario, what is allowed or judged.

A careless reading would make the graph say more than the text does, or less. Counts and names are in
`test_traps_alliance_counts.py`.
"""

from __future__ import annotations

import pytest

from pincite.pipeline import Made
from tests.facts.reading import asked, found, holds, rows, values

LEASES = ("lease/russia-two-facilities", "lease/russia-gantsevichi-ortu", "lease/russia-43rd-communications-node")
LEASED = (
    "facility/leased-military-technical-facilities",
    "facility/gantsevichi-ortu",
    "facility/43rd-communications-node",
)
FROM = "pin:fromEarliest|pin:fromLatest"
JOINT = "exercise/zapad-2021-joint-strategic-exercise"
MANOEUVRES = "exercise/zapad-2021-strategic-command-and-staff-manoeuvres"
DISTRICT = "<id/force/western-military-district>"


# The lease: January 1995, 25 years, 7 June 2021


@pytest.mark.parametrize("lease", LEASES)
def test_a_lease_has_the_stated_end_and_length_and_no_start(made: Made, lease: str) -> None:
    stated = f"<id/{lease}> al:expires ?end ; al:termYears ?years ; al:term ?term"
    assert values(made, stated, "end", "years", "term") == {("2021-06-07", "25", "25-year period")}
    runs = f"?statement pin:about <id/{lease}> ; pin:property al:lessee "
    assert values(made, f"{runs} ; pin:untilLatest ?until", "until") == {("2021-06-07",)}
    assert not holds(made, f"{runs} ; {FROM} ?from")


def test_no_date_is_reckoned_from_the_25_years(made: Made) -> None:
    agreements = "instrument/lease-agreements-1995"
    about = " ".join(f"<id/{one}>" for one in (*LEASES, *LEASED, agreements, "event/lease-agreements-signing"))
    dated = f"VALUES ?about {{ {about} }} ?statement pin:about ?about ; {FROM}|pin:untilEarliest|pin:untilLatest ?day"
    years = {day[:4] for (day,) in rows(made, dated, "day")}
    assert {"1995", "2021"} <= years
    assert years.isdisjoint({"1996", "2020"})
    in_force = f"?statement pin:about <id/{agreements}> ; pin:property al:legalState ; pin:value 'in force'"
    assert values(made, f"{in_force} ; pin:when ?when", "when") == {("../2021-06-07",)}
    assert not holds(made, f"{in_force} ; {FROM} ?from")


def test_that_the_years_do_not_add_up_is_told(made: Made) -> None:
    agreements = "?signed pin:about <id/instrument/lease-agreements-1995> ; pin:property al:signed ; pin:value ?when ; "
    agreements += "pin:conflictsWith ?other . ?other pin:property al:expires ; pin:value ?end"
    assert values(made, agreements, "when", "end") == {("1995", "2021-06-07")}


def test_january_1995_is_the_customs_union_not_the_lease(made: Made) -> None:
    assert values(made, "?what al:signed '1995-01'", "what") == {("instrument/customs-union-agreement",)}
    assert values(made, "<id/instrument/lease-agreements-1995> al:signed ?when", "when") == {("1995",)}


@pytest.mark.parametrize(
    ("day", "answer"),
    [("1995-02-01", "possible"), ("2020-02-01", "certain"), ("2021-06-07", "certain"), ("2021-06-08", "no")],
)
def test_the_stated_years_cover_a_day_all_the_same(made: Made, day: str, answer: str) -> None:
    assert asked(made, "lease-in-force-on-a-day", "answer", date=day) == {(answer,)}
    leased = {said for said, held in asked(made, "as-of", "answer property", date=day) if held == "leased by"}
    assert leased == ({answer} if answer != "no" else set())


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("1995-02-01", {("possible", "in force")}),
        ("2015-06-01", {("certain", "in force")}),
        ("2021-07-01", {("certain", "expired"), ("certain", "expired, extension under negotiation")}),
    ],
)
def test_the_agreements_are_in_force_and_then_expired(made: Made, day: str, states: set[tuple[str, str]]) -> None:
    answer = asked(made, "as-of", "answer about value", date=day)
    agreements = "Agreements on the free lease of two military-technical facilities"
    assert {(said, state) for said, about, state in answer if about == agreements} == states


# The URADS: 1990s, 2009, 2013, and a handover of unknown day


def test_the_urads_is_agreed_2009_and_in_force_and_created_2013(made: Made) -> None:
    agreement = "<id/instrument/urads-agreement>"
    dates = f"{agreement} al:agreed ?agreed ; al:enteredIntoForce ?since"
    assert values(made, dates, "agreed", "since") == {("2009", "2013")}
    assert values(made, "<id/force/urads> al:established ?when", "when") == {("2013",)}
    assert not holds(made, f"{agreement} al:signed|al:adopted ?when")
    assert asked(made, "agreement-in-force-on-a-day", "answer", date="2011-01-01") == {("no",)}


def test_the_1990s_of_the_summary_stand_as_a_judgement_that_disagrees(made: Made) -> None:
    designed = "?statement pin:about <id/force/urads> ; pin:when '199X' ; pin:mode ?mode"
    assert values(made, designed, "mode") == {("Assessed",)}
    assert values(made, f"{designed} ; pin:conflictsWith/pin:value ?year", "year") == {("2009",), ("2013",)}


@pytest.mark.parametrize(
    ("day", "answer", "person"),
    [
        ("2013-01-01", "possible", "Oleg Dvigalev"),
        ("2015-06-01", "certain", "Oleg Dvigalev"),
        ("2017-01-02", "possible", "Oleg Dvigalev"),
        ("2017-12-31", "possible", "Oleg Dvigalev"),
        ("2018-01-01", "possible", "Igor Golub"),
        ("2018-12-30", "possible", "Igor Golub"),
    ],
)
def test_a_commander_known_by_years_is_only_possible_around_the_handover(
    made: Made, day: str, answer: str, person: str
) -> None:
    assert asked(made, "urads-commander-on-a-day", "answer person", date=day) == {(answer, person)}


# The documents of 2016 and 2017


def test_only_the_four_documents_of_2016_are_said_to_be_classified(made: Made) -> None:
    of_2016 = [
        "directive-on-joint-actions",
        "plan-of-operations-of-the-rgf",
        "regulation-on-the-joint-command",
        "structure-of-the-joint-command",
    ]
    said = "?statement pin:property al:classified ; pin:about ?what ; pin:value ?value ; pin:polarity ?polarity"
    assert values(made, said, "what", "value", "polarity") == {
        (f"instrument/{name}", "true", "Affirmed") for name in of_2016
    }
    parts = "?what al:partOf <id/instrument/rgf-document-package-2016-2017> ; al:adopted ?year"
    assert values(made, parts, "what", "year") == {
        *((f"instrument/{name}", "2016") for name in of_2016),
        ("instrument/joint-technical-support-agreement", "2017"),
    }


# Two events named Zapad-2021


def test_dash_and_hyphen_do_not_tell_the_two_zapads_apart_but_the_words_do(made: Made) -> None:
    words = {JOINT: "Joint Strategic Exercise", MANOEUVRES: "Strategic Command and Staff Manoeuvres"}
    names = {f"Zapad{dash}2021 {kind}": event for event, kind in words.items() for dash in "-\N{EN DASH}"}
    assert len(names) == 4
    assert found(made, names) == names


def test_what_is_said_of_one_zapad_is_not_said_of_the_other(made: Made) -> None:
    assert holds(made, f"<id/{JOINT}> al:distinctFrom <id/{MANOEUVRES}>")
    assert values(made, f"<id/{JOINT}> al:occurred ?when", "when") == {("2021-09-10/2021-09-16",)}
    assert {("state/belarus",), ("state/russia",)} <= values(made, f"<id/{JOINT}> al:participant ?who", "who")
    assert not holds(made, f"<id/{JOINT}> al:organiser ?who")
    assert values(made, f"<id/{MANOEUVRES}> al:organiser ?who", "who") == {("force/armed-forces-of-russia",)}
    assert not holds(made, f"<id/{MANOEUVRES}> al:occurred|al:participant ?what")


# The exercise scenario


def test_the_scenario_maps_its_blocs_and_not_each_of_its_states(made: Made) -> None:
    mapped = "?statement pin:property al:standsFor ; pin:about ?bloc ; pin:value ?real . ?real a al:Polity"
    assert values(made, mapped, "bloc", "real") == {
        ("scenario-element/westerns", "state/the-west"),
        ("scenario-element/westerns", "state/united-states"),
        ("scenario-element/westerns", "state/poland"),
        ("scenario-element/westerns", "state/lithuania"),
        ("scenario-element/northerns", "state/union-state"),
    }
    states = ("pomoria", "nyaris", "polar-republic", "republic-of-polesye", "central-federation")
    blocs = "VALUES ?bloc { <id/scenario-element/westerns> <id/scenario-element/northerns> } ?state al:partOf ?bloc"
    assert values(made, blocs, "state") == {(f"scenario-element/{state}",) for state in states}
    for state in states:
        assert not holds(made, f"?s pin:property al:standsFor ; pin:about <id/scenario-element/{state}>")


def test_the_armies_of_the_scenario_map_to_real_ones_and_one_only_probably(made: Made) -> None:
    mapped = "?statement pin:property al:standsFor ; pin:about ?army ; pin:value ?real . ?real a al:Force "
    assert values(made, f"{mapped} OPTIONAL {{ ?statement pin:hedge ?hedge }}", "army", "real", "hedge") == {
        ("scenario-element/11th-tank-army", "force/1st-guards-tank-army", ""),
        ("scenario-element/air-space-forces-grouping", "force/6th-air-force-and-air-defence-army", ""),
        ("scenario-element/51st-army", "force/20th-combined-arms-army", ""),
        ("scenario-element/30th-army", "force/41st-combined-arms-army", "probably"),
    }
    assert not holds(made, "<id/scenario-element/30th-army> al:standsFor ?real")


@pytest.mark.parametrize("name", ["20th-army-in-belarus-in-the-scenario", "41st-army-as-reserve-in-the-scenario"])
def test_what_the_scenario_stipulates_did_not_happen(made: Made, name: str) -> None:
    sent = f"?statement pin:about <id/deployment/{name}> ; pin:property al:destination ; pin:mode ?mode"
    assert values(made, sent, "mode") == {("Hypothetical",)}
    assert not holds(made, f"<id/deployment/{name}> al:destination ?where")


# Not a base in law, and yet the only permanent presence


@pytest.mark.parametrize("facility", LEASED[1:])
def test_no_foreign_base_in_law_and_yet_the_only_permanent_presence(made: Made, facility: str) -> None:
    law = f"?law pin:about <id/{facility}> ; pin:property al:legalStatus ; pin:value 'foreign military base' "
    told = f"{law} ; pin:mode ?mode ; pin:polarity ?polarity ; pin:status ?status"
    assert values(made, told, "mode", "polarity", "status") == {("Reported", "Negated", "Accepted")}
    presence = f"{law} ; pin:conflictsWith ?presence . ?presence pin:value ?says ; pin:mode ?mode ; pin:status ?status"
    ((says, mode, status),) = rows(made, presence, "says", "mode", "status")
    assert "only available form" in says
    assert (mode, status) == ("Assessed", "Accepted")


# Allowed, proposed, for one period only, judged: none of it is simply so


def test_what_may_be_brought_in_is_not_brought_in(made: Made) -> None:
    assert not holds(made, "<id/deployment/rgf-equipment-in-threatened-period> al:destination ?where")
    assert not holds(made, "<id/deployment/pre-deployed-russian-equipment> al:destination ?where")
    answer = asked(made, "allowed-done-claimed", "side thing mode")
    assert {mode for side, _, mode in answer if side == "2 done"} == {"reported"}
    assert {mode for side, _, mode in answer if side == "1 laid down"} == {"provision"}


def test_what_was_proposed_in_2015_is_not_so_in_belarus(made: Made) -> None:
    for force in ("rgf", "armed-forces-of-belarus"):
        assert not holds(made, f"<id/force/{force}> al:subordinateTo|al:memberOf {DISTRICT}")
    denied = f"?statement pin:about <id/force/rgf> ; pin:value {DISTRICT} ; pin:polarity pin:Negated ; pin:hedge ?hedge"
    assert values(made, denied, "hedge") == {("no signs",)}
    carried_out = asked(made, "where-the-proposals-of-2015-were-carried-out", "implemented_with when")
    assert carried_out == {("Armenia", "2016"), ("Abkhazia", "2014"), ("South Ossetia", "2015")}


def test_what_holds_in_the_threatened_period_does_not_hold_in_peacetime(made: Made) -> None:
    assert not holds(made, "<id/force/urads> al:memberOf|al:subordinateTo <id/force/rgf>")
    assert not holds(made, "?anything al:subordinateTo|al:memberOf <id/force/joint-command-of-the-rgf>")
    assert not holds(made, "<id/force/joint-command-of-the-rgf> al:memberOf ?anything")
    period = {"grouping": "force/rgf", "period": "threat-period/peacetime"}
    commanders = {who for who, task in asked(made, "command-by-period", "who task", **period) if task == "Command"}
    assert "Ministry of Defence of Belarus" in commanders
    assert not [who for who in commanders if who.startswith("Joint Command")]


def test_a_judgement_is_the_author_s_own(made: Made) -> None:
    others = "?statement pin:mode pin:Assessed ; pin:assertedBy ?who ; pin:reportedBy ?author FILTER(?who != ?author)"
    assert values(made, others, "statement", "who") == set()
