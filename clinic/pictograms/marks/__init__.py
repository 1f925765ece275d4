"""Marks that say what a still figure cannot: way, order, time, detail. One dataclass each."""
