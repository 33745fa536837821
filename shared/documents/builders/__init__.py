"""Builders: from a few typed facts to an official document. Pure functions, no input or output."""
