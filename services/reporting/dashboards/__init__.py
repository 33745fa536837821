"""Communes side by side, one commune at a glance, and why an award was given."""
