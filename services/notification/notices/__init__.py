"""Thông báo: who is told what, exactly once."""
