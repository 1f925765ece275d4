"""What a handout says before its cards, on as few pages as hold it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from math import ceil

from reports.blocks.base import Block, stack_height
from reports.blocks.frames import PageBreak
from reports.content import HandoutContent
from reports.handout_asides import Waiting
from reports.handout_topics import Setting, cover, getting_ready, stop_and, topic_blocks
from reports.page import PageSetter
from reports.theme import HANDOUT_SIZES, HandoutLook, tightest

Build = Callable[..., list[Block]]


def sheet_pages(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook], waiting: Waiting
) -> list[Block]:
    """The first sheet and what follows it, up to the first card, on as few pages as hold it.

    In the room that the last of these pages has left stands what was waiting for it.
    """
    if content.text_size == max(HANDOUT_SIZES):
        blocks = _largest_pages(setter, content, looks[0])
        return [*blocks, *waiting.taken(setter.width, _room_left(setter, blocks))]
    first, why_is_told = _cover_page(setter, content, looks)
    blocks = [
        *first,
        PageBreak(),
        *(
            _two_pages(setter, content, looks[0], tell_why=not why_is_told)
            or _more_pages(setter, content, looks, waiting, tell_why=not why_is_told)
        ),
    ]
    return [*blocks, *waiting.taken(setter.width, _room_left(setter, blocks))]


def _largest_pages(setter: PageSetter, content: HandoutContent, look: HandoutLook) -> list[Block]:
    """All in the largest text, on as many pages as that takes; stop signs begin a page.

    What the first page does not hold goes on over the second, with what is asked before the start.
    """
    setting = Setting(look, tightest(look, content.text_size))
    ready = partial(getting_ready, content, setting, tell_why=False, is_whole=True)
    return [
        *cover(content, setting, width=setter.width, tell_why=True),
        *topic_blocks(content.before_start, setting),
        PageBreak(),
        *topic_blocks(content.stop, setting, numbered=True),
        *ready(tell_whom=True, ask_before=False),
    ]


def _room_left(setter: PageSetter, blocks: Sequence[Block]) -> float:
    """Height in pt that is left on the last page."""
    used = 0.0
    for block in blocks:
        height = block.height(setter.width)
        needed = height + (block.space_before if used else 0)
        is_new = isinstance(block, PageBreak) or used + needed > setter.height
        used = height % setter.height if is_new else used + needed
    return setter.height - used


def _cover_page(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook]
) -> tuple[list[Block], bool]:
    """The cover on one page, and whether there was room to say why on it."""
    for look, tell_why in product(looks, (True, False)):
        build = partial(cover, content, width=setter.width, tell_why=tell_why)
        blocks = _fitting(setter, [look], build)
        if _fits(setter, blocks):
            return blocks, tell_why
    return blocks, False


def _two_pages(
    setter: PageSetter, content: HandoutContent, look: HandoutLook, *, tell_why: bool
) -> list[Block]:
    """All the rest on two pages, in one of two orders; nothing where neither does.

    Whom to call stands under the stop signs. Where it is too long for that, what is asked before
    the start stands there, and whom to call begins the next page.
    """
    if not content.cards:
        return []
    for is_call_second in (True, False):
        first = _fitting(setter, [look], partial(stop_and, content, is_call_second=is_call_second))
        if not _fits(setter, first):
            continue
        rest = partial(
            getting_ready,
            content,
            tell_whom=not is_call_second,
            tell_why=tell_why,
            ask_before=is_call_second,
            is_whole=True,
        )
        second = _fitting(setter, [look], rest)
        if _fits(setter, second):
            return [*first, PageBreak(), *second]
    return []


def _more_pages(
    setter: PageSetter,
    content: HandoutContent,
    looks: Sequence[HandoutLook],
    waiting: Waiting,
    *,
    tell_why: bool,
) -> Iterator[Block]:
    """The stop signs on a page, then as many pages as the rest takes."""
    stop_page, whom_is_told = _stop_page(setter, content, looks)
    yield from stop_page
    if content.cards or tell_why or not whom_is_told:
        ready = partial(getting_ready, content, tell_whom=not whom_is_told, tell_why=tell_why)
        yield PageBreak()
        yield from _with_needed(setter, looks, ready, waiting)


def _with_needed(
    setter: PageSetter, looks: Sequence[HandoutLook], ready: Build, waiting: Waiting
) -> list[Block]:
    """Topics, and after them what is needed on any page, where tighter lines make room for it."""
    alone = _on_fewest_pages(setter, looks, ready)
    needed = waiting.needed()

    def build(setting: Setting, *, is_whole: bool) -> list[Block]:
        return [*ready(setting, is_whole=is_whole), *needed]

    together = _on_fewest_pages(setter, looks, build)
    if not needed or _flowing_pages(setter, together) > _flowing_pages(setter, alone):
        return alone
    waiting.place(needed)
    return together


def _flowing_pages(setter: PageSetter, blocks: Sequence[Block]) -> int:
    return min(pages_of(setter, blocks, is_whole=is_whole) for is_whole in (True, False))


def _stop_page(
    setter: PageSetter, content: HandoutContent, looks: Sequence[HandoutLook]
) -> tuple[list[Block], bool]:
    """The signs on one page, and whether there was room for whom to call under them."""
    alone = partial(topic_blocks, content.stop, numbered=True)
    for look, whom_is_told in product(looks, (True, False)):
        build = partial(stop_and, content, is_call_second=True) if whom_is_told else alone
        blocks = _fitting(setter, [look], build)
        if _fits(setter, blocks):
            return blocks, whom_is_told
    return blocks, False


def _fitting(
    setter: PageSetter, looks: Sequence[HandoutLook], build: Build, *, is_whole: bool = True
) -> list[Block]:
    """The blocks in the largest text that keeps them on one page, else on the fewest pages."""
    fewest: list[Block] = []
    for blocks in (build(setting) for look in looks for setting in _settings(look)):
        if _fits(setter, blocks):
            return blocks
        pages = partial(pages_of, setter, is_whole=is_whole)
        if not fewest or pages(blocks) < pages(fewest):
            fewest = blocks
    return fewest


def _settings(look: HandoutLook) -> Iterator[Setting]:
    """From airy to tight; small gaps come last."""
    for body in look.bodies:
        yield Setting(look, body)
    yield Setting(look, look.bodies[-1], is_snug=True)


def _on_fewest_pages(
    setter: PageSetter, looks: Sequence[HandoutLook], build: Callable[..., list[Block]]
) -> list[Block]:
    """Topics that stay whole, unless a page is saved by dividing one between its items."""
    whole = _fitting(setter, looks, partial(build, is_whole=True))
    flowing = _fitting(setter, looks, partial(build, is_whole=False), is_whole=False)
    is_saved = pages_of(setter, flowing, is_whole=False) < pages_of(setter, whole, is_whole=True)
    return flowing if is_saved else whole


def pages_of(setter: PageSetter, blocks: Sequence[Block], *, is_whole: bool) -> int:
    """On how many pages the blocks stand, when they are not divided or when they may be."""
    if not is_whole:
        return ceil(stack_height(blocks, setter.width) / setter.height)
    pages, used = 1, 0.0
    for block in blocks:
        height = block.height(setter.width)
        before = block.space_before if used else 0
        if used and used + before + height > setter.height:
            pages, used, before = pages + 1, 0.0, 0
        used += before + height
    return pages


def _fits(setter: PageSetter, blocks: Sequence[Block]) -> bool:
    return stack_height(blocks, setter.width) <= setter.height
