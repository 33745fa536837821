"""Faults on purpose: a proxy that breaks connections, and a run that breaks everything while people work."""
