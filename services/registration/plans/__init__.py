"""The plan of the year: tasks, who leads them, by when, and what was reported."""
