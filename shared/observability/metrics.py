"""Every metric of the product, declared once. docs/operations.md says what each means to an operator."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

OUTBOX_PENDING = Gauge("thidua_outbox_pending", "Events committed and not yet confirmed by the broker")
OUTBOX_OLDEST = Gauge("thidua_outbox_oldest_seconds", "Age of the oldest event that waits in the outbox")
PUBLISH = Counter("thidua_publish_total", "Publishes by result", ["result"])
CONSUMED = Counter("thidua_consumed_total", "Deliveries settled, by result", ["consumer", "result"])
HANDLING = Histogram("thidua_handling_seconds", "Time to handle one micro-batch", ["consumer"])
LAG = Gauge("thidua_consumer_lag_seconds", "Age of the last event a consumer handled", ["consumer"])
RETRIES = Counter("thidua_retries_total", "Deliveries sent to a retry tier", ["consumer", "tier"])
DEAD_LETTERS = Counter("thidua_dead_letters_total", "Deliveries given up, by reason", ["consumer", "reason"])
DEAD_WAITING = Gauge("thidua_dead_letters_waiting", "Dead letters that wait for an operator", ["consumer"])
PARKED = Gauge("thidua_parked", "Events that wait for an earlier one of the same subject", ["consumer"])
BROKER_BLOCKED = Gauge("thidua_broker_blocked", "1 while the broker refuses publishes (alarm)")
BROKER_CONNECTED = Gauge("thidua_broker_connected", "1 while connected to the broker")
STORE_UP = Gauge("thidua_store_up", "1 while the store takes writes")
REBUILD_EVENTS = Gauge("thidua_rebuild_events", "Events that the last rebuild of a read model has handled", ["model"])
REBUILD_SECONDS = Gauge("thidua_rebuild_seconds", "How long the rebuild under way has run, 0 without one", ["model"])
REBUILD_FAILED = Gauge("thidua_rebuild_failed", "1 while the last rebuild of a read model has failed", ["model"])
BACKPRESSURE = Gauge("thidua_backpressure", "1 while commands are refused because events do not leave")
DOSSIERS = Gauge("thidua_dossiers", "Dossiers by state and by level that has them in hand", ["state", "level"])
DECISIONS = Gauge("thidua_decisions", "Decisions issued, by level", ["level"])
STEPS_OVERDUE = Gauge("thidua_steps_overdue", "Dossiers whose next step is past its deadline", ["level"])
MAILS = Counter("thidua_mails_total", "Mails handed to the mail server, by result", ["result"])
MAILS_PENDING = Gauge("thidua_mails_pending", "Mails that wait to be sent")
MAIL_SERVER_UP = Gauge("thidua_mail_server_up", "1 while the mail server took the last connection")
