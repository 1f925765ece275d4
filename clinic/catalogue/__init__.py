"""Definitions as data: a TOML file per instrument, exercise, ladder, template, checklist."""
