"""Content of two ordinary documents; tests replace what matters to them."""

from dataclasses import replace
from datetime import date, timedelta

from clinic.plotting import (
    Better,
    ChartEvents,
    CutOff,
    FallMark,
    LevelSpan,
    Outcome,
    Pause,
    Side,
    TrendChart,
    TrendPoint,
)
from reports.blocks.symbols import Symbol
from reports.content import (
    Clinic,
    ExerciseCard,
    FactTable,
    HandoutContent,
    KeyFigure,
    MeasureRow,
    Paragraphs,
    ProgressReportContent,
    Statement,
    Topic,
)

BASELINE_DAY = date(2026, 2, 9)
NOW = date(2026, 5, 14)
CLINIC = Clinic(
    name="Harbour Lane Physiotherapy",
    address="4 Harbour Lane, Westport WP2 6LT",
    telephone="01632 960 144",
    emergency_number="112",
)


def make_handout(**changes: object) -> HandoutContent:
    return replace(HANDOUT, **changes)


def make_report(**changes: object) -> ProgressReportContent:
    return replace(REPORT, **changes)


def make_card(number: int = 1, **changes: object) -> ExerciseCard:
    return replace(replace(CARD, count_line=f"Exercise {number} of 5"), **changes)


def make_point(day: date, value: float, **changes: object) -> TrendPoint:
    return replace(TrendPoint(on=day, value=value, value_label=f"{value:.2f}"), **changes)


def make_chart(**changes: object) -> TrendChart:
    return replace(TUG, **changes)


def many_points(count: int) -> tuple[TrendPoint, ...]:
    return tuple(
        make_point(BASELINE_DAY + timedelta(days=4 * index), round(16.8 - 0.07 * index, 2))
        for index in range(count)
    )


CARD = ExerciseCard(
    count_line="Exercise 1 of 5",
    name="Backward with fingertips on a rail",
    badge="You may do this alone, but only beside a worktop or fixed rail.",
    steps=(
        "Stand beside the rail or worktop.",
        "Touch it with your fingertips only.",
        "Look ahead. Stand tall.",
        "Walk back as your plan says. Take even steps.",
        "Stop, breathe, then walk forward to the start.",
    ),
    figures=(
        KeyFigure(number="9", unit="", note="Rounds"),
        KeyFigure(number="5\u00a0m", unit="", note="Distance"),
    ),
    facts=(
        Statement(lead="Rest between rounds (seconds):", rest="45"),
        Statement(lead="Days a week:", rest="3"),
        Statement(lead="How hard it should feel (0–10):", rest="3 to 5"),
        Statement(lead="Help:", rest="Touch with your fingertips"),
        Statement(lead="You need:", rest="fixed rail"),
    ),
    stop=Topic(
        heading="Stop at once if …",
        items=(
            "You feel faint or dizzy, or the room spins.",
            "Your pain goes up by 2 points or more, or reaches 6 out of 10.",
        ),
    ),
)

HANDOUT = HandoutContent(
    language="en-GB",
    title="Walking backward safely",
    clinic=CLINIC,
    patient_name="Mrs Edith Marlowe",
    record_number="HL-0367",
    issued_on=date(2026, 4, 28),
    cover_lines=(
        "Record number HL-0367",
        "28 April 2026. This sheet replaces all older sheets.",
        "Your physiotherapist: Ana Ribeiro",
    ),
    plan_heading="Your level: 4",
    plan_name="Backward with fingertip support",
    plan_figures=(
        KeyFigure(number="3", unit="", note="Days a week"),
        KeyFigure(number="10", unit="", note="Minutes in total"),
        KeyFigure(number="3–5", unit="", note="How hard it should feel (0–10)"),
    ),
    important=Topic(
        heading="Important for you",
        items=(
            "You take a blood thinner. If you hit your head, get emergency care, even if you feel "
            "well.",
            "You may do this alone if you hold on to the worktop.",
            "Outside the clinic, never walk backward on stairs, kerbs or escalators. Never do it "
            "near traffic.",
        ),
    ),
    why=Topic(
        heading="Why walk backward?",
        items=(
            "Walking backward trains your balance, your legs and your attention.",
            "You step back each day: at the sink, at a door, at a cupboard.",
        ),
    ),
    stop=Topic(
        heading="Stop at once if …",
        items=(
            "You have chest pain, pressure or tightness.",
            "You feel faint or dizzy, or the room spins.",
            "You are too short of breath to say a short sentence.",
            "Your face droops, or an arm or leg is weak or numb.",
            "You cannot speak or see well, or you have a sudden, very bad headache.",
            "Your heart races or beats unevenly.",
            "Your pain goes up by 2 points or more, or reaches 6 out of 10.",
            "Your knee gives way, locks or swells.",
            "You get new pain or swelling in one calf.",
            "You fall or nearly fall, or you wobble 3 times.",
            "It feels harder than your plan allows, or harder than 6 out of 10.",
            "You are afraid or confused, or you want to stop.",
        ),
        after=(
            Statement(
                lead="When you stop:",
                rest="hold on, then sit down. Rest until you feel well. "
                "If in doubt, do no "
                "more that day.",
            ),
        ),
    ),
    call=Topic(
        heading="Who to call",
        after=(
            Statement(
                lead="Call 112 now for:",
                rest="chest pain, a faint or a bad fall. "
                "Call also for a drooping face, a "
                "weak arm or leg, or trouble speaking or seeing. Call for a sudden, very bad "
                "headache. "
                "Call if your breathing or your heartbeat does not settle in 3 minutes.",
            ),
            Statement(
                lead="Call the clinic the same day on 01632\u00a0960\u00a0144 for:",
                rest="a fall or near-fall, "
                "dizziness, or new pain or swelling. Call also if your heart raced or beat "
                "unevenly. "
                "Call if you have a new medicine or were in hospital.",
            ),
        ),
    ),
    before_start=Topic(
        heading="Before you start",
        items=(
            "Your therapist has agreed to this plan with you.",
            "You feel well: no fever, no chest pain, no dizziness.",
            "You have had water and a little food.",
            "You have been to the toilet.",
            "You wear firm shoes and your own glasses.",
            "Your phone is in your pocket.",
            "Your helper is there if your plan says so.",
        ),
    ),
    safe_place=Topic(
        heading="Make a safe place",
        items=(
            "Use a flat, dry, well lit floor.",
            "Clear rugs, cords, shoes and toys. Keep pets out.",
            "Stand beside a worktop or rail that cannot move.",
            "Put a firm chair close by for rests.",
            "Stay away from stairs, glass and a hot stove.",
            "Walk the path forward first and look at it.",
        ),
    ),
    afterwards=Topic(
        items=(
            "If you fall, do not hurry to get up. If you are hurt or cannot get up, call 112. Do "
            "not exercise again until your therapist has spoken with you.",
            "Did your medicines change? Were you ill or in hospital? Tell us before you exercise "
            "again.",
            "When you walk, do not hold a chair, a trolley or a door. They can move.",
        ),
    ),
    cards=tuple(replace(CARD, count_line=f"Exercise {number} of 5") for number in range(1, 6)),
    foot="Edith Marlowe, routine 4, 28 April 2026",
    version_code="Handout 1.2",
)

EVENTS = ChartEvents(
    levels=(
        LevelSpan(level=3, starts_on=date(2026, 2, 16), ends_on=date(2026, 4, 14)),
        LevelSpan(level=4, starts_on=date(2026, 4, 14)),
    ),
    pauses=(Pause(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 13)),),
    falls=(FallMark(on=date(2026, 3, 2), near=True, label="near fall in the clinic"),),
)

TUG = TrendChart(
    title="Timed Up and Go",
    unit="s",
    unit_words="seconds",
    better=Better.LOWER,
    points=(
        make_point(BASELINE_DAY, 16.8),
        make_point(date(2026, 3, 9), 15.94),
        make_point(date(2026, 3, 23), 18.1, comparable=False, conditions="with a stick"),
        make_point(date(2026, 4, 7), 14.62),
        make_point(NOW, 12.46),
    ),
    baseline=16.8,
    mdc=3.0,
    mdc_label="error ±3.00",
    cut_off=CutOff(value=12, side=Side.ABOVE, inclusive=True, label="at risk from 12.00"),
    verdict="real improvement, −4.34 s",
    position="still at risk",
    events=EVENTS,
    first_day=BASELINE_DAY,
    last_day=NOW,
)
BACKWARD = replace(
    TUG,
    title="3-Metre Backward Walk",
    points=(
        make_point(BASELINE_DAY, 7.62),
        TrendPoint(on=date(2026, 3, 9), outcome=Outcome.UNABLE, conditions="knee pain"),
        make_point(date(2026, 4, 7), 6.1),
        make_point(NOW, 4.92),
    ),
    baseline=7.62,
    mdc=1.69,
    mdc_label="error ±1.69",
    cut_off=CutOff(value=4.5, side=Side.ABOVE, inclusive=False, label="elevated over 4.50"),
    verdict="real improvement, −2.70 s",
    position="still elevated",
)
BERG = replace(
    TUG,
    title="Berg Balance Scale",
    unit="of 56",
    unit_words="points of 56",
    better=Better.HIGHER,
    points=tuple(
        make_point(day, value, value_label=str(value))
        for day, value in (
            (BASELINE_DAY, 39),
            (date(2026, 3, 9), 40),
            (date(2026, 4, 7), 43),
            (NOW, 47),
        )
    ),
    baseline=39,
    mdc=5,
    mdc_label="error ±5",
    step=1,
    least=0,
    most=56,
    cut_off=CutOff(value=45, side=Side.BELOW, inclusive=True, label="at risk to 45"),
    verdict="real improvement, +8",
    position="above the line of 45",
)
CHAIR = replace(
    BERG,
    title="30-Second Chair Stand",
    unit="stands",
    unit_words="stands",
    points=tuple(
        make_point(day, value, value_label=str(value))
        for day, value in (
            (BASELINE_DAY, 7),
            (date(2026, 3, 9), 7),
            (date(2026, 4, 7), 8),
            (NOW, 9),
        )
    ),
    baseline=7,
    mdc=2.5,
    mdc_label="error ±2.5",
    most=None,
    cut_off=CutOff(value=10, side=Side.BELOW, inclusive=False, label="below average under 10"),
    verdict="possible improvement, +2",
    position="below average",
)

REPORT = ProgressReportContent(
    language="en-GB",
    title="Progress report: Mrs Edith Marlowe",
    clinic=CLINIC,
    issued_on=NOW,
    issued_on_label="14 May 2026",
    addressee="To Dr S. Whitlow, Quay Surgery",
    patient_name="Edith Marlowe",
    record_number="HL-0367",
    identity="Born 3 August 1946, 79 years · record HL-0367 · in the programme since 9 February "
    "2026 after a fall at home",
    summary=Statement(
        lead="Three of four changes are larger than measurement error, all for the better.",
        rest="Timed Up and Go, backward walk and Berg balance improved. She is still on the risk "
        "side of the line in two tests, so we go on.",
    ),
    measures_heading="What was measured",
    baseline_heading="Baseline\n9\u00a0Feb",
    now_heading="Now\n14\u00a0May",
    measures=(
        MeasureRow(
            test="Timed Up and Go, s",
            better="less",
            baseline="16.80",
            now="12.46",
            change="−4.34",
            error="3.00",
            verdict="Real improvement",
            symbol=Symbol.REAL,
            line="at risk (from 12.00)",
        ),
        MeasureRow(
            test="Backward walk 3 m, s",
            better="less",
            baseline="7.62",
            now="4.92",
            change="−2.70",
            error="1.69",
            verdict="Real improvement",
            symbol=Symbol.REAL,
            line="elevated (over 4.50)",
        ),
        MeasureRow(
            test="Berg Balance, of 56",
            better="more",
            baseline="39",
            now="47",
            change="+8",
            error="5",
            verdict="Real improvement",
            symbol=Symbol.REAL,
            line="better side of 45",
        ),
        MeasureRow(
            test="Chair stand, in 30 s",
            better="more",
            baseline="7",
            now="9",
            change="+2",
            error="2.5",
            verdict="Possible improvement",
            symbol=Symbol.POSSIBLE,
            line="below average (10)",
        ),
        MeasureRow(
            test="Four-stage balance",
            better="more",
            baseline="2",
            now="3",
            change="+1",
            error="none",
            verdict="Error not known",
            symbol=Symbol.UNKNOWN,
            line="at risk (tandem under 10 s)",
        ),
    ),
    measures_note="Error: the smallest change that can be told from chance in one person (95 %). "
    "Better than a line does not mean no risk.",
    no_measures="Nothing has been measured yet.",
    charts_heading="Course of each measure",
    charts=(TUG, BACKWARD, BERG, CHAIR),
    charts_note="Grey band: measurement error round the baseline. Dashed: fall-risk line. "
    "Triangle: near fall, 2 March. Open circle: other conditions, not compared. Cross: unable.",
    training=Paragraphs(
        heading="Training and safety",
        texts=(
            "37 session logs of 41 planned (90 %). No fall since 12 January. One near fall in the "
            "clinic on 2 March; screen repeated on 4 March. Fall-risk stratum: intermediate.",
        ),
    ),
    next_step=Paragraphs(
        heading="What happens next",
        texts=(
            "Level 5 in the clinic: open floor with gait belt, 8 minutes. Home: worktop only, "
            "until a helper is trained. Next measures by 11 June.",
        ),
    ),
    question=Statement(
        lead="We ask you:", rest="please tell us if apixaban or another medicine changes."
    ),
    signatory=Statement(lead="Ana Ribeiro,", rest="physiotherapist, registration PH 104 882"),
    tables=(
        FactTable(
            heading="Where each verdict comes from",
            columns=("Measure", "Verdict, level", "Error measured in", "Source"),
            rows=(
                ("Timed Up and Go", "MDC95 3.00 s", "older adults, community", "Example 2001"),
                ("Berg Balance", "MDC95 5 points", "Berg 35 to 44", "Example 2008"),
            ),
            when_empty="No verdict has been given.",
            note="A verdict holds for the population its error was measured in.",
        ),
        FactTable(
            heading="Session logs",
            columns=("Date", "Where", "Done", "Effort", "Pain", "Remarks"),
            rows=tuple(
                (f"{day} May 2026", "home", "100 %", "4", "2 to 3", "one loss of balance")
                for day in range(1, 14)
            ),
            numeric=(2, 3),
            when_empty="No session has been logged.",
        ),
        FactTable(
            heading="Decisions",
            columns=("Date", "Decision", "By", "Reason"),
            rows=(
                ("14 Apr 2026", "Advance to level 4", "Ana Ribeiro", "all criteria met"),
                ("9 Mar 2026", "Hold at level 3", "Bo Lindqvist", "near fall on 2 March"),
            ),
            when_empty="No decision has been taken.",
        ),
    ),
    notes=(),
    provenance="Made from 5 assessments and 37 session logs. Document 0192-7c1e",
)
