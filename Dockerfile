# One image for the four services; which one runs is the argument:
#   docker build -t thidua .
#   docker run --read-only --tmpfs /tmp thidua services.nomination --host 0.0.0.0 --port 8000

FROM python:3.11-slim-bookworm AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:${PATH}"
WORKDIR /app
COPY requirements.lock ./
# Every file is checked against the hash in the lock; nothing is compiled or resolved here.
RUN pip install --require-hashes --no-deps --only-binary=:all: -r requirements.lock
COPY shared ./shared
COPY services ./services
# Fonts and scripts of the pages, fetched once so that a running service asks nobody for them. The pages would work
# without, so fetching never fails of itself; an image without is not worth having.
RUN python -m shared.web.vendor && ls shared/web/static/vendor/htmx.version shared/web/static/vendor/font.version
# The root file system is read-only at run time: byte code is written now or never.
RUN python -m compileall -q /opt/venv/lib shared services

FROM python:3.11-slim-bookworm AS runtime
LABEL org.opencontainers.image.title="thidua" \
      org.opencontainers.image.description="Thi đua, khen thưởng: registration, nomination, notification, reporting" \
      org.opencontainers.image.licenses="Apache-2.0"
# Tinos (metrics of Times New Roman) and Noto Sans: documents and charts need true Vietnamese letters.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-croscore fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 thidua \
    && useradd --uid 10001 --gid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin thidua \
    && install --directory --owner=10001 --group=10001 --mode=0700 /run/keys
ENV PATH="/opt/venv/bin:${PATH}" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app/shared ./shared
COPY --from=builder /app/services ./services
COPY LICENSE ./
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
ENTRYPOINT ["python", "-m"]
CMD ["services.registration", "--host", "0.0.0.0", "--port", "8000"]
