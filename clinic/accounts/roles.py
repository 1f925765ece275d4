"""The four roles, in words."""

from typing import Final

from clinic.web.access import Role

ROLES: Final = {
    Role.CLINICIAN: "Clinician",
    Role.ASSISTANT: "Assistant",
    Role.READER: "Reader",
    Role.ADMINISTRATOR: "Administrator",
}
ROLE_MEANS: Final = {
    Role.CLINICIAN.value: "Enrols, screens, prescribes, measures, logs and issues documents.",
    Role.ASSISTANT.value: "Logs sessions, measures and reports falls. May not prescribe.",
    Role.READER.value: "Looks, and changes nothing.",
    Role.ADMINISTRATOR.value: "Looks after people, settings and the audit trail.",
}
