"""All kinds of props, by the word the definitions use."""

from collections.abc import Mapping
from typing import Final

from clinic.pictograms.props.base import Prop
from clinic.pictograms.props.floor_things import Band, Cone, Mat, PathEight, Sled, Tape
from clinic.pictograms.props.kitchen import (
    Chair,
    ChairBefore,
    Corner,
    Floor,
    Fridge,
    Wall,
    WorktopEnd,
    WorktopRun,
)
from clinic.pictograms.props.machines import Harness, Pool, Treadmill
from clinic.pictograms.props.rails import Bars, Rail, Ramp, Stairs, Step

PROP_KINDS: Final[Mapping[str, type[Prop]]] = {
    "floor": Floor,
    "wall": Wall,
    "worktop_end": WorktopEnd,
    "worktop_run": WorktopRun,
    "chair": Chair,
    "chair_before": ChairBefore,
    "corner": Corner,
    "fridge": Fridge,
    "rail": Rail,
    "bars": Bars,
    "step": Step,
    "stairs": Stairs,
    "ramp": Ramp,
    "treadmill": Treadmill,
    "harness": Harness,
    "pool": Pool,
    "mat": Mat,
    "cone": Cone,
    "path_eight": PathEight,
    "tape": Tape,
    "band": Band,
    "sled": Sled,
}
