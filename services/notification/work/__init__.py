"""Việc của tôi: what waits for whom, by when."""
