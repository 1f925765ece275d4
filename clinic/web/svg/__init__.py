"""Simple SVG drawings, such as logos: read as data, painted once, and never kept or sent back.

`reading` parses a file into shapes and refuses what is not one; `painting` makes points of them.
"""
