"""A document on its way to paper: its canvas, the foot of each page, and what sets the blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from reports import theme
from reports.blocks.base import Block
from reports.blocks.prose import parted, words
from reports.content import Clinic
from reports.page import PageSetter, RunningFoot
from reports.tagging.canvas import TaggedCanvas
from reports.theme import Margins, Paper, TextStyle
from reports.typefaces import Span


class Headed(Protocol):
    """What every content says of itself."""

    @property
    def title(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def issued_on(self) -> date: ...

    @property
    def clinic(self) -> Clinic: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLook:
    """The edges of a page, and the text of its foot with the rule above it, in pt."""

    margins: Margins
    foot: TextStyle
    rule: float


LARGE_PAGE: Final = PageLook(margins=theme.HANDOUT_MARGINS, foot=theme.HANDOUT_FOOT, rule=1.5)
REPORT_PAGE: Final = PageLook(margins=theme.REPORT_MARGINS, foot=theme.REPORT_FOOT, rule=0.75)


def in_bold(line: str) -> Sequence[tuple[Span, ...]]:
    """A running line in bold, such as the telephone numbers; none where there is nothing to say."""
    return [words(line, strong=True)] if line else []


class Document:
    """One PDF/UA-1 document; it is used up when it is finished.

    Args:
        content: names the language, the day and the clinic; the same content gives the same bytes.
        paper: A4 or Letter.
        look: of its pages.
        left: running lines of each page, at the left, as text or set already (`in_bold`).
        right: the same, at the right; `{p}` and `{n}` are filled in.
        title: of the file, where it is not the content's.
        name: of the patient, with which one of the lines at the left may begin.
        is_archival: claims PDF/A-2 as well.
    """

    def __init__(
        self,
        content: Headed,
        paper: Paper,
        look: PageLook,
        *,
        left: Sequence[str | tuple[Span, ...]],
        right: Sequence[str],
        title: str = "",
        name: str = "",
        is_archival: bool = False,
    ) -> None:
        self._canvas = TaggedCanvas(
            paper.size,
            title=theme.text(title or content.title),
            language=content.language,
            issued_on=content.issued_on,
            author=theme.text(content.clinic.name),
            is_archival=is_archival,
        )
        self._foot = RunningFoot(
            paper.size,
            look.margins,
            look.foot,
            left=[parted(line, name) if isinstance(line, str) else line for line in left],
            right=right,
            rule=look.rule,
        )
        self.setter = PageSetter(self._canvas, paper.size, look.margins, self._foot.height)

    def finish(self, blocks: Sequence[Block]) -> bytes:
        """The document with these blocks.

        Raises:
            MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
        """
        self.setter.set(blocks)
        return self._canvas.finish(self._foot.paint)

    @property
    def page_count(self) -> int:
        """How many pages it has, once it is finished."""
        count: int = self._canvas.page_count
        return count
