"""What somebody says, as a thing of its own."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Mode, Ref

_TYPES = ("claim", "assessment", "prediction", "motive", "accusation")


def claim(
    fact: Fact,
    says: str,
    label: str,
    concerns: tuple[Ref, ...] = (),
    topic: tuple[Ref, ...] = (),
    addressee: tuple[Ref, ...] = (),
    condition: str = "",
    type: str | None = None,  # noqa: A002
) -> Iterator[Made]:
    """Say that somebody says something: `says` in one sentence of our own, `label` as a short title.

    `condition` is what would have to be so for it, in a few words that go on from "if".

    That the document holds the claim is Reported; what it says never is. Its mode is claimed when `by` names
    the speaker, else assessed (predicted for a prediction). `type` is claim, assessment, prediction, motive
    or accusation; without it the mode decides.

    Fact::

        claim:
          label: NATO invitation unlikely
          says: NATO is unlikely to invite Belarus to a dialogue on regional security.
          concerns: state/belarus
        mode: predicted

    Gives::

        claim/nato-invitation-unlikely a al:Prediction "NATO invitation unlikely"
        claim/nato-invitation-unlikely al:claimant person/author | reported
        claim/nato-invitation-unlikely al:concerns state/belarus | reported
        claim/nato-invitation-unlikely al:proposition "NATO is unlikely to invite Belarus to a dialogue on regional security." | predicted

    Fact::

        claim:
          label: Forward command centres near the border
          says: NATO has set up forward command centres near the western borders of the Union State.
          topic: topic/nato-activity-near-belarus
        by: group/belarusian-military-officials

    Gives::

        claim/forward-command-centres-near-the-border a al:Claim "Forward command centres near the border"
        claim/forward-command-centres-near-the-border al:claimant group/belarusian-military-officials | reported
        claim/forward-command-centres-near-the-border al:onTopic topic/nato-activity-near-belarus | reported
        claim/forward-command-centres-near-the-border al:proposition "NATO has set up forward command centres near the western borders of the Union State." | claimed | by: group/belarusian-military-officials

    Fact::

        claim:
          label: Belarus will go as far as the Kremlin allows
          says: Even if a NATO information centre opened in Minsk, Belarus will go as far as the Kremlin will allow it.
          condition: a NATO information centre opened in Minsk
        mode: predicted

    Gives::

        claim/belarus-will-go-as-far-as-the-kremlin-allows a al:Prediction "Belarus will go as far as the Kremlin allows"
        claim/belarus-will-go-as-far-as-the-kremlin-allows al:claimant person/author | reported
        claim/belarus-will-go-as-far-as-the-kremlin-allows al:condition "a NATO information centre opened in Minsk" | reported
        claim/belarus-will-go-as-far-as-the-kremlin-allows al:proposition "Even if a NATO information centre opened in Minsk, Belarus will go as far as the Kremlin will allow it." | predicted
    """  # noqa: E501
    mode = fact.qualifiers.mode or _mode(fact, type)
    if mode in {Mode.REPORTED, Mode.PROVISION}:
        raise ValueError(f"a claim cannot be {mode}; give the mode of what it says, or write it as a fact")
    made = fact.named(f"al:{_type(mode, type).capitalize()}", _title(label))
    frame = fact.framed()
    yield made
    yield frame.say(made, "al:claimant", fact.speaker)
    yield from frame.say_each(made, "al:concerns", concerns)
    yield from frame.say_each(made, "al:onTopic", topic)
    yield from frame.say_each(made, "al:addressee", addressee)
    if condition:
        yield frame.say(made, "al:condition", condition)
    yield fact.say(made, "al:proposition", says, mode)


def _mode(fact: Fact, type: str | None) -> Mode:  # noqa: A002
    if type == "prediction":
        return Mode.PREDICTED
    return Mode.CLAIMED if fact.qualifiers.by else Mode.ASSESSED


def _type(mode: Mode, type: str | None) -> str:  # noqa: A002
    if type is None:
        return {Mode.ASSESSED: "assessment", Mode.PREDICTED: "prediction"}.get(mode, "claim")
    if type not in _TYPES:
        raise ValueError(f"type {type!r} is none of {', '.join(_TYPES)}")
    return type


def _title(label: str) -> str:
    if len(label) > 80:
        raise ValueError(f"the label has {len(label)} characters; a title has at most 80")
    return label
