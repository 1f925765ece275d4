"""What would be printed now: a draft, which says that it is not signed, and a handout."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from clinic.clock import day_of
from clinic.documents.models import ReportDraft
from clinic.documents.orders import Act, Order, content_of, report_order
from clinic.documents.printing import print_content, print_stored
from clinic.documents.report_actions import request_of_draft
from clinic.documents.snapshots import to_json
from clinic.episodes.models import Episode
from clinic.web.access import Actor
from reports.content import PatientReportContent, ProgressReportContent, Statement

NOT_SIGNED: Final = Statement(lead="Draft, not signed.")


def draft_pdf(draft: ReportDraft, episode: Episode, *, by: Actor, at: datetime) -> bytes:
    """The draft's pages. It is shown as pictures only: what is not signed is not handed out."""
    order = report_order(request_of_draft(draft, by.time_zone), draft.paper)
    content = content_of(order, episode, Act(by=by, at=at, today=day_of(at, by.time_zone)))
    if isinstance(content, ProgressReportContent | PatientReportContent):
        content = replace(content, signatory=NOT_SIGNED)
    return print_content(order.kind, content, order.paper)


def handout_pdf(order: Order, episode: Episode, *, by: Actor, at: datetime) -> bytes:
    """The handout as it would be issued now, to the byte; nothing is stored.

    Raises:
        CannotBeIssued: what `why_not` says.
    """
    content = content_of(order, episode, Act(by=by, at=at, today=day_of(at, by.time_zone)))
    return print_stored(order.kind, to_json(content), order.paper)
