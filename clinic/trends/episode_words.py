"""Episodes to choose from, in words."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from clinic.episodes.models import Discharge, Episode
from clinic.phrasing import long_date


def episode_choices(
    episodes: Sequence[Episode], discharges: Mapping[UUID, Discharge]
) -> dict[UUID, str]:
    """Such as "9 Feb 2026 to now", by the id of the episode."""
    return {
        episode.id: f"{long_date(episode.enrolled_on, short=True)} to "
        + (
            long_date(closed.discharged_on, short=True)
            if (closed := discharges.get(episode.id))
            else "now"
        )
        for episode in episodes
    }
