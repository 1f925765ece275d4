"""Which session logs a clinician has judged already, so that they no longer count.

Source: Stepback programme, section 3.4, workflow: the session logs and events reviewed are closed.
"""

from collections.abc import Sequence

from clinic.domain.falls import Setting, is_event_of_its_own
from clinic.domain.session_log_rules import stop_signs
from clinic.domain.session_logs import SessionValues


def judged_with_its_events(
    values: SessionValues,
    setting: Setting,
    *,
    reviewed: Sequence[bool],
    vital_sign: bool = False,
) -> bool:
    """Whether a log was judged when the falls told in it were reviewed.

    A fall, and a near fall away from the clinic, is an event of its own and reviewed as such. The
    log goes with it, unless it says something else that stops.

    Args:
        values: what the log says.
        setting: where the training took place.
        vital_sign: a vital sign of that training stops by itself.
        reviewed: for each fall and near fall of that day, whether a clinician has reviewed it.
    """
    told = bool(values.falls) or (bool(values.near_falls) and is_event_of_its_own(setting))
    if not (told and reviewed and all(reviewed)):
        return False
    return not vital_sign and not stop_signs(values)
