"""What an operator can do with what was given up and with what waits: look, send again, discard, go without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aio_pika import Message

from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Permanent, deadletters, gaps
from shared.messaging.deadletters import DeadLetter
from shared.messaging.inbox import Delivery
from shared.store import Transaction
from tests.integration.messaging.things import names, new_thing, note, until
from tests.integration.operations.conftest import Scene

Handler = Callable[[Transaction, UnitRegistered, Envelope[Any]], Awaitable[None]]


def ill_at(scene: Scene, thing: str, sequence: int) -> dict[str, bool]:
    """A handler that cannot bear one event until it is told to be well."""
    state = {"well": False}

    async def handler(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and envelope.sequence == sequence and not state["well"]:
            raise Permanent("Lưu Văn A <a.nguyen@example.org> is not in the register")
        await note(tx, event, envelope)

    scene.handler = handler
    return state


async def letters(scene: Scene) -> list[DeadLetter]:
    return await scene.ours.reads.find(DeadLetter, {"consumer": scene.name})


async def one_letter(scene: Scene) -> DeadLetter:
    async def there() -> bool:
        return len(await letters(scene)) == 1

    await until(there)
    return (await letters(scene))[0]


async def heard(scene: Scene, thing: str, *numbers: int) -> None:
    async def all_of_them() -> bool:
        return await names(scene.ours, thing) == [f"lần {n}" for n in numbers]

    await until(all_of_them)


async def test_dead_letter_says_what_failed_where_and_takes_effect_when_sent_again(scene: Scene) -> None:
    thing = new_thing()
    state = ill_at(scene, thing, 1)
    await scene.open()
    await scene.happen(thing, times=2)
    letter = await one_letter(scene)
    assert (letter.subject, letter.sequence, letter.reason, letter.attempts) == (f"unit/{thing}", 1, "Permanent", 1)
    assert letter.handler.endswith("handle")
    assert "a.nguyen@example.org" not in letter.detail
    assert letter.first_failed <= letter.last_failed
    state["well"] = True
    await scene.act(deadletters.resend, consumer=scene.name, event=letter.event)
    await heard(scene, thing, 1, 2)
    assert await letters(scene) == []


async def test_letter_that_fails_again_comes_back(scene: Scene) -> None:
    thing = new_thing()
    ill_at(scene, thing, 1)
    await scene.open()
    await scene.happen(thing)
    first = await one_letter(scene)
    await scene.act(deadletters.resend, consumer=scene.name, event=first.event)

    async def again() -> bool:
        found = await letters(scene)
        return len(found) == 1 and found[0].arrived != first.arrived and not found[0].resend

    await until(again)


async def test_discarded_letter_is_gone_and_what_waited_behind_it_is_handled(scene: Scene) -> None:
    thing = new_thing()
    ill_at(scene, thing, 1)
    await scene.open()
    await scene.happen(thing, times=3)
    letter = await one_letter(scene)
    await scene.act(deadletters.discard, reactions=scene.reactions, event=letter.event, reason="entered by mistake")
    await heard(scene, thing, 2, 3)
    assert await letters(scene) == []
    entry = await scene.ours["audit"].find_one({"subject": {"$regex": "^intervention/"}})
    assert entry["actor"] == "tester"
    assert entry["changes"]["reason"] == [None, "entered by mistake"]


async def test_unreadable_message_is_kept_and_can_be_discarded(scene: Scene) -> None:
    await scene.open()
    channel = await (await scene.broker.publishing()).channel()
    await channel.default_exchange.publish(Message(b"\xff{no json", type="nonsense"), scene.name)
    letter = await one_letter(scene)
    assert (letter.reason, letter.envelope) == ("ValidationError", None)
    assert "no json" not in letter.detail
    await scene.act(deadletters.discard, reactions=scene.reactions, event=letter.event, reason="nonsense")
    assert await letters(scene) == []


async def test_poison_that_nobody_refused_is_kept_too(scene: Scene) -> None:
    await scene.open()
    await scene.end("consumer")
    channel = await (await scene.broker.publishing()).channel()
    exchange = await channel.get_exchange("thidua.dead", ensure=False)
    await exchange.publish(Message(b"{}", message_id="poison", type="vn.thidua.x.Y.v1"), scene.name)
    assert (await one_letter(scene)).reason == deadletters.POISON


async def gap_of(scene: Scene, thing: str) -> gaps.Gap:
    async def there() -> bool:
        return bool(await gaps.listed(scene.ours, scene.reactions, f"unit/{thing}"))

    await until(there)
    return await gaps.found(scene.ours, scene.reactions, f"unit/{thing}")


async def deliver(scene: Scene, thing: str, *sequences: int) -> None:
    """Hand events over in this order; what is not named was never published."""
    rows = await scene.theirs["outbox"].find({"subject": f"unit/{thing}"}).sort("sequence", 1).to_list(None)
    for sequence in sequences:
        await scene.consumer.patiently([Delivery.read(rows[sequence - 1]["body"])], drain=False)


async def test_gap_names_what_is_missing_and_skipping_goes_on_behind_it(scene: Scene) -> None:
    thing = new_thing()
    await scene.open(relay=False)
    await scene.happen(thing, times=4)
    await deliver(scene, thing, 1, 3, 4)
    gap = await gap_of(scene, thing)
    assert (gap.reached, gap.missing, [one.sequence for one in gap.parked]) == (1, (2,), [3, 4])
    assert gap.publisher == "/duong-quang/registration"
    about = {"store": scene.ours, "reactions": scene.reactions, "subject": gap.subject}
    with pytest.raises(gaps.Moved):
        await scene.act(gaps.skip, **about, reached=0, reason="looked at something else")
    await scene.act(gaps.skip, **about, reached=1, reason="never published")
    await heard(scene, thing, 1, 3, 4)
    assert await gaps.listed(scene.ours, scene.reactions) == []


async def test_event_that_comes_before_it_is_left_out_counts(scene: Scene) -> None:
    thing = new_thing()
    await scene.open(relay=False)
    await scene.end("desk")
    await scene.happen(thing, times=3)
    await deliver(scene, thing, 1, 3)
    about = {"store": scene.ours, "reactions": scene.reactions, "subject": f"unit/{thing}"}
    await scene.act(gaps.skip, **about, reached=1, reason="I thought it was lost")
    await deliver(scene, thing, 2)
    await gaps.attend(scene.ours, scene.consumer)
    await gaps.attend(scene.ours, scene.consumer)
    assert await names(scene.ours, thing) == ["lần 1", "lần 2", "lần 3"]
    assert await gaps.waivers(scene.ours, scene.name) == set()


async def test_parked_event_that_cannot_be_handled_says_why_and_is_tried_again(scene: Scene) -> None:
    thing = new_thing()
    state = ill_at(scene, thing, 2)
    await scene.open(relay=False)
    await scene.happen(thing, times=3)
    await deliver(scene, thing, 2, 3, 1)

    async def told() -> bool:
        return bool((await gap_of(scene, thing)).error)

    await until(told)
    gap = await gap_of(scene, thing)
    assert (gap.missing, gap.next) == ((), (2,))
    assert gap.error.startswith("Permanent")
    state["well"] = True
    await scene.act(gaps.retry, store=scene.ours, reactions=scene.reactions, subject=gap.subject)
    await heard(scene, thing, 1, 2, 3)
