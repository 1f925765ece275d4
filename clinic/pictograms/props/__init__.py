"""Things in the pictures, one dataclass each: what it is made of and where hands find it."""
