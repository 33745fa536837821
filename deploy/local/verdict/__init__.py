"""What was lost and what happened twice, found by comparing the books of the services with each other."""

from deploy.local.verdict.books import Finding
from deploy.local.verdict.table import Row, Verdict, quiesce, verdict

__all__ = ["Finding", "Row", "Verdict", "quiesce", "verdict"]
