# syntax=docker/dockerfile:1
# docker build -t gridbee .                          一台机器用。For one machine.
# docker build -t gridbee --build-arg CLIENT=1 .     数据库用 PostgreSQL，备份要它的客户端。With PostgreSQL's client, for backups.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/gridbee
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY schedules schedules
COPY usecases usecases
COPY domain domain
COPY storage storage
COPY views views
COPY locales locales
COPY data data
COPY simulator simulator
COPY demo demo
RUN /opt/gridbee/bin/pip install '.[postgres,s3,xlsx]'

FROM python:3.13-slim
ARG CLIENT=
# hadolint ignore=DL3008
RUN if [ -n "$CLIENT" ]; then \
        apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*; \
    fi \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin gridbee \
    && install -d -o gridbee -g gridbee -m 0700 /data
COPY --from=build /opt/gridbee /opt/gridbee
ENV PATH=/opt/gridbee/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    GRIDBEE_MONITORING__PORT=9464 GRIDBEE_LOGGING__FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["gridbee"]
CMD ["run"]
