"""What a page is built from: prose, lists, tables, figures, frames.

A block knows its height for a width and draws itself, tagged, at a place.
"""
