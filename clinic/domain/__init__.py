"""Every clinical decision, pure: facts in, values out; standard library only."""
