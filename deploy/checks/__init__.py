"""Validates every deployment file offline: ``python -m deploy.checks``."""
