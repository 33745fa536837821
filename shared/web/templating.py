"""Pages: Jinja2 with escaping, strict names, Vietnamese filters and the component kit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from shared.web import filters, parts
from shared.web.assets import assets
from shared.web.collation import fold, person_key, viet_key
from shared.web.filters import local_date
from shared.web.flash import Flash, Flashes, see_other
from shared.web.kit import Kit, macros
from shared.web.labels import Labels
from shared.web.navigation import navigation

TEMPLATES = Path(__file__).parent / "templates"
PRODUCT = "Thi Đua"


class Pages:
    """Renders one service's pages.

    ``service`` is the path prefix, ``title`` the service's name on screen, ``labels`` the Vietnamese names
    of its enums (see :class:`Labels`), ``secret`` signs the flash cookie (shared by the four services).
    """

    def __init__(
        self,
        *,
        service: str,
        templates: Path,
        title: str,
        labels: Mapping[Any, str | Mapping[Any, str]] | None = None,
        secret: str = "",
    ) -> None:
        self.service = service
        self.title = title
        self.labels = Labels(labels)
        self.flashes = Flashes(secret)
        self.environment = _environment([templates, TEMPLATES], self.labels)
        self._macros = macros(self.environment)

    def render(self, request: Request, name: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
        """Render a template. htmx asks for a part of the page, and gets only the block ``main``."""
        fragment = wants_fragment(request)
        flash = None if fragment else self.flashes.read(request)
        scope = self._context(request) | {"fragment": fragment, "flash": flash} | context
        scope["ui"] = Kit(self.environment, self._macros, scope)
        html = self.environment.get_template(name).render(scope)
        response = HTMLResponse(html, status_code=status, headers={"Vary": "HX-Request, Cookie"})
        if flash:
            self.flashes.clear(response)
        return response

    def problem(
        self,
        request: Request,
        *,
        status: int,
        code: str,
        title: str,
        what_to_do: str = "",
        back: str = "",
    ) -> HTMLResponse:
        """The page for an error: the sentence large, what to do next, the code small."""
        return self.render(
            request,
            "error.html",
            status=status,
            code=code,
            heading=title,
            what_to_do=what_to_do or _ADVICE.get(status, _ADVICE[500]),
            back=back,
        )

    def see_other(self, url: str, flash: str = "", *, tone: str = "done") -> RedirectResponse:
        """Redirect after POST, with one sentence for the next page. ``tone``: done or attention."""
        response = see_other(url)
        if flash:
            self.flashes.put(response, Flash(flash, "done" if tone == "done" else "attention"))
        return response

    def static(self, path: str) -> str:
        """``/<service>/static/<path>?v=<hash>``."""
        version = assets().version(path)
        return f"/{self.service}/static/{path}" + (f"?v={version}" if version else "")

    def _context(self, request: Request) -> dict[str, Any]:
        state = request.state
        clock = getattr(state, "clock", None)
        return {
            "request": request,
            "service": self.service,
            "service_title": self.title,
            "product": PRODUCT,
            "actor": getattr(state, "actor", None),
            "unit_name": getattr(state, "unit_name", ""),
            "csrf": getattr(state, "csrf", ""),
            "now": clock.now() if clock else None,
            "nav": navigation(request.url.path),
            "static": self.static,
            "has_asset": assets().has,
        }


def wants_fragment(request: Request) -> bool:
    """htmx asks for a part; boosted links and history restores need the whole page."""
    asked = request.headers
    whole = asked.get("HX-Boosted") == "true" or asked.get("HX-History-Restore-Request") == "true"
    return asked.get("HX-Request") == "true" and not whole


_ADVICE = {
    400: "Kiểm tra lại thông tin rồi gửi lại.",
    401: "Đăng nhập rồi làm lại việc vừa rồi.",
    403: "Nếu đây là việc của bạn, hãy nhờ người phụ trách thi đua, khen thưởng của đơn vị kiểm tra chức vụ.",
    404: "Kiểm tra lại đường dẫn, hoặc tìm từ trang Việc của tôi.",
    409: "Mở lại trang để xem nội dung mới nhất, rồi làm tiếp.",
    412: "Mở lại trang để xem nội dung mới nhất, rồi làm tiếp.",
    422: "Kiểm tra lại thông tin rồi gửi lại.",
    429: "Chờ một phút rồi làm lại.",
    503: "Chờ vài phút rồi tải lại trang. Những gì đã lưu vẫn còn.",
    500: "Tải lại trang. Nếu vẫn không được, hãy gửi mã bên dưới cho người vận hành.",
}


def _environment(folders: list[Path], labels: Labels) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "ngay": filters.ngay,
        "gio": filters.gio,
        "so": filters.so,
        "tien": filters.tien,
        "phan_tram": filters.phan_tram,
        "ten_trang_thai": labels.name,
        "viet_sort": viet_sort,
        "fold": fold,
        "con_lai": _con_lai,
        "muc_han": _muc_han,
        "iso": _iso,
        "luc": filters.luc,
        "ngay_go": filters.ngay_go,
        "dung_luong": filters.dung_luong,
        "options": parts.options,
        "under_groups": parts.under_groups,
        "pairs": parts.pairs,
    }
    environment.globals |= {name: kind for name, kind in vars(parts).items() if is_dataclass(kind) and fields(kind)}
    return environment


def viet_sort(items: Iterable[Any], attribute: str = "", *, person: bool = False) -> list[Any]:
    """Sort by Vietnamese rules. ``person=True`` sorts names of people by the given name, which is last."""
    key = person_key if person else viet_key

    def text(item: Any) -> str:
        if not attribute:
            return str(item)
        return str(item[attribute] if isinstance(item, Mapping) else getattr(item, attribute))

    return sorted(items, key=lambda item: key(text(item)))


def _today(context: Context) -> date | None:
    now = context.get("now")
    return local_date(now) if now else None


@pass_context
def _con_lai(context: Context, due: date | datetime | None) -> str:
    return filters.con_lai(due, _today(context))


@pass_context
def _muc_han(context: Context, due: date | datetime | None) -> str:
    return filters.muc_han(due, _today(context))


def _iso(value: date | datetime | None) -> str:
    """For ``<time datetime>``."""
    return "" if value is None else value.isoformat()
