"""What is done with one patient, act by act, through the same actions as the pages."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.demo.courses import Measured
from clinic.demo.people import DOCTORS_ITEM, Person, screen
from clinic.domain.checklists import ClearanceStep, DoctorsStep, ItemId
from clinic.domain.episodes import DischargeOutcome, DischargeReason, EnrolmentDetails
from clinic.domain.falls import FallDetails, Injury, ReviewOutcome
from clinic.domain.responses import Aid, Responses, Status
from clinic.episodes import actions as episodes
from clinic.episodes.models import Episode
from clinic.falls import actions as falls
from clinic.falls.models import FallEvent
from clinic.patients import actions as patients
from clinic.precautions import actions as precautions
from clinic.precautions.models import Checklist
from clinic.precautions.queries import current_clearance
from clinic.risk import actions as risk
from clinic.risk import queries as risk_queries
from clinic.web.access import Actor


def drawn_id(at: datetime, random: Random) -> UUID:
    """A UUIDv7 of a moment whose random part is drawn."""
    number = (int(at.timestamp() * 1000) << 80) | random.getrandbits(80)
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62))


@dataclass(kw_only=True)
class Care:
    """One patient's care: who treats, what stands, and the clock of the day."""

    person: Person
    clinician: Actor
    assistant: Actor
    random: Random
    now: datetime = field(init=False)
    episode: Episode = field(init=False)
    screened: Checklist = field(init=False)
    measured_on: date = field(init=False)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.clinician.time_zone)).date()

    def begin_day(self, day: date, hour: int) -> datetime:
        """The moment of the first act of a visit, on the quarter of an hour."""
        at = time(hour, self.random.choice((0, 15, 30, 45)))
        self.now = datetime.combine(day, at, ZoneInfo(self.clinician.time_zone))
        return self.now

    def new_id(self) -> UUID:
        """A UUIDv7 of this moment, drawn so that the same seed gives the same one."""
        return drawn_id(self.now, self.random)

    # --- enrol and screen ---

    def enrol(self) -> None:
        patient = patients.register(
            self.person.details, by=self.clinician, at=self.now, record_id=self.new_id()
        )
        details = EnrolmentDetails(
            enrolled_on=self.today,
            responsible_id=self.clinician.clinician_id,
            reason=self.person.reason,
            goals=self.person.goals,
            consent_given_on=self.today,
            consent_note="Told what is kept and for how long; signed on paper.",
        )
        self.episode = episodes.enrol(
            patient, details, by=self.clinician, at=self.now, record_id=self.new_id()
        )
        risk.record_falls_history(
            self.episode,
            self.person.falls,
            taken_on=self.today,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
        )

    def sign_screen(self, *, doctor_needed: bool = False) -> None:
        self.screened = precautions.sign_checklist(
            self.episode,
            screen(self.person, on=self.today, doctor_needed=doctor_needed),
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
        )

    def ask_doctor(self) -> None:
        step = DoctorsStep(
            item_id=ItemId(DOCTORS_ITEM),
            step=ClearanceStep.ASKED,
            on=self.today,
            doctor=self.person.details.referrer.partition(",")[0],
            note="Letter sent with the readings lying and standing.",
        )
        precautions.record_doctors_step(
            self.screened,
            self.episode,
            step,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
        )

    # --- measure ---

    def measure(self, found: Measured, *, without: tuple[str, ...] = ()) -> None:
        """The core battery; tests in `without` were tried and could not be done."""
        numbers = {
            "bwt3m": ("trials_s", found.backward_walk_s),
            "tug": ("trials_s", (found.up_and_go_s,)),
            "cst30": ("repetitions", (Decimal(found.chair_stands),)),
            "four_stage": ("hold_s", found.stage_holds_s),
            "berg": ("items", tuple(map(Decimal, found.berg_items))),
        }
        for code, (group, typed) in numbers.items():
            if code in without:
                self._assess(code, Responses(status=Status.UNABLE))
            else:
                self._assess(code, Responses(aid=Aid.NONE, numbers={group: typed}))
        self.measured_on = self.today
        stratum = risk_queries.current_stratum(self.episode)
        if stratum is not None and stratum.would_be is not None:
            # A better walk alone does not lower it: the clinician decides that it may.
            risk.record_stratum(self.episode, by=self.clinician, at=self.now)

    def measure_backward_walk(self, found: Measured) -> None:
        self._assess("bwt3m", Responses(numbers={"trials_s": found.backward_walk_s}))

    def _assess(self, code: str, responses: Responses) -> None:
        record_assessment(
            self.episode,
            get_instrument(code),
            Entry(assessed_on=self.today, responses=responses),
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
        )

    @property
    def screen_valid_until(self) -> date | None:
        """The last day on which the screen holds; None when it does not hold today."""
        return current_clearance(self.episode, today=self.today).valid_until

    # --- falls ---

    def fall(self, on: date) -> FallEvent:
        details = FallDetails(
            happened_on=on,
            happened_at_time="about 7:30",
            place="kitchen, between the table and the sink",
            activity="stepping back from the cupboard",
            direction="backwards",
            injury=Injury.MINOR,
            able_to_rise=True,
            minutes_on_floor=3,
            lost_consciousness=False,
            help_received="husband helped her up"
            if self.person.details.sex.value == "F"
            else "neighbour helped him up",
            seen_by="nobody",
            note="Bruise on the left hip. No slippers that day: socks.",
        )
        return falls.record_fall(
            self.episode, details, by=self.assistant, at=self.now, record_id=self.new_id()
        )

    def review(self, event: FallEvent) -> None:
        falls.review(
            event,
            self.episode,
            ReviewOutcome.RESUME,
            note="Seen today: bruise healing, blood pressure lying and standing normal. "
            "Socks were the cause; shoes with a heel from now on. Screen signed anew.",
            by=self.clinician,
            at=self.now,
            record_id=self.new_id(),
        )

    # --- end ---

    def discharge(self, reason: DischargeReason, outcome: DischargeOutcome, note: str) -> None:
        episodes.discharge(
            self.episode,
            reason,
            outcome,
            on=self.today,
            note=note,
            by=self.clinician,
            at=self.now,
            record_id=self.new_id(),
        )
