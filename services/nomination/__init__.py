"""Nomination: dossiers, councils, decisions, awards."""
