"""Registration: units and officers, the plan of the year, movements, and what units pledge."""
