"""What the plan asks to watch: counted where the rows lie, summed and shared here."""
