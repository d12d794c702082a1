"""Traps of the long text on the alliance: numbers, hedges and presumptions, and what is one thing or two."""

from __future__ import annotations

import re

import pytest

from pincite.pipeline import Made
from tests.facts.reading import found, holds, rows, values

# What the extraction of the text damaged: joined words, footnote and page numbers, hyphens before a space.
DEBRIS = re.compile(
    r"[a-z]{2}[A-Z]|[a-z]{2}\.?\d|\b7[34] (airspace|for)\b|long- term|\bfor of\b|"
    r"\b(socalled|politicalmilitary|militarypolitical|militarytechnical|decisionmaking)\b"
)


# Numbers


def counts(made: Made, deployment: str) -> set[tuple[str, ...]]:
    """Hedge, minimum, exact number, mode and value of each count of a deployment."""
    pattern = f"?statement pin:about <id/deployment/{deployment}> ; pin:property al:count ; pin:value ?value ; "
    pattern += "pin:mode ?mode OPTIONAL { ?statement pin:hedge ?hedge } OPTIONAL { ?statement pin:min ?min } "
    pattern += "OPTIONAL { ?statement pin:exact ?exact }"
    return values(made, pattern, "hedge", "min", "exact", "mode", "value")


def test_the_fighters_are_at_least_four_and_only_four(made: Made) -> None:
    assert counts(made, "su-30sm-to-baranovichi") == {
        ("at least", "4", "", "Reported", "4"),  # a wing landed on 8 September
        ("it seems", "", "4", "Assessed", "4"),  # only four were provided
        ("", "", "4", "Reported", "4"),  # a wing (of four) remained on 30 September
    }


def test_the_launchers_are_at_least_two_and_only_two(made: Made) -> None:
    assert counts(made, "s-400-to-grodno") == {
        ("at least", "2", "", "Reported", "2"),
        ("it seems", "", "2", "Assessed", "2"),
    }
    assert not holds(made, "<id/deployment/s-400-to-grodno> al:count ?number")


@pytest.mark.parametrize("deployment", ["su-30sm-to-baranovichi", "s-400-to-grodno"])
def test_minimum_and_exact_count_stand_side_by_side_as_a_disagreement(made: Made, deployment: str) -> None:
    both = f"?least pin:about <id/deployment/{deployment}> ; pin:property al:count ; pin:min ?min ; "
    both += "pin:conflictsWith ?only . ?only pin:mode pin:Assessed ; pin:exact ?exact"
    assert len(rows(made, both, "min", "exact")) == 1


def test_more_was_hoped_for_than_given(made: Made) -> None:
    hoped = "?what a al:Transfer . ?statement pin:about ?what ; pin:property al:count ; "
    hoped += "pin:mode pin:Planned ; pin:value ?count"
    wanted = {("transfer/hoped-for-su-30sm", "8"), ("transfer/hoped-for-s-400-battery", "1")}
    assert values(made, hoped, "what", "count") == wanted
    assert not [what for what, _ in wanted if holds(made, f"<id/{what}> al:count ?number")]


@pytest.mark.parametrize(
    ("unit", "parent"),
    [
        ("russian-su-30sm-wing", "14th-guards-fighter-aviation-regiment"),
        ("russian-s-400-units", "210th-anti-aircraft-missile-regiment"),
    ],
)
def test_a_presumed_parent_is_no_plain_parent(made: Made, unit: str, parent: str) -> None:
    belongs = f"?first pin:about ?in ; pin:property al:member ; pin:value <id/force/{unit}> . "
    belongs += f"?second pin:about ?in ; pin:property al:whole ; pin:value <id/force/{parent}> ; "
    assert values(made, f"{belongs} pin:mode ?mode ; pin:hedge ?hedge", "mode", "hedge") == {("Assessed", "Presumably")}
    assert not holds(made, f"<id/force/{unit}> al:memberOf <id/force/{parent}>")
    assert not holds(made, f"?deployment al:deployedUnit <id/force/{unit}> ; al:origin ?anywhere")


def test_about_and_up_to_are_no_exact_numbers(made: Made) -> None:
    said = "VALUES ?property { al:personnel al:supportStaff al:detectionRangeKm } "
    said += "?statement pin:about ?site ; pin:property ?property ; pin:value ?number ; pin:hedge ?hedge "
    assert values(made, said, "site", "number", "hedge") == {
        ("facility/gantsevichi-ortu", "600", "about"),
        ("facility/gantsevichi-ortu", "200", "up to"),
        ("facility/gantsevichi-ortu", "5000", "up to"),
        ("facility/43rd-communications-node", "350", "about"),
    }
    assert not holds(made, f"{said} ; pin:exact ?exact")
    assert not holds(made, "?site al:personnel|al:supportStaff|al:detectionRangeKm ?number")


def test_a_dozen_participants_is_a_judgement(made: Made) -> None:
    dozen = "group/participants-of-zapad-2021-manoeuvres"
    taken_part = f"?statement pin:value <id/{dozen}> ; pin:property al:participant ; pin:mode ?mode"
    assert values(made, taken_part, "mode") == {("Assessed",)}
    assert not holds(made, f"<id/{dozen}> al:count ?number")


# One thing or two


def test_one_treaty_has_two_names(made: Made) -> None:
    verbs = ("Establishing", "the Creation of")
    names = [f"Treaty on {verb} the Union State of Belarus and Russia" for verb in verbs]
    assert found(made, names) == dict.fromkeys(names, "instrument/union-state-treaty")


def test_two_supreme_councils_stay_two(made: Made) -> None:
    names = {
        "Supreme Council of the Union of Belarus and Russia": "organisation/supreme-council-of-the-union",
        "Supreme State Council of the Union State": "organisation/supreme-state-council",
    }
    assert found(made, names) == names
    decides = "VALUES ?decision { <id/decision/deploy-rgf> <id/decision/apply-rgf-and-urads> } "
    decides += "?procedure al:decision ?decision ; al:decidingBody ?body"
    assert values(made, decides, "decision", "body") == {
        ("decision/deploy-rgf", "organisation/supreme-council-of-the-union"),
        ("decision/apply-rgf-and-urads", "organisation/supreme-state-council"),
    }
    assert not holds(made, "?one owl:sameAs|al:replaces|al:predecessorOf <id/organisation/supreme-state-council>")


def test_a_rank_is_as_its_document_writes_it(made: Made) -> None:
    assert values(made, "?who al:rank ?rank", "who", "rank") == {
        ("person/victor-gulevich", "General Major"),
        ("person/andrei-burdyka", "Major-General"),
    }


def test_s_300sp_and_s_300ps_are_not_silently_merged(made: Made) -> None:
    assert found(made, ["S-300SP", "S-300PS"]) == {"S-300SP": "equipment/s-300sp", "S-300PS": "equipment/s-300ps"}
    equipped = "?unit al:equippedWith ?type . FILTER(STRSTARTS(STR(?type), STR(<id/equipment/s-300>)))"
    assert values(made, equipped, "unit", "type") == {("force/1st-anti-aircraft-missile-regiment", "equipment/s-300ps")}
    noted = "VALUES ?type { <id/equipment/s-300sp> <id/equipment/s-300ps> } ?type skos:note ?note"
    assert {kind for kind, note in rows(made, noted, "type", "note") if "ot silently merged" in note} == {
        "equipment/s-300sp", "equipment/s-300ps",
    }  # fmt: skip


# Debris of the extraction


def test_debris_is_in_no_label(made: Made) -> None:
    named = rows(made, "?thing rdfs:label|skos:altLabel ?name", "name")
    assert len(named) > 1500
    assert [name for (name,) in named if DEBRIS.search(name)] == []


def test_debris_is_in_nothing_that_we_write(made: Made) -> None:
    written = rows(made, "?one pin:value ?text . FILTER(DATATYPE(?text) = xsd:string)", "text")
    written += rows(made, "?one pin:note|pin:whenBasis|skos:note ?text", "text")
    assert len(written) > 900
    assert [text for (text,) in written if DEBRIS.search(text)] == []


def test_debris_stays_in_the_quotations(made: Made) -> None:
    quoted = "\n".join(text for (text,) in rows(made, "?passage a pin:Passage ; pin:exact ?text", "text"))
    pieces = ("the 73 airspace", "BelarusianRussian", "AirDefence", "weapons 74 for", "long- term", "Belarus14")
    assert [piece for piece in pieces if piece not in quoted] == []
    assert DEBRIS.search(quoted)
