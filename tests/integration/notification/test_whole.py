"""The whole process, once: from another service's commit over the broker to inbox, work, mail and what we say of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI

from services.notification.app import SPEC
from services.notification.mail.model import Delivery, DeliveryState
from services.notification.notices.model import Notice, NoticeState
from shared.messaging import Broker
from shared.messaging.relay import Relay
from shared.service import create_app
from shared.settings import Settings
from tests.integration.notification.scene import World, accepted, client, issued, returned, submitted
from tests.integration.notification.test_mail import MailServer


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await check():
            await asyncio.sleep(0.2)


async def test_what_others_commit_is_told_shown_mailed_and_said_once(
    world: World, own_broker: Settings, tmp_path: Path
) -> None:
    server = MailServer(tmp_path / "mail")
    async with server.up():
        settings = own_broker.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{server.port}"})
        app: FastAPI = create_app(SPEC, settings, role="all")
        theirs = Broker(settings.amqp_url.get_secret_value(), name="nomination")
        theirs.start()
        relay = Relay(world.theirs, theirs, owner="nomination")
        async with app.router.lifespan_context(app):
            publishing = asyncio.create_task(relay.run())
            await world.say(submitted("d-1"), returned("d-1"), submitted("d-1"), accepted("d-1"), about="d-1")
            await world.say(issued("qd-1", "d-1"), about="qd-1")

            async def settled() -> bool:
                notices = await world.ours.reads.find(Notice, {})
                pending = await world.ours["outbox"].count_documents({"pending": True})
                done = all(one.state is NoticeState.DELIVERED for one in notices)
                return len(notices) == 7 and done and pending == 0

            await until(settled)
            async with client(app, "dai") as http:
                (item,) = (await http.get("/notification/api/v1/work")).json()["items"]
                bulletin = item["about"].partition("/")[2]
                await http.post(
                    f"/notification/api/v1/bulletins/{bulletin}/broadcast", json={"broadcast_on": "2025-06-26"}
                )

                async def read_out() -> bool:
                    return bool((await http.get("/notification/api/v1/work")).json()["items"] == [])

                await until(read_out)  # the service hears itself
            relay.stop()
            await publishing
        await theirs.close()
    deliveries = await world.ours.reads.find(Delivery, {})
    assert len(deliveries) == len(server.taken) == len(server.mails()) == 7
    assert {one.state for one in deliveries} == {DeliveryState.SENT}
