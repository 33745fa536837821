"""What the year came to: rows folded from the other services' events, indicators, dashboards, filed reports."""
