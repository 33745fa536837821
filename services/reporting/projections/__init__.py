"""Rows of the read model. They are folded from events alone and can be thrown away and made again.

Any order and any number of deliveries give the same rows: the inbox of the ordered consumer hands the events of a
subject over in sequence and once, a row is folded from its own subject, and what it takes from another subject lands
in fields that nothing else writes.

Lost and doubled effects can be computed from outside: ``applied`` of a row is the number of handled events of its
subject (``dossier/<id>``, ``award/<id>``, ``plan/<id>``, ``registration/<id>``, ``meeting/<id>``, ``decision/<id>``,
``bulletin/<id>``) that took effect. It must equal the number of those events in the publisher's outbox: less is lost,
more is doubled. Notices keep no row of their own, because they are personal; for each unit the sum of ``delivered``,
``failed`` and ``acknowledged`` over its NoticeCount rows must equal the number of its notice events. A task of a plan
counts with its plan.
"""
