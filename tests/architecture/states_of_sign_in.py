"""Lines of docs/states.md."""
