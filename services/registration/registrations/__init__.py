"""What a unit pledges, and what was agreed."""
