"""A private RabbitMQ node: own data, own cookie, own port mapper; no other broker on the machine notices."""

import asyncio
import os
from pathlib import Path

from deploy.local import probes
from deploy.local.children import Child, Command, StackError
from deploy.local.ports import LOOPBACK, Ports

SCRIPTS = Path("/usr/lib/rabbitmq/bin")
"""Debian's scripts without the wrapper in /usr/sbin, which insists on root and on the system's folders."""

NODE = "thidua@localhost"


class BrokerMissingError(StackError):
    """RabbitMQ is not installed."""

    def __init__(self) -> None:
        super().__init__("RabbitMQ is missing; type: sudo apt-get install --no-install-recommends rabbitmq-server")


def _configuration(port: int) -> str:
    # The alarm's default stops all publishers when less than 50 MB of disk are left; a laptop with a full
    # disk should still be able to show the demonstration.
    return (
        f"listeners.tcp.default = {LOOPBACK}:{port}\n"
        "disk_free_limit.absolute = 32MB\n"
        "vm_memory_high_watermark.relative = 0.6\n"
        "heartbeat = 10\n"
        "log.file.level = warning\n"
    )


class Broker(Child):
    """The node; `url` is where clients connect."""

    def __init__(self, *, root: Path, ports: Ports, log_dir: Path, lock: int | None) -> None:
        port = ports.get("amqp")
        self.url = f"amqp://guest:guest@{LOOPBACK}:{port}/"
        self._home = root / "rabbitmq"
        self._port = port
        self._env = self._environment(ports)
        super().__init__(
            Command(
                name="rabbitmq",
                argv=[str(SCRIPTS / "rabbitmq-server")],
                env=self._env,
                probe=lambda: probes.amqp(port),
                ready_within=90,
            ),
            log_dir=log_dir,
            restart_crashed=True,
            lock=lock,
        )

    async def start(self) -> None:
        """Start and wait until clients are accepted.

        Raises:
            BrokerMissingError: RabbitMQ is not installed.
        """
        if not (SCRIPTS / "rabbitmq-server").exists():
            raise BrokerMissingError
        self._home.mkdir(parents=True, exist_ok=True)
        (self._home / "rabbitmq.conf").write_text(_configuration(self._port))
        (self._home / "enabled_plugins").write_text("[].\n")
        (self._home / "env.conf").touch()
        await super().start()

    async def kill(self) -> None:
        """SIGKILL to the node and its helpers; it stays down until `restart`.

        RabbitMQ 3.10 writes the name of a newly declared quorum queue to disk up to a second after it has
        confirmed the declaration. Killed sooner, it restarts with a queue that answers nobody: give new
        queues two seconds before you pull the plug.
        """
        await super().kill()

    async def ctl(self, *arguments: str) -> str:
        """Run rabbitmqctl against this node; return what it prints.

        Raises:
            RuntimeError: it failed; the message is its output.
        """
        process = await asyncio.create_subprocess_exec(
            *(str(SCRIPTS / "rabbitmqctl"), "--quiet", *arguments),
            env=self._env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {output.decode(errors='replace')}")
        return output.decode(errors="replace")

    def _environment(self, ports: Ports) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TZ"}}
        return kept | {
            "HOME": str(self._home),  # holds the Erlang cookie
            "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": NODE,
            "RABBITMQ_MNESIA_BASE": str(self._home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._home / "log"),
            "RABBITMQ_CONFIG_FILE": str(self._home / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self._home / "env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._home / "enabled_plugins"),
            "RABBITMQ_DIST_PORT": str(ports.get("amqp-distribution")),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": str(ports.get("amqp-port-mapper")),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_CRASH_DUMP": "/dev/null",
        }
