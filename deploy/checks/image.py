"""The Dockerfile: one image, small rights, told how to stop and how to say that it is well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_REQUIRED = {
    r"^USER [1-9]\d*:[1-9]\d*$": "runs as root: USER must be a number other than 0",
    r"^STOPSIGNAL SIGTERM$": "does not say STOPSIGNAL SIGTERM",
    r"^HEALTHCHECK .*(?:\\\n.*)*/healthz": "has no HEALTHCHECK that asks /healthz",
    r'^ENTRYPOINT \["python", "-m"\]$': 'must have ENTRYPOINT ["python", "-m"]',
    r'^CMD \["services\.registration"': "must start registration by default",
    r"--require-hashes": "installs packages without checking their hashes",
    r"shared\.web\.vendor": "does not fetch the pages' fonts and scripts",
    r"fonts-croscore": "lacks fonts-croscore: documents need Tinos",
    r"fonts-noto-core": "lacks fonts-noto-core: charts need Noto Sans",
}


def check(root: Path) -> Iterator[str]:
    """Faults of Dockerfile and .dockerignore."""
    text = (root / "Dockerfile").read_text(encoding="utf-8")
    for pattern, fault in _REQUIRED.items():
        if not re.search(pattern, text, re.MULTILINE):
            yield f"Dockerfile {fault}"
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    if len(bases) < 2:
        yield "Dockerfile has one stage: the builder's tools would be in the image"
    for base in bases:
        if base != "python:3.11-slim-bookworm":
            yield f"Dockerfile builds from {base}, not from python:3.11-slim-bookworm"
    for name in re.findall(r"^(?:ENV|ARG)\s.*?(\w*(?:SECRET|PASSWORD|TOKEN)\w*)", text, re.MULTILINE):
        yield f"Dockerfile bakes {name} into the image"
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if "*" not in ignored:
        yield ".dockerignore must begin with * and name what may enter"
    for copied in re.findall(r"^COPY (?!--)([\w./-]+) ", text, re.MULTILINE):
        if f"!{copied}" not in ignored:
            yield f".dockerignore keeps {copied} out, which the Dockerfile copies"
