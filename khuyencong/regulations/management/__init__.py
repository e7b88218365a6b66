"""Commands of the regulations app."""
