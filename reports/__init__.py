"""Printed documents: content comes in finished words, bytes of a tagged PDF go out."""
