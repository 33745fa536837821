"""Bản tin: what the loudspeaker station reads out about a decision."""
