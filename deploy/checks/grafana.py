"""The dashboard and what Grafana is given to find it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deploy.checks.files import tree


def check(root: Path) -> Iterator[str]:
    """Faults of the dashboard and its provisioning."""
    folder = root / "deploy/grafana"
    sources = tree(folder / "provisioning/datasources/prometheus.yml")["datasources"]
    known = {source["uid"] for source in sources}
    provider = tree(folder / "provisioning/dashboards/thidua.yml")["providers"][0]
    mounts = tree(root / "docker-compose.yml")["services"]["grafana"]["volumes"]
    if not any(f":{provider['options']['path']}:" in mount for mount in mounts):
        yield f"docker-compose.yml does not mount {provider['options']['path']}, where Grafana looks for dashboards"
    dashboard = tree(folder / "dashboards/thidua.json")
    if dashboard.get("uid") != "thidua":
        yield "the dashboard must have the uid thidua, or every start makes another one"
    seen: dict[int, str] = {}
    taken: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        title = panel["title"]
        if panel["id"] in seen:
            yield f"panels {seen[panel['id']]} and {title} have the same id"
        seen[panel["id"]] = title
        place = panel["gridPos"]
        columns, lines = range(place["x"], place["x"] + place["w"]), range(place["y"], place["y"] + place["h"])
        cells = {(x, y) for x in columns for y in lines}
        if cells & taken or any(x > 23 for x, _ in cells):
            yield f"panel {title} lies over another one or beyond the edge"
        taken |= cells
        if panel["type"] == "row":
            continue
        if not panel.get("description"):
            yield f"panel {title} does not say what it shows"
        for target in panel["targets"]:
            if target["datasource"]["uid"] not in known:
                yield f"panel {title} asks a data source that is not provisioned"
