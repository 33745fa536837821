"""The embedded OpenID Connect provider: whoever is chosen on its page is signed in, without a password.

Its debugger is always on, so it listens on the loopback address and nowhere else.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.local import probes
from deploy.local.children import Child, Command
from deploy.local.ports import LOOPBACK, Ports


class Identity(Child):
    """The provider.

    Args:
        people: claims of those who can be chosen with one click; each has `sub` and `name`.
    """

    def __init__(self, *, people: Iterable[Mapping[str, str]], ports: Ports, log_dir: Path, lock: int | None) -> None:
        port = ports.get("identity")
        self.issuer = f"http://{LOOPBACK}:{port}"
        claims = [json.dumps(dict(person), ensure_ascii=False) for person in people]
        super().__init__(
            Command(
                name="identity",
                argv=[
                    *(sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"),
                    *("-H", LOOPBACK, "-p", str(port), "--token-max-age", str(12 * 3600)),
                    *(word for claim in claims for word in ("--user-claims", claim)),
                ],
                env=dict(os.environ),
                probe=lambda: probes.http(port, "/.well-known/openid-configuration"),
            ),
            log_dir=log_dir,
            restart_crashed=True,
            lock=lock,
        )
