"""Definitions as data: one TOML file per instrument, exercise, ladder, template, checklist, handout."""
