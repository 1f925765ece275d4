"""Topics of a handout before its cards, as blocks: airy, tight, or snug."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.units import mm

from reports import typefaces
from reports.blocks.base import Block
from reports.blocks.figures import FigureRow
from reports.blocks.frames import Boxed, Rule, SideBySide, Together
from reports.blocks.prose import Prose, lead_and_rest, running, unbroken, words
from reports.content import HandoutContent, Topic
from reports.exercise_card import heading_gap, small_gap, small_list
from reports.letterhead import logo_over
from reports.theme import HandoutLook, TextStyle

GAP = 6 * mm
PHONE_PADDING = 3.5 * mm
LEAST_BOX = 50 * mm
# The box with the telephones may take this part of the cover's width, no more.
WIDEST_TELEPHONES = 0.6
# Room above a heading of a snug page, as a part of the usual.
SNUG_GAP = 0.35
# Room before an item of a snug page, in mm a pt of text.
SNUG_NUMBER, SNUG_BULLET = 0.45, 0.33


class Setting(NamedTuple):
    """One way to set a page: its sizes, and whether its gaps are small where a page is saved."""

    look: HandoutLook
    body: TextStyle
    is_snug: bool = False

    @property
    def heading_gap(self) -> float:
        """Room above a heading."""
        return heading_gap(self.body) * (SNUG_GAP if self.is_snug else 1)

    @property
    def small_gap(self) -> float:
        """Room between two short texts."""
        return small_gap(self.body)

    @property
    def sentence_gap(self) -> float:
        """Room between sentences that have nothing to do with each other."""
        return self.small_gap * (1 if self.is_snug else 1.5)

    def items(self, topic: Topic, *, numbered: bool) -> Block:
        """The items of a topic as a list."""
        indent = (SNUG_NUMBER if numbered else SNUG_BULLET) * self.body.size * mm
        return small_list(
            topic.items,
            self.body,
            numbered=numbered,
            space_before=self.small_gap,
            indent=indent if self.is_snug else 0,
            gap=self.small_gap / 8 if self.is_snug else None,
        )


def cover(
    content: HandoutContent, setting: Setting, *, width: float, tell_why: bool
) -> list[Block]:
    """Who, whose telephones, the plan, what is important, and why where there is room."""
    look, body, above = setting.look, setting.body, setting.heading_gap
    box, box_width = _telephones(content, look, most=width * WIDEST_TELEPHONES)
    name_block: list[Block] = [
        *logo_over(content.clinic),
        Prose(words(content.clinic.name), look.foot),
        Prose(words(content.title), look.title, role="H1", space_before=2 * mm),
        Prose(words(content.patient_name, strong=True), body, space_before=3 * mm),
    ]
    return [
        SideBySide([name_block, [box]], shares=(width - GAP - box_width, box_width), gap=GAP),
        *_details(content, setting),
        Rule(space_before=above),
        Prose(words(content.plan_heading), look.heading, role="H2", space_before=above * 0.7),
        Prose(words(content.plan_name), body),
        FigureRow(content.plan_figures, body, number=look.number, space_before=above * 0.6),
        Rule(space_before=above * 0.7),
        *topic_blocks(content.important, setting),
        *(_sentences(content.why, setting) if tell_why else ()),
    ]


def _details(content: HandoutContent, setting: Setting) -> list[Block]:
    """Number, day and people; that it replaces older sheets, on a line of its own if not snug."""
    look = setting.look
    if setting.is_snug:
        details = "\u00a0· ".join(content.cover_lines)
        return [Prose(words(details), look.foot, space_before=2 * mm)]
    *lines, last = content.cover_lines or ("",)
    return [
        Prose(words("\u00a0· ".join(lines)), look.foot, space_before=2 * mm),
        Prose(words(last), look.foot),
    ]


def _telephones(content: HandoutContent, look: HandoutLook, *, most: float) -> tuple[Block, float]:
    """The box with the two numbers, and its width: a number is never parted while it can fit."""
    labels, clinic = content.labels, content.clinic
    blocks: list[Block] = []
    widest = 0.0
    for label, number in (
        (labels.emergency, clinic.emergency_number),
        (labels.clinic, clinic.telephone),
    ):
        if not number:
            continue
        whole = words(unbroken(number), strong=True)
        width = typefaces.width(whole, look.phone.size)
        # A number too long for the box breaks between its groups, not between figures.
        shown = whole if width <= most - 2 * PHONE_PADDING else words(number)
        widest = max(widest, width)
        blocks.append(Prose(words(label), look.foot, space_before=2 * mm if blocks else 0))
        blocks.append(Prose(shown, look.phone))
    box = Boxed(blocks or [Prose(words(clinic.name), look.bodies[0])], padding=PHONE_PADDING)
    return box, min(max(widest + 2 * PHONE_PADDING + 1, LEAST_BOX), most)


def topic_blocks(topic: Topic, setting: Setting, *, numbered: bool = False) -> list[Block]:
    """Heading, items and sentences; nothing for an empty topic."""
    if not topic.items and not topic.after:
        return []
    blocks: list[Block] = []
    if topic.heading:
        blocks.append(_heading(topic, setting))
    if topic.items:
        blocks.append(setting.items(topic, numbered=numbered))
    for said in topic.after:
        spans = lead_and_rest(said.lead, said.rest, said.language)
        blocks.append(Prose(spans, setting.body, space_before=setting.small_gap))
    return blocks


def _sentences(topic: Topic, setting: Setting) -> list[Block]:
    if not topic.items:
        return []
    said = words(running(topic.items))
    text = Prose(said, setting.body, space_before=setting.small_gap)
    return [_heading(topic, setting), text]


def _heading(topic: Topic, setting: Setting) -> Block:
    heading = words(topic.heading)
    return Prose(heading, setting.look.heading, role="H2", space_before=setting.heading_gap)


def stop_and(content: HandoutContent, setting: Setting, *, is_call_second: bool) -> list[Block]:
    """The stop signs, and under them whom to call, or what is asked before the start."""
    second = content.call if is_call_second else content.before_start
    return [*topic_blocks(content.stop, setting, numbered=True), *topic_blocks(second, setting)]


def getting_ready(
    content: HandoutContent,
    setting: Setting,
    *,
    tell_whom: bool,
    tell_why: bool,
    is_whole: bool,
    ask_before: bool = True,
) -> list[Block]:
    """What is read before the first exercise."""
    topics = [
        topic_blocks(content.call, setting) if tell_whom else [],
        _sentences(content.why, setting) if tell_why else [],
        topic_blocks(content.before_start, setting) if ask_before else [],
        topic_blocks(content.safe_place, setting),
    ]
    said: list[Block] = [
        Prose(words(item), setting.body, space_before=setting.sentence_gap)
        for item in content.afterwards.items
    ]
    if said:
        topics.append([Rule(line=1, space_before=setting.heading_gap), *said])
    return [block for topic in topics for block in (_kept(topic) if is_whole else topic)]


def _kept(topic: Sequence[Block]) -> list[Block]:
    """A topic whose heading stays with what follows it, and whose sentences stay whole."""
    if not topic:
        return []
    begun = Together(topic[:2], space_before=topic[0].space_before)
    return [begun, *(Together([said], space_before=said.space_before) for said in topic[2:])]
