"""Reads the record for the sheet of trends."""

from datetime import date

from clinic.documents.gathering import full_name
from clinic.documents.heads import letterhead
from clinic.documents.trends_content import TrendsFacts, trends_content
from clinic.domain.ages import completed_years
from clinic.episodes.models import Episode
from clinic.episodes.queries import discharge_of
from clinic.patients import queries as patients
from clinic.trends.pages import gather
from clinic.trends.window import Window
from reports.trends_content import TrendsContent


def gather_trends(episode: Episode, window: Window, *, on: date) -> TrendsContent:
    """The trends of an episode, open or closed, as far as a window reaches."""
    patient = patients.get_patient(episode.patient_id)
    return trends_content(
        TrendsFacts(
            clinic=letterhead(),
            patient_name=full_name(patient),
            record_number=patient.record_number,
            birth_date=patient.birth_date,
            age_years=completed_years(patient.birth_date, on),
            found=gather(episode, today=on, window=window, discharge=discharge_of(episode)),
            issued_on=on,
        )
    )
