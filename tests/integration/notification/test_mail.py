"""Mails over real SMTP: once for the reader, whatever dies in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from pymongo.errors import PyMongoError

from deploy.local.mailsink import Handler, Mailbox
from services.notification.mail.model import Delivery, DeliveryState
from services.notification.mail.post import Post
from services.notification.notices.model import Notice, NoticeState
from shared.clock import Clock
from shared.events.notification import NoticeDelivered, NoticeFailed
from shared.settings import Settings
from shared.store import Store
from tests.integration.notification.scene import CLOCK, World, returned, submitted


class MailServer(Handler):
    """The demonstration's mail server, with a say in what it takes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Mailbox(folder))
        self.folder = folder
        self.taken: list[str] = []
        self.connections = 0
        self.answers: dict[str, str] = {}
        self.port = 0

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        for start, answer in self.answers.items():
            if address.startswith(start):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.original_content, policy=default)
        self.taken.append(str(mail["Message-ID"]))
        return await super().handle_DATA(server, session, envelope)

    def mails(self) -> list[Any]:
        return [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(self.folder.glob("*.eml"))]

    @asynccontextmanager
    async def up(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, hostname="localhost"), host="127.0.0.1", port=self.port
        )
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield


@pytest.fixture
def server(tmp_path: Path) -> MailServer:
    return MailServer(tmp_path / "mail")


def post_to(server: MailServer, settings: Settings, cls: type[Post] = Post) -> Post:
    return cls(settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{server.port}"}))


async def states(world: World) -> list[tuple[str, NoticeState, DeliveryState]]:
    deliveries = await world.ours.reads.find(Delivery, {})
    notices = await world.ours.reads.get_many(Notice, [one.id for one in deliveries])
    return sorted((one.person, notices[one.id].state, one.state) for one in deliveries)


async def said(world: World, event: Any) -> int:
    found: int = await world.ours["outbox"].count_documents({"type": event.meta.type})
    return found


async def test_waiting_mails_go_over_one_connection_and_are_noted(
    world: World, settings: Settings, server: MailServer
) -> None:
    for number in range(3):
        await world.tell(returned(f"d-{number}"), about=f"d-{number}")
    async with server.up():
        post = post_to(server, settings)
        assert await post.round(world.ours, CLOCK) == 3
        assert await post.round(world.ours, CLOCK) == 0
    assert server.connections == 1
    assert len(server.mails()) == 3
    mail = server.mails()[0]
    assert mail["Subject"] == "Hồ sơ bị trả lại: Lao động tiên tiến của Lý Thu Vân"
    assert mail["To"] == "Tạ Đức Kiểm <hieu-truong@duong-quang.thidua.example>"
    assert "Kính gửi ông Tạ Đức Kiểm," in mail.get_body(("plain",)).get_content()
    assert await states(world) == [("hieu-truong", NoticeState.DELIVERED, DeliveryState.SENT)] * 3
    assert await said(world, NoticeDelivered) == 6  # by inbox and by mail


class DiesBeforeNoting(Post):
    """A process that is killed after the mail server took the mails and before that is written down."""

    async def _settle(self, store: Store, clock: Clock, outcomes: Any) -> None:
        raise PyMongoError("killed here")


async def test_mail_handed_over_before_a_crash_comes_again_with_the_same_message_id(
    world: World, settings: Settings, server: MailServer
) -> None:
    await world.tell(returned("d-1"), about="d-1")
    async with server.up():
        with pytest.raises(PyMongoError):
            await post_to(server, settings, DiesBeforeNoting).round(world.ours, CLOCK)
        assert await states(world) == [("hieu-truong", NoticeState.QUEUED, DeliveryState.PENDING)]
        assert await post_to(server, settings).round(world.ours, CLOCK) == 1
    assert len(server.taken) == 2
    assert len(set(server.taken)) == 1
    assert len(server.mails()) == 1  # the mailbox recognised the repetition
    assert await states(world) == [("hieu-truong", NoticeState.DELIVERED, DeliveryState.SENT)]
    assert await said(world, NoticeDelivered) == 2


async def test_mails_wait_quietly_while_the_server_is_down_and_go_when_it_is_up(
    world: World, settings: Settings, server: MailServer
) -> None:
    await world.tell(returned("d-1"), about="d-1")
    async with server.up():
        pass  # it has a port now, and is gone
    post = post_to(server, settings)
    assert await post.round(world.ours, CLOCK) == 0
    (waiting,) = await world.ours.reads.find(Delivery, {})
    assert (waiting.state, waiting.attempts, waiting.error) == (DeliveryState.PENDING, 0, "")
    async with server.up():
        assert await post.round(world.ours, CLOCK) == 1
    assert await states(world) == [("hieu-truong", NoticeState.DELIVERED, DeliveryState.SENT)]


async def test_one_refused_address_does_not_hold_up_the_others(
    world: World, settings: Settings, server: MailServer
) -> None:
    await world.tell(submitted("d-1"), returned("d-1"), about="d-1")
    server.answers = {"hieu-truong@": "550 5.1.1 no such mailbox"}
    async with server.up():
        assert await post_to(server, settings).round(world.ours, CLOCK) == 2
    assert await states(world) == [
        ("can-bo", NoticeState.DELIVERED, DeliveryState.SENT),
        ("hieu-truong", NoticeState.FAILED, DeliveryState.FAILED),
    ]
    assert await said(world, NoticeFailed) == 1


async def test_temporary_refusal_is_tried_again_later(world: World, settings: Settings, server: MailServer) -> None:
    await world.tell(returned("d-1"), about="d-1")
    server.answers = {"hieu-truong@": "451 4.7.1 greylisted"}
    async with server.up():
        post = post_to(server, settings)
        assert await post.round(world.ours, CLOCK) == 1
        assert await post.round(world.ours, CLOCK) == 0  # not yet
        (waiting,) = await world.ours.reads.find(Delivery, {})
        assert (waiting.state, waiting.attempts, waiting.error[:3]) == (DeliveryState.PENDING, 1, "451")
        server.answers = {}
        await world.ours["deliveries"].update_many({}, {"$set": {"next_at": "2025-01-01T00:00:00Z"}})
        assert await post.round(world.ours, CLOCK) == 1
    assert await states(world) == [("hieu-truong", NoticeState.DELIVERED, DeliveryState.SENT)]


async def test_line_that_breaks_in_the_middle_keeps_what_was_handed_over(
    world: World, settings: Settings, server: MailServer
) -> None:
    await world.tell(submitted("d-1"), about="d-1")  # told apart, so that it is clear which mail waits first
    await world.tell(returned("d-2"), about="d-2")
    server.answers = {"hieu-truong@": "421 4.3.2 going down"}
    async with server.up():
        await post_to(server, settings).round(world.ours, CLOCK)
    found = {one.person: one.state for one in await world.ours.reads.find(Delivery, {})}
    assert found == {"can-bo": DeliveryState.SENT, "hieu-truong": DeliveryState.PENDING}


async def test_address_that_is_none_fails_and_the_others_go(
    world: World, settings: Settings, server: MailServer
) -> None:
    await world.tell(submitted("d-1"), returned("d-1"), about="d-1")
    await world.ours["deliveries"].update_many({"person": "can-bo"}, {"$set": {"to": "không phải địa chỉ"}})
    async with server.up():
        assert await post_to(server, settings).round(world.ours, CLOCK) == 2
    assert {one.person: one.state for one in await world.ours.reads.find(Delivery, {})} == {
        "can-bo": DeliveryState.FAILED,
        "hieu-truong": DeliveryState.SENT,
    }
