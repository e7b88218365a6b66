"""Factories, one module per app; no surprises in their defaults."""
