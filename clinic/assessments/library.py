"""Finished words for the library: what a test measures, how it is done, what is known about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clinic import phrasing
from clinic.domain.banding import NO_NORM
from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupKind, ItemGroup, Limits
from clinic.domain.thresholds import DEFAULT_PROFILE, Mdc, NormRow, NormTable, ThresholdProfile

SEX_WORDS: Final = {"M": "men", "F": "women"}
Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LibraryCard:
    """One instrument in the list."""

    code: str
    name: str
    measures: str
    minutes: str
    error: str
    licence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileWords:
    """The bands of one threshold profile, and the people they were found in."""

    name: str
    is_chosen: bool
    bands: tuple[Row, ...]
    population: str
    caveat: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LibraryPage:
    """Everything that is known about one instrument."""

    instrument: Instrument
    minutes: str
    better: str
    items: tuple[tuple[str, tuple[Row, ...]], ...]
    limits: tuple[Row, ...]
    profiles: tuple[ProfileWords, ...]
    levels: tuple[Row, ...]
    norms: tuple[Row, ...]
    norms_depend: bool
    norms_source: str
    errors: tuple[Row, ...]
    error_chosen: str
    difference: str
    difference_source: str
    facts: tuple[Row, ...]
    codes: tuple[Row, ...]
    examples: tuple[Row, ...]
    computed: str


def present_library(instruments: Sequence[Instrument]) -> tuple[LibraryCard, ...]:
    """The instruments as a list."""
    return tuple(
        LibraryCard(
            code=instrument.code,
            name=instrument.name,
            measures=instrument.measures,
            minutes=f"{instrument.minutes} min",
            error=_error_in_short(instrument),
            licence=instrument.licence.partition(";")[0].partition(" [")[0],
        )
        for instrument in instruments
    )


def present_instrument(
    instrument: Instrument, *, threshold: str | None, mdc: str | None
) -> LibraryPage:
    """The page of one instrument; `threshold` and `mdc` are the profiles that the clinic chose."""
    mcid = instrument.mcid
    return LibraryPage(
        instrument=instrument,
        minutes=phrasing.plural(instrument.minutes, "minute"),
        better=f"{phrasing.capitalised(instrument.direction.value)} is better",
        items=tuple(_items(instrument)),
        limits=tuple(_limits(instrument)),
        profiles=tuple(
            _profile(profile, is_chosen=profile is instrument.profile(threshold))
            for profile in instrument.profiles
        ),
        levels=_levels(instrument),
        norms=_norms(instrument),
        norms_depend=any(row.when for row in instrument.norm.rows) if instrument.norm else False,
        norms_source=instrument.norm.source if instrument.norm else "",
        errors=tuple(_error(instrument, row) for row in instrument.mdc),
        error_chosen=(mdc or "default") if len(instrument.mdc) > 1 else "",
        difference=(
            f"{phrasing.quantity(instrument, mcid.value)}, {mcid.population}"
            if mcid is not None
            else ""
        ),
        difference_source=mcid.source if mcid is not None else "",
        facts=tuple((fact.text, fact.source) for fact in instrument.facts),
        codes=tuple((code.code, code.measures, code.source) for code in instrument.loinc),
        examples=tuple((example.title, example.citation) for example in instrument.examples),
        computed=COMPUTED_WORDS.get(instrument.computed_by, ""),
    )


COMPUTED_WORDS: Final = {
    "risk": (
        "This is not filled in by itself: it is computed on the page “Fall risk” of a patient,"
        " and again whenever one of its inputs changes."
    )
}


def _error_in_short(instrument: Instrument) -> str:
    rows = [row for row in instrument.mdc if row.profile == DEFAULT_PROFILE]
    if instrument.gives_band_only:
        return " or ".join(band.words for band in instrument.profiles[0].bands)
    if len(rows) > 1:
        values = sorted(row.value for row in rows)
        least, most = (phrasing.number(value) for value in (values[0], values[-1]))
        return f"MDC{rows[0].level_percent} {least} to {most}, by the earlier score"
    return phrasing.error_words(instrument, rows[0]) if rows else "no published error"


def _items(instrument: Instrument) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for group in instrument.groups:
        if group.kind in LISTED:
            rows = tuple(
                (item.label, _scores(group, place)) for place, item in enumerate(group.items)
            )
            yield group.title or "Items", rows


LISTED: Final = frozenset(
    {GroupKind.ORDINAL, GroupKind.YES_NO, GroupKind.PERCENT, GroupKind.STAGE_HOLDS}
)


def _scores(group: ItemGroup, place: int) -> str:
    if group.kind is GroupKind.YES_NO:
        return f"yes {phrasing.plural(int(group.items[place].weight), 'point')}"
    limits = group.limits_of(place)
    return f"{phrasing.number(limits.refuse_below)} to {phrasing.number(limits.refuse_above)}"


def _limits(instrument: Instrument) -> Iterator[Row]:
    """What is refused and what is asked about, once for each different set of limits."""
    said: set[Row] = set()
    for group in instrument.groups:
        for place, item in enumerate(group.items):
            row = (_entry_name(group, place), *_limit_words(group, group.limits_of(place)))
            is_told = row in said or (group.kind is GroupKind.PRESSURE and item.optional)
            by_speed = instrument.speed_limits is not None and group.unit == "s"
            if not is_told and not by_speed and group.kind is not GroupKind.YES_NO:
                said.add(row)
                yield row
    if instrument.speed_limits is not None:
        speed = instrument.speed_limits
        yield (
            "Speed",
            f"under {speed.refuse_below:.2f}, over {speed.refuse_above:.2f} m/s",
            f"under {speed.confirm_below:.2f}, over {speed.confirm_above:.2f} m/s",
        )


def _entry_name(group: ItemGroup, place: int) -> str:
    if group.kind is GroupKind.PRESSURE:
        return group.items[place].prompt
    if group.kind in LISTED:
        return "Each item"
    return "Each trial" if group.side else group.title or "Each entry"


def _limit_words(group: ItemGroup, limits: Limits) -> tuple[str, str]:
    refused = (
        f"under {limits.refuse_below:.{group.decimals}f},"
        f" over {limits.refuse_above:.{group.decimals}f} {group.unit}"
    )
    asked = []
    if limits.confirm_below is not None:
        asked.append(f"under {limits.confirm_below:.{group.decimals}f}")
    if limits.confirm_above is not None:
        asked.append(f"over {limits.confirm_above:.{group.decimals}f}")
    said = f"{', '.join(asked)} {group.unit}" if asked else "–"
    if limits.confirm_difference_over is not None:
        said = f"{said}; trials more than {limits.confirm_difference_over} {group.unit} apart"
    return refused, said


def _profile(profile: ThresholdProfile, *, is_chosen: bool) -> ProfileWords:
    return ProfileWords(
        name=profile.words,
        is_chosen=is_chosen,
        bands=tuple(
            (phrasing.capitalised(band.words), band.range_words, "at risk" if band.at_risk else "")
            for band in profile.bands
            if band.code != NO_NORM
        ),
        population=profile.population,
        caveat=profile.caveat,
        source=profile.source,
    )


def _levels(instrument: Instrument) -> tuple[Row, ...]:
    if instrument.levels is None:
        return ()
    return tuple(
        (phrasing.capitalised(band.words), band.range_words) for band in instrument.levels.bands
    )


def _norms(instrument: Instrument) -> tuple[Row, ...]:
    if instrument.norm is None:
        return ()
    return tuple(_norm(instrument, instrument.norm, row) for row in instrument.norm.rows)


def _norm(instrument: Instrument, norm: NormTable, row: NormRow) -> Row:
    worse = "over {}" if norm.worse_side.value == "higher" else norm.worse_range
    limit = worse.format(phrasing.number(row.value, instrument.decimals))
    return _people(row), ", ".join(_conditions(instrument, row)), limit


def _people(row: NormRow) -> str:
    sex = SEX_WORDS.get(row.sex.value, "") if row.sex else "everybody"
    if row.age_from is None:
        return phrasing.capitalised(sex)
    to = f" to {row.age_to}" if row.age_to is not None else " and over"
    return f"{phrasing.capitalised(sex)}, {row.age_from}{to}"


def _conditions(instrument: Instrument, row: NormRow) -> Iterator[str]:
    for named in row.when:
        code, _, chosen = named.partition(":")
        condition = next(one for one in instrument.conditions if one.code == code)
        choice = next(one for one in condition.choices if one.code == chosen)
        yield f"{condition.words.lower()}: {choice.words.lower()}"


def _error(instrument: Instrument, mdc: Mdc) -> Row:
    level = f"{mdc.level_percent} %" if mdc.level_percent is not None else "not stated"
    value = phrasing.quantity(instrument, mdc.value)
    return (
        f"{value}, provisional" if mdc.provisional else value,
        level,
        f"{mdc.population} ({mdc.profile.replace('_', ' ')})",
        mdc.source,
    )
