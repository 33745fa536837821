"""Emulation movements and their criteria."""
