"""Between services: the relay out of the outbox, consumers into the inbox. The only place that knows the broker."""

from shared.messaging.broker import Broker
from shared.messaging.errors import Permanent, Transient
from shared.messaging.reactions import Reactions

__all__ = ["Broker", "Permanent", "Reactions", "Transient"]
