"""``python -m services.nomination``."""

from services.nomination.app import SPEC
from shared.service import main

main(SPEC)
