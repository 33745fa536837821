"""Errors on the wire: RFC 9457 problem documents for programs, a page that says what to do for people."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from shared.errors import Backlogged, BadInput, Denied, NotFound, NotSignedIn, StoreAway, ThiduaError, Unavailable
from shared.observability.logs import correlation, logger
from shared.store import StoreFailure
from shared.web.templating import Pages

log = logger(__name__)
MEDIA_TYPE = "application/problem+json"


class MethodNotAllowed(ThiduaError):
    code = "http.method"
    status = 405
    title_vi = "Địa chỉ này không nhận yêu cầu kiểu đó."
    title_en = "This address does not take that method."


class HttpProblem(ThiduaError):
    code = "http.error"
    status = 400
    title_vi = "Yêu cầu chưa đúng: {detail}"
    title_en = "The request is not right: {detail}"


class Unexpected(ThiduaError):
    code = "unexpected"
    status = 500
    title_vi = "Hệ thống gặp lỗi chưa lường trước."
    title_en = "The system met an unforeseen error."


def document(error: ThiduaError, request: Request, *, status: int | None = None) -> dict[str, Any]:
    """The members of the problem document of an error."""
    english = request.headers.get("accept-language", "vi").lower().startswith("en")
    return {
        "type": f"urn:thidua:problem:{error.code}",
        "title": error.en if english else error.vi,
        "status": status or error.status,
        "code": error.code,
        "vi": error.vi,
        "en": error.en,
        "instance": request.url.path,
        "correlation": correlation.get(),
        **jsonable_encoder(error.extensions),
    }


def problems(*classes: type[ThiduaError]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of an operation that may raise these; what every operation may raise is added."""
    every: tuple[type[ThiduaError], ...] = (
        NotSignedIn,
        Denied,
        BadInput,
        HttpProblem,
        Unavailable,
        Backlogged,
        *classes,
    )
    responses: dict[int | str, dict[str, Any]] = {}
    for cls in every:
        example = {
            "type": f"urn:thidua:problem:{cls.code}",
            "status": cls.status,
            "code": cls.code,
            "vi": cls.title_vi,
            "en": cls.title_en,
        }
        entry = responses.setdefault(
            cls.status, {"description": cls.title_en, "content": {MEDIA_TYPE: {"examples": {}}}}
        )
        entry["content"][MEDIA_TYPE]["examples"][cls.code] = {"value": example}
    return responses


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asked, rather than a program."""
    return "/api/" not in request.url.path and "text/html" in request.headers.get("accept", "")


def install(app: FastAPI, pages: Pages, service: str) -> None:
    """Answer every error of the app as a problem document or a page."""

    def answer(request: Request, error: ThiduaError, *, status: int | None = None) -> Response:
        status = status or error.status
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, Unavailable) else {}
        if wants_page(request):
            if isinstance(error, NotSignedIn) and request.method == "GET":
                here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/{service}/auth/login?next={quote(here, safe='/')}", 303)
            page = pages.problem(
                request,
                status=status,
                code=correlation.get() if status == Unexpected.status else error.code,
                title=error.vi,
            )
            page.headers.update(headers)
            return page
        return JSONResponse(document(error, request, status=status), status, headers=headers, media_type=MEDIA_TYPE)

    @app.exception_handler(ThiduaError)
    async def known(request: Request, error: ThiduaError) -> Response:
        return answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, bad_input(error.errors()))

    @app.exception_handler(ValidationError)
    async def refused(request: Request, error: ValidationError) -> Response:
        return answer(request, bad_input(error.errors(include_url=False)))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        what = "trang này" if wants_page(request) else request.url.path
        kinds: dict[int, ThiduaError] = {404: NotFound(what=what), 405: MethodNotAllowed()}
        return answer(request, kinds.get(error.status_code, HttpProblem(detail=error.detail)), status=error.status_code)

    @app.exception_handler(StoreFailure)
    async def store_down(request: Request, error: StoreFailure) -> Response:
        log.warning("the store did not answer a request", error=str(error))
        return answer(request, StoreAway())

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        log.error("unforeseen error", path=request.url.path, exc_info=error)
        page = answer(request, Unexpected())
        page.headers["X-Correlation-ID"] = correlation.get()  # this answer is given outside of the middleware
        return page


def bad_input(errors: Any) -> BadInput:
    """One error for all that is wrong with the input, each place named."""
    places = [
        {"at": ".".join(str(part) for part in one["loc"]), "why": one["msg"], "kind": one["type"]} for one in errors
    ]
    detail = "; ".join(f"{place['at']}: {place['why']}" for place in places[:3])
    return BadInput(detail=detail, extensions={"errors": places})
