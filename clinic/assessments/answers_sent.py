"""One answer for each item, and none left over: 14 answers for 13 items are refused."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from clinic import phrasing
from clinic.assessments.fields import field_name
from clinic.domain.items import ItemGroup


def answered_once(form: Any, groups: Sequence[ItemGroup], sent: Collection[str]) -> bool:  # noqa: ANN401 - any form by field names
    """Whether every item has one answer at most; says so beside the field where it has not.

    Args:
        form: the form, its fields by their names.
        groups: the groups that it shows.
        sent: the names of all that was sent, also of what no field takes.
    """
    refused = False
    for group in groups:
        fields = [form[field_name(group, place)] for place in range(len(group.items))]
        for field in fields:
            if len([text for text in field.raw_data or () if text]) > 1:
                field.errors = [*field.errors, "Two answers were sent for this one. Give one"]
                refused = True
        if _left_over(group, sent):
            count = phrasing.plural(len(group.items), "answer")
            last = fields[-1]
            last.errors = [*last.errors, f"More than {count} were sent. Give {count} at most"]
            refused = True
    return not refused


def _left_over(group: ItemGroup, sent: Collection[str]) -> bool:
    """Whether something was sent for an item that the group does not have."""
    numbered = re.compile(rf"{re.escape(group.code)}_(\d+)")
    places = [int(found[1]) for name in sent if (found := numbered.fullmatch(name))]
    return any(not 1 <= place <= len(group.items) for place in places)
