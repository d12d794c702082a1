"""What a second reading of the texts on NATO and of the short articles found wrong, and the traps that they hold.

Statements are found by words of the passage that they rest on, so that a title may change and a reading may not.
"""

from __future__ import annotations

import re

import pytest

from pincite.pipeline import Made
from tests.facts.said import Desk, read, short

LONG = "still-reluctant-allies"
FRUSTRATED = "frustrated-by-natos-secrecy"
IMPROVING = "improving-belarus-nato-relations"
KREMLIN = "kremlin-attempts-to-devalue"
VALUES = "western-values-opening-2017"
MINSK = "minsk-aims-to-restore-dialogue"
SHORT = {FRUSTRATED, IMPROVING, KREMLIN, VALUES, MINSK}
OFFICIALS = "group/belarusian-military-officials"
AUTHORITIES = "group/belarusian-military-authorities"
LEADERSHIP = "organisation/belarusian-leadership"
MINISTRY = "organisation/ministry-of-defence-of-belarus"
EXPERTS = "group/experts-at-the-warsaw-conference"
OBSERVER = "person/raman-yakauleuski"
FORBRIG = "person/joerg-forbrig"
# What a hedged sentence takes for granted beside its point.
TAKEN_FOR_GRANTED = {
    "The activities of the armed forces in border areas raise acute issues.",
    "The Kremlin exerts increasing pressure, insisting on its own format and parameters of crisis resolution and power "
    "transfer, via a constitutional reform, in Belarus.",
}


@pytest.fixture(scope="module")
def desk(made: Made) -> Desk:
    """The statements of the publication."""
    return read(made.graph)


def test_only_the_author_and_the_law_ground_plain_triples(desk: Desk) -> None:
    authors = {f"{said.by}" for said in desk if said.fact == "true" and said.by}
    assert authors == {"person/alyaksandr-papko"} | {f"group/author-of-{one}" for one in SHORT - {IMPROVING} | {LONG}}


@pytest.mark.parametrize(
    ("document", "words", "hedge"),
    [
        (FRUSTRATED, "make it unlikely to restore its position", "unlikely"),
        (FRUSTRATED, "it is unlikely that an invitation", "unlikely"),
        (FRUSTRATED, "might constitute an element", "might"),
        (FRUSTRATED, "look like an element", "look like"),
        (FRUSTRATED, "there has been an alleged unwillingness", "alleged"),
        (FRUSTRATED, "is optimistic that a comprehensive evaluation", "is optimistic"),
        (FRUSTRATED, "it is reasonable to view his visit", "it is reasonable to view"),
        (KREMLIN, "are likely to include the MLRS Polonaise", "likely"),
        (KREMLIN, "could imply the mutual distrust", "could imply"),
        (VALUES, "could somewhat extend the opportunities", "could somewhat"),
        (VALUES, "should be regarded as a continuation", "should be regarded"),
        (MINSK, "is mainly due to the economic situation", "mainly"),
        (MINSK, "Apparently, the Belarusian Foreign Ministry", "Apparently"),
        (MINSK, "dialogue between Belarus and NATO states is likely", "likely"),
        (MINSK, "practical cooperation between military representatives may resume", "may"),
        (LONG, "Such messages might serve an indication", "might serve an indication"),
        (LONG, "at least on the level of official rhetoric", "at least on the level of official rhetoric"),
    ],
)
def test_a_hedge_of_the_sentence_is_a_hedge_of_what_is_said(desk: Desk, document: str, words: str, hedge: str) -> None:
    claims = desk.claims(document, words)
    assert hedge in {said.hedge for said in claims}
    assert {said.value for said in claims if not said.hedge} <= TAKEN_FOR_GRANTED


@pytest.mark.parametrize(
    ("document", "words", "mode", "by"),
    [
        (IMPROVING, "is not an easy task, participants", "Claimed", "group/participants-of-the-warsaw-conference"),
        (IMPROVING, "After Russia’s aggression upon Ukraine", "Claimed", FORBRIG),
        (IMPROVING, "it is vital we created", "Claimed", FORBRIG),
        (IMPROVING, "the experts stressed", "Claimed", EXPERTS),
        (IMPROVING, "A NATO delegation visited Minsk", "Claimed", OBSERVER),
        (IMPROVING, "NATO had its information centre in Moscow", "Claimed", OBSERVER),
        (IMPROVING, "Russia will not forgive", "Predicted", "person/kamil-klysinski"),
        (IMPROVING, "According to the experts, the exchange of information", "Predicted", EXPERTS),
        (IMPROVING, "there will be more visits of journalists", "Predicted", EXPERTS),
        (KREMLIN, "has emphasised that the modernisation", "Claimed", "state/belarus"),
        (MINSK, "NATO representatives regarded such attitude", "Claimed", "group/nato-representatives"),
        (LONG, "accused the EU, the US and NATO of waging", "Claimed", LEADERSHIP),
        (LONG, "According to him, if the revolution had been", "Claimed", "person/a-lukashenka"),
        (LONG, "warmer relations with the Alliance would eventually", "Claimed", "person/a-lukashenka"),
        (LONG, "the Belarusian General Staff considers", "Claimed", "organisation/general-staff-of-belarus"),
        (LONG, "Officially, participation in the PfP Planning", "Claimed", LEADERSHIP),
        (LONG, "Belarusian military officials consider the development of dialogue", "Claimed", OFFICIALS),
    ],
)
def test_a_speaker_keeps_what_he_says(desk: Desk, document: str, words: str, mode: str, by: str) -> None:
    assert (mode, by) in {(said.mode, said.by) for said in desk.claims(document, words)}


@pytest.mark.parametrize(
    ("document", "words", "by"),
    [
        # Two sentences without a speaker of their own go on from the military's; the text calls it all "such rhetoric".
        (LONG, "Implementation of the US “Four Thirties” initiative", {OFFICIALS}),
        (LONG, "NATO exercises are conducted with high intensity", {AUTHORITIES}),
        (LONG, "However, the nature and progressing intensity of such exercises", {AUTHORITIES}),
        (LONG, "allows to work towards achieving interoperability", {LEADERSHIP}),
        # The complaint, the alleged unwillingness and the optimism come down to one ministry under two names.
        (FRUSTRATED, "has expressed its disappointment at the failure", {MINISTRY}),
        (FRUSTRATED, "there has been an alleged unwillingness", {MINISTRY}),
        (FRUSTRATED, "The Belarusian military agency is optimistic", {MINISTRY}),
    ],
)
def test_citations_come_down_to_one_speaker(desk: Desk, document: str, words: str, by: set[str]) -> None:
    assert {said.by for said in desk.claims(document, words)} == by


@pytest.mark.parametrize(
    ("thing", "words"),
    [("event/nato-belarus-conference", "February 15"), ("exercise/defender", "codenamed Defender")],
)
def test_a_date_without_a_year_gets_none(desk: Desk, thing: str, words: str) -> None:
    said = desk.about(thing)
    assert any(words in one.value for one in said)
    assert {one.when for one in said} == {""}
    assert {"".join(one.bounds) for one in said} == {""}
    assert [one.value for one in said if re.search(r"\b(19|20)\d\d\b", one.value)] == []


@pytest.mark.parametrize(
    ("document", "words", "prop", "bounds"),
    [
        (KREMLIN, "Last week, Minsk hosted", "occurred", ("2016-10-31", "2016-11-06", "2016-10-31", "2016-11-06")),
        (KREMLIN, "established after the 2015", "participant", ("2015-01-01", "2016-11-07", "2016-11-07", "")),
        (MINSK, "Previously, the Foreign Ministry", "bearer", ("", "", "", "2016-09-20")),
        (LONG, "are increasingly associated by Western", "proposition", ("2020-08-01", "2020-09-30", "2021-09-30", "")),
        (LONG, "believed at the time", "proposition", ("2014-01-01", "2014-12-31", "2020-01-01", "2020-12-31")),
    ],
)
def test_bounds_that_the_context_gives_say_so(
    desk: Desk, document: str, words: str, prop: str, bounds: tuple[str, str, str, str]
) -> None:
    dated = [said for said in desk.on(document, words) if said.prop == prop and said.when]
    assert {said.bounds for said in dated} == {bounds}
    assert all(said.basis for said in dated)


def test_a_text_without_a_date_lends_its_things_no_year(desk: Desk) -> None:
    where: dict[str, set[str]] = {}
    for said in desk:
        where.setdefault(said.about, set()).update(said.documents)
    undated = {thing for thing, documents in where.items() if documents <= {FRUSTRATED, IMPROVING, MINSK}}
    assert len(undated) > 100
    # A name of the text's own may have one: Zapad-2017, "before 2020".
    assert {thing for thing in undated if re.search(r"\d{4}", thing)} == {
        "claim/a-nato-delegation-visited-minsk-before-zapad-2017",
        "claim/minsk-unlikely-to-regain-its-position-of-before-2020-in-dialogue-with-nato",
        "exercise/zapad-2017",
    }


def test_the_second_article_of_the_file_is_a_document_of_its_own(made: Made, desk: Desk) -> None:
    first, second = made.content.documents[KREMLIN], made.content.documents[VALUES]
    assert first.end <= second.start
    assert {said.value for said in desk.about(f"document/{VALUES}") if said.prop == "published"} == {"2017-10-02"}
    assert {said.value for said in desk.about(f"document/{KREMLIN}") if said.prop == "published"} == {"2016-11-07"}
    assert desk.on(VALUES, "the Catholic conference")
    assert not any("Catholic" in exact for said in desk for one, exact in said.words if one == KREMLIN)
    assert not any(said.documents >= {KREMLIN, VALUES} for said in desk)


def test_what_nobody_puts_forward_is_no_proposal(made: Made, desk: Desk) -> None:
    rows = made.graph.select("SELECT DISTINCT ?id WHERE { ?id a al:Proposal } ORDER BY ?id")
    proposals = {short(row["id"]) for row in rows}
    proposed = {said.about for said in desk if said.prop == "proposer"}
    # Discussed at a meeting: the text says by whom, not whose proposal it was.
    assert {one for one in proposals - proposed if SHORT & _documents(desk, one)} == {
        "proposal/belarus-us-military-dialogue"
    }
    assert not [one for one in proposals if "information-centre" in one or "observers" in one or "polonaise" in one]


def _documents(desk: Desk, thing: str) -> set[str]:
    return {document for said in desk if said.about == thing for document in said.documents}


@pytest.mark.parametrize(
    "thing",
    [
        "facility/nato-information-centre-minsk",
        "deployment/potential-transfer-of-russian-troops",
        "deployment/nato-troops-close-to-smolensk",
        "deployment/nato-troops-into-belarus",
        "membership/mlrs-polonaise-union-state-common-defence-system",
        "instrument/foreign-ministry-mandate",
        "decision/status-of-forces-accession",
        "event/catholic-conference",
    ],
)
def test_what_is_supposed_planned_or_claimed_has_no_plain_triple(desk: Desk, thing: str) -> None:
    assert [said.prop for said in desk.about(thing) if said.fact == "true" and said.prop != "onTopic"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((FRUSTRATED, "it has ceased to play an independent role"), (LONG, "degree of strategic autonomy")),
        ((FRUSTRATED, "access to Belarusian territory and airspace"), (LONG, "never became involved")),
        ((MINSK, "mainly due to the economic situation"), (IMPROVING, "in order to avoid an armed conflict")),
        ((MINSK, "Due to the economic crisis"), (LONG, "counterbalance the Kremlin’s")),
        ((IMPROVING, "in order to avoid an armed conflict"), (LONG, "counterbalance the Kremlin’s")),
        ((FRUSTRATED, "might constitute an element"), (LONG, "Belarus seeks to build equal dialogue")),
        ((FRUSTRATED, "its “ongoing efforts” to de-escalate"), (LONG, "are increasingly associated by")),
        ((FRUSTRATED, "military agency is optimistic"), (FRUSTRATED, "it is unlikely that an invitation")),
        ((LONG, "warmer relations with the Alliance"), (LONG, "According to him, if the revolution")),
        ((LONG, "such exercises cannot but cause concern"), (LONG, "consider the development of dialogue with NATO")),
    ],
)  # fmt: skip
def test_both_sides_of_a_disagreement_stand_joined(desk: Desk, one: tuple[str, str], other: tuple[str, str]) -> None:
    pairs = [(desk.by_id[here], desk.by_id[there]) for here, there in desk.disagreeing]
    joined = [(here, there) for here, there in pairs if here.rests_on(*one) and there.rests_on(*other)]
    assert joined
    assert {said.accepted for pair in joined for said in pair} == {"true"}


def test_each_document_has_motives_of_its_own(desk: Desk) -> None:
    rows = desk.graph.select(
        "SELECT ?document ?says WHERE { ?claim pin:primaryType al:Motive ; al:onTopic "
        "<id/topic/motives-for-dialogue-with-nato> . ?id pin:about ?claim ; pin:property al:proposition ; "
        "pin:value ?says ; pin:evidence/pin:document ?document } ORDER BY ?document ?says"
    )
    motives = {(str(row["says"]), short(row["document"])) for row in rows}
    assert {document.removeprefix("document/") for _, document in motives} == {LONG} | SHORT - {VALUES}
    assert len({says for says, _ in motives}) == len(motives)


@pytest.mark.parametrize(
    ("thing", "document", "name"),
    [
        # Not the Moscow of "the leadership of the Russian Orthodox Church in Moscow".
        ("state/russia", VALUES, "Russia"),
        ("notion/aggressive-anti-nato-rhetoric", KREMLIN, "aggressive anti-NATO rhetoric"),
        ("notion/anti-nato-rhetoric", KREMLIN, None),  # that is the Belarusian leadership's
        ("event/nato-and-eu-enlargement", KREMLIN, None),
        ("state/neighbours-of-belarus", LONG, "Belarus’s neighbouring countries"),
    ],
)
def test_a_name_leads_to_the_thing_that_is_meant(made: Made, thing: str, document: str, name: str | None) -> None:
    rows = made.graph.select(
        f"SELECT ?exact WHERE {{ <id/{thing}> pin:mention ?passage . "
        f"?passage pin:document <id/document/{document}> ; pin:exact ?exact }} ORDER BY ?exact"
    )
    assert [str(row["exact"]) for row in rows] == ([] if name is None else [name])


def test_what_2015_is_an_exception_to_stays_open(desk: Desk) -> None:
    about = [*desk.about("event/repressions-after-elections"), *desk.about("instrument/western-sanctions")]
    assert [said.value for said in about if "2015" in said.value] == []
    (exception,) = {said.value for said in desk.claims(LONG, "(with the exception of the 2015") if "2015" in said.value}
    assert " or to both" in exception


def test_denials_keep_their_polarity(desk: Desk) -> None:
    denied = {(said.about, said.value) for said in desk if said.polarity == "Negated" and said.fact != "true"}
    assert ("notion/value-base-erosion", "A real existing security threat.") in denied
    assert ("instrument/nato-framework-agreements", "state/belarus") in denied
    assert ("notion/independent-role", "state/belarus") in denied
