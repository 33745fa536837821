"""One request: who asks, on which clock, and the one way to change anything."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from shared.aggregate import Aggregate, new_id
from shared.clock import Clock
from shared.errors import BadInput, Conflict, Denied, NotSignedIn, Stale
from shared.identity import Actor, OfficeHeld, Role
from shared.identity.directory import find_actor, machine
from shared.identity.tokens import COOKIE, open_sealed
from shared.observability.logs import correlation
from shared.store import Context, Reads, Store, Transaction
from shared.web.csrf import check_csrf, issue_csrf, sent_csrf

R = TypeVar("R")
V = TypeVar("V", bound=BaseModel)
F = TypeVar("F", bound=Callable[..., Any])
KEY_LENGTH = 200


_UNSEEN = "changes_nothing_shown"


def unseen(command: F) -> F:
    """Mark a command after which no open page needs to look again: nobody but its sender sees what it changed."""
    setattr(command, _UNSEEN, True)
    return command


class KeyReused(Conflict):
    code = "idempotency.reused"
    status = 422
    title_vi = "Idempotency-Key này đã dùng cho một yêu cầu khác."
    title_en = "This Idempotency-Key was used for another request."


class _Work:
    """What a handler of an API or page gets: ``actor``, ``clock``, ``reads``, and ``do`` to run a command."""

    def __init__(self, request: Request, response: Response, actor: Actor) -> None:
        self._request = request
        self._response = response
        self.actor = actor
        self.clock: Clock = request.app.state.clock
        self.store: Store = request.app.state.store
        self.reads: Reads = self.store.reads
        self.resources: Any = request.app.state.resources

    async def run(self, command: Callable[..., Awaitable[R]], **arguments: Any) -> R:
        """Run a command in one transaction: ``command(tx, actor=…, clock=…, **arguments)``. For pages."""

        async def work(tx: Transaction) -> R:
            result = await command(tx, actor=self.actor, clock=self.clock, **arguments)
            self._match(tx, result)
            return result

        return await self._commit(work, command)

    async def do(
        self, command: Callable[..., Awaitable[R]], *, view: Callable[[R], V], **arguments: Any
    ) -> V | Response:
        """Run a command for the API: with ``Idempotency-Key`` a repetition answers as the first did.

        The answer carries the version of the aggregate as ETag; ``If-Match`` refuses to change a newer one.
        """
        key = self._request.headers.get("idempotency-key", "")
        if not key:
            return await self._viewed(command, view, arguments)
        if len(key) > KEY_LENGTH:
            raise BadInput(detail="Idempotency-Key")
        id_ = f"{self.actor.subject}|{key}"
        fingerprint = await self._fingerprint()

        async def work(tx: Transaction) -> V | Response:
            for row in await tx.find_raw("idempotency", {"_id": id_}):
                if row["fingerprint"] != fingerprint:
                    raise KeyReused
                return self._replay(row)
            result = await command(tx, actor=self.actor, clock=self.clock, **arguments)
            self._match(tx, result)
            await tx.flush()
            answer = view(result)
            await tx.insert_raw("idempotency", [self._row(id_, fingerprint, answer, result)])
            self._tag(result)
            return answer

        return await self._commit(work, command)

    async def _viewed(
        self, command: Callable[..., Awaitable[R]], view: Callable[[R], V], arguments: dict[str, Any]
    ) -> V:
        result = await self.run(command, **arguments)
        self._tag(result)
        return view(result)

    async def _commit(self, work: Callable[[Transaction], Awaitable[R]], command: Callable[..., Any]) -> R:
        self._request.app.state.runtime.pressure.admit(command)
        id_ = correlation.get() or new_id()
        context = Context(
            service=self._request.app.state.service,
            actor=self.actor.subject,
            command=f"{command.__module__.removeprefix('services.')}.{command.__name__}",
            now=self.clock.now(),
            correlation_id=id_,
            causation_id=id_,
        )
        result = await self.store.transact(work, context)
        if not getattr(command, _UNSEEN, False):
            self._request.app.state.hub.touched()
        return result

    def _match(self, tx: Transaction, result: object) -> None:
        """If-Match speaks of the aggregate that the command returns, as it was before the command."""
        wanted = self._request.headers.get("if-match", "").strip('W/" ')
        if not wanted or not isinstance(result, Aggregate):
            return
        current = tx.version_seen(result)
        if wanted not in ("*", str(current)):
            raise Stale(seen=wanted, current=current)

    def _tag(self, result: object) -> None:
        if isinstance(result, Aggregate):
            self._response.headers["ETag"] = f'"{result.version}"'

    async def _fingerprint(self) -> str:
        body = await self._request.body()
        return hashlib.sha256(f"{self._request.method} {self._request.url.path}\n".encode() + body).hexdigest()

    def _row(self, id_: str, fingerprint: str, answer: BaseModel, result: object) -> dict[str, Any]:
        return {
            "_id": id_,
            "fingerprint": fingerprint,
            "body": answer.model_dump_json(),
            "status": self._status(),
            "etag": f'"{result.version}"' if isinstance(result, Aggregate) else "",
            "at": datetime.now(UTC),
        }

    def _replay(self, row: dict[str, Any]) -> Response:
        headers = {"Idempotent-Replayed": "true"} | ({"ETag": row["etag"]} if row["etag"] else {})
        return Response(row["body"], row["status"], media_type="application/json", headers=headers)

    def _status(self) -> int:
        route = self._request.scope.get("route")
        return getattr(route, "status_code", None) or 200


async def _actor(request: Request) -> Actor | None:
    """The actor of a bearer token or of the session cookie; None when there is neither."""
    state = request.app.state
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        claims = await state.provider.claims(token.strip())
        return await _known(request, claims["sub"], claims.get("name", ""), units=claims.get("units"))
    session = open_sealed(request.cookies.get(COOKIE, ""), state.secret)
    if session is None:
        return None
    actor = await _known(request, session.subject, session.name)
    await _guard(request, session.id)
    return actor


async def _known(request: Request, subject: str, name: str, *, units: object = None) -> Actor:
    """The person as the directory knows them; a program by the units in its token; else somebody without an office."""
    state = request.app.state
    today = state.clock.today()
    actor = await find_actor(state.store.reads, subject, on=today)
    if actor is None and isinstance(units, list):
        actor = await machine(state.store.reads, subject, [str(unit) for unit in units], on=today)
    actor = actor or Actor(subject=subject, name=name)
    if subject == state.settings.bootstrap_admin:
        office = OfficeHeld(role=Role.ADMIN, unit="*", path="", valid_from=today)
        actor = actor.model_copy(update={"offices": (*actor.offices, office)})
    return actor


async def _guard(request: Request, session_id: str) -> None:
    """A form of a signed-in browser must carry the token that the page gave it."""
    state = request.app.state
    request.state.csrf = issue_csrf(state.secret, session_id)
    if request.method in {"GET", "HEAD"} or "/api/" in request.url.path:
        return  # programs that use the cookie are held by SameSite
    if not check_csrf(state.secret, session_id, await sent_csrf(request)):
        raise Denied


async def visit(request: Request, response: Response) -> _Work:
    """For pages that anybody may open: the actor may be nobody."""
    request.state.clock = request.app.state.clock
    actor = await _actor(request)
    request.state.actor = actor
    request.state.unit_name = actor.unit_name if actor else ""
    return _Work(request, response, actor or Actor(subject=""))


async def work(request: Request, response: Response) -> _Work:
    """For everything else: somebody must be signed in; what they may do, the command asks."""
    found = await visit(request, response)
    if not found.actor.subject:
        raise NotSignedIn
    return found


Work = Annotated[_Work, Depends(work)]
Visit = Annotated[_Work, Depends(visit)]
