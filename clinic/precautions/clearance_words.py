"""A clearance in words: its state, why it was refused, and what protects the patient."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.domain.checklists import Effect
from clinic.domain.clearance import Clearance, Condition, Decision
from clinic.domain.findings import Finding, FindingState, Reason, ReasonKind
from clinic.web.tags import Tag

CHECKLIST_NAMES: Final[Mapping[str, str]] = {
    "clinical_screen": "clinical screen",
    "pre_session": "before-session checklist",
    "home_environment": "home checklist",
    "treadmill": "treadmill checklist",
    "pool": "pool checklist",
    "stairs": "steps and stairs checklist",
}

EVENT_WORDS: Final[Mapping[str, str]] = {
    "fall": "fall",
    "near_fall": "near fall",
    "hospital_stay": "hospital stay",
    "ed_visit": "emergency visit",
    "surgery": "operation",
    "medication_change": "medication change",
    "new_diagnosis": "new diagnosis",
    "acute_illness": "acute illness",
    "house_move": "house move",
    "home_change": "change at home",
    "helper_change": "change of helper",
    "other_treadmill": "other treadmill",
    "other_stairs": "other stairs",
    "level_change": "change of level",
    "wound": "wound",
    "infection": "infection",
    "new_symptom": "new symptom",
}

EFFECT_WORDS: Final[Mapping[Effect, str]] = {
    Effect.NO_GAIT_BELT: "no gait belt",
    Effect.NEEDS_HARNESS: "harness or two staff",
    Effect.CLINIC_ONLY: "clinic or pool only",
    Effect.SUPERVISED_ONLY: "never alone",
    Effect.NO_HELPER: "no helper at home",
    Effect.HIGH_RISK: "high risk",
    Effect.CAP_LEVEL_3: "start no higher than Level 3",
    Effect.CAP_LEVEL_4: "start no higher than Level 4",
}

FINDING_TAGS: Final[Mapping[FindingState, Tag]] = {
    FindingState.STOPS: Tag(text="Stop", tone="refused"),
    FindingState.AWAITS_CLEARANCE: Tag(text="Waiting for a doctor", tone="caution", icon="clock"),
    FindingState.CLEARED: Tag(text="Cleared by a doctor", tone="improved"),
    FindingState.UNMITIGATED: Tag(text="Action not ticked", tone="caution"),
    FindingState.MITIGATED: Tag(text="Action in place", tone="improved"),
}

DECISION_SENTENCES: Final[Mapping[Decision, str]] = {
    Decision.GRANTED: "May train. Nothing stands against it.",
    Decision.GRANTED_WITH_CONDITIONS: "May train, with the conditions below.",
    Decision.GRANTED_BY_OVERRIDE: "May train by override: the reasons below still stand.",
    Decision.REFUSED: "Nothing can be prescribed while this stands.",
}

REASON_SENTENCES: Final[Mapping[ReasonKind, str]] = {
    ReasonKind.STOP: "{label}",
    ReasonKind.CLEARANCE_NEEDED: "{label}: no doctor’s clearance recorded",
    ReasonKind.CLEARANCE_TOO_OLD: "{label}: the doctor’s clearance of {on} is too old",
    ReasonKind.NEVER_COMPLETED: "The {checklist} has not been done",
    ReasonKind.NOT_ANSWERED: "{label}: no answer",
    ReasonKind.LONG_OUT_OF_DATE: "The {checklist} was valid to {on} and counts as not done",
    ReasonKind.EVENT_SINCE: "{event} on {on}: answer the {checklist} again",
    ReasonKind.NO_MITIGATION: "{label}: its action is not ticked",
    ReasonKind.OUT_OF_DATE: "The {checklist} was valid to {on}",
}

REFUSED_TAGS: Final[Mapping[ReasonKind, Tag]] = {
    ReasonKind.STOP: Tag(text="Stop: no training", tone="refused"),
    ReasonKind.CLEARANCE_NEEDED: Tag(text="Waiting for a doctor", tone="caution", icon="clock"),
    ReasonKind.CLEARANCE_TOO_OLD: Tag(text="Clearance too old", tone="caution", icon="clock"),
    ReasonKind.NEVER_COMPLETED: Tag(text="No screen yet", tone="due", icon="empty"),
    ReasonKind.NOT_ANSWERED: Tag(text="Screen not complete", tone="due", icon="empty"),
    ReasonKind.LONG_OUT_OF_DATE: Tag(text="Screen out of date", tone="due"),
    ReasonKind.NO_MITIGATION: Tag(text="Action not ticked", tone="caution"),
}


def clearance_tag(clearance: Clearance, *, today: date) -> Tag:
    """The state in a word or two, for the banner and lists: "With conditions, to 31 Aug"."""
    if clearance.valid_until is None:
        return _refused_tag(clearance, today=today)
    until = phrasing.day(clearance.valid_until, today=today)
    if clearance.decision is Decision.GRANTED_BY_OVERRIDE:
        return Tag(text=f"By override, to {until}", tone="caution", icon="caution")
    words = "Cleared" if clearance.decision is Decision.GRANTED else "With conditions"
    return Tag(text=f"{words}, to {until}", tone="improved", icon="check")


def clearance_sentence(clearance: Clearance) -> str:
    """The decision in one sentence, for the page that explains it."""
    return DECISION_SENTENCES[clearance.decision]


def override_tags(clearance: Clearance) -> tuple[Tag, ...]:
    """Each override with its last day, whose it is and why: beside the name, in lists as well."""
    return tuple(
        Tag(
            text=(
                f"Override to {phrasing.short_date(override.expires_on)}, {override.by}: "
                f"{override.reason}"
            ),
            tone="caution",
            icon="caution",
        )
        for override in clearance.overrides
    )


def condition_tags(clearance: Clearance) -> tuple[Tag, ...]:
    """What protects the patient, for the banner: overrides first, then conditions with effects."""
    labels = {finding.item.id: finding.item.label for finding in clearance.findings}
    ordered = sorted(clearance.conditions, key=lambda condition: not condition.effects)
    return override_tags(clearance) + tuple(
        Tag(text=condition_words(condition, labels[condition.item_id]), tone="caution")
        for condition in ordered
    )


def condition_words(condition: Condition, label: str) -> str:
    """A condition short enough for the banner: its name, and the first thing to do."""
    words = _first_sentence(condition.text)
    begins_with_label = words.lower().replace("-", " ").startswith(label.lower())
    return f"{label}: {words.partition(': ')[2] if begins_with_label else words}"


def reason_words(reason: Reason) -> str:
    """Why a checklist does not clear the patient, in one sentence without a full stop."""
    return REASON_SENTENCES[reason.kind].format(
        label=reason.item.label if reason.item else "",
        checklist=CHECKLIST_NAMES[reason.checklist_code],
        on=phrasing.long_date(reason.on) if reason.on else "",
        event=phrasing.capitalised(_event_words(reason)),
    )


def reason_action(reason: Reason) -> str:
    """What to do about a reason; for an item, the action that the checklist names."""
    if reason.item is not None and reason.kind is not ReasonKind.NOT_ANSWERED:
        return reason.item.mitigation
    return f"Answer the {CHECKLIST_NAMES[reason.checklist_code]}."


def finding_tag(finding: Finding) -> Tag:
    """Where a finding stands."""
    return FINDING_TAGS[finding.state]


def effect_words(effects: frozenset[Effect]) -> str:
    """The effects in words, in the order of the enum: "high risk, start no higher than Level 3"."""
    return ", ".join(EFFECT_WORDS[effect] for effect in Effect if effect in effects)


def _refused_tag(clearance: Clearance, *, today: date) -> Tag:
    reason = next(r for r in clearance.reasons if r.status is clearance.status)
    if reason.kind is ReasonKind.EVENT_SINCE:
        return Tag(text=f"Screen again: {_event_words(reason)}", tone="caution")
    if reason.kind is ReasonKind.OUT_OF_DATE and reason.on:
        return Tag(text=f"Screen ended {phrasing.day(reason.on, today=today)}", tone="due")
    return REFUSED_TAGS[reason.kind]


def _event_words(reason: Reason) -> str:
    if reason.event is None:
        return ""
    return EVENT_WORDS.get(reason.event.type, reason.event.type.replace("_", " "))


def _first_sentence(text: str) -> str:
    sentence = text.split(". ", maxsplit=1)[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
