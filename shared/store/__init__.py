"""The document store: the only place that knows the driver.

``Store`` connects; ``Store.transact`` runs a function in one transaction that writes state, outbox and audit
together; ``Store.reads`` answers queries. docs/adr/0001 says why the driver stays in this folder.
"""

from shared.store.client import Store, StoreFailure
from shared.store.context import Context
from shared.store.generations import ReadModel
from shared.store.reads import Page, Reads
from shared.store.transaction import Transaction

__all__ = ["Context", "Page", "ReadModel", "Reads", "Store", "StoreFailure", "Transaction"]
