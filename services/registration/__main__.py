"""``python -m services.registration``."""

from services.registration.app import SPEC
from shared.service import main

main(SPEC)
