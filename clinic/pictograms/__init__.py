"""Pictures of exercises: pure geometry, from joints and props to shapes two painters can paint.

`draw_picture(picture, dose)` gives a `Drawing`. One unit is a head; the body is 7.5 heads high.
"""

from clinic.pictograms.drawing import Drawing, Painted, Picture, draw_picture
from clinic.pictograms.marks.base import PictureDose
from clinic.pictograms.shapes import Path, Tone

__all__ = ["Drawing", "Painted", "Path", "Picture", "PictureDose", "Tone", "draw_picture"]
