"""The first page: the year of one unit at a glance."""
