"""How a service is assembled: what every service has in common, so that a slice only says what is its own."""

from shared.service.app import ServiceSpec, create_app
from shared.service.input import Input
from shared.service.problems import problems
from shared.service.run import main
from shared.service.ticks import Tick
from shared.service.work import Visit, Work

__all__ = ["Input", "ServiceSpec", "Tick", "Visit", "Work", "create_app", "main", "problems"]
