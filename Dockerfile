# syntax=docker/dockerfile:1
# One image for every part: `portal web` (the default), `portal worker`, `portal migrate`, `portal init`.
# A package index of your own: docker build --secret id=pip.conf,src=$HOME/.config/pip/pip.conf .

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
RUN python -m venv /opt/venv
WORKDIR /app
COPY requirements/build.txt requirements/runtime.txt requirements/runtime.in requirements/
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf,required=false \
    /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements/build.txt \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY pyproject.toml README.md ./
COPY portal portal
RUN /opt/venv/bin/pip install --no-index --no-deps --no-build-isolation --editable . \
    && /opt/venv/bin/python -m compileall -q portal

FROM python:3.11-slim-bookworm
# The same system libraries and fonts as tools/system-packages lists for `runtime`.
# hadolint ignore=DL3008  # Debian keeps only the newest of a release: a pinned version would be gone soon
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1 fonts-noto-core fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 portal \
    && useradd --system --uid 10001 --gid portal --home-dir /var/lib/portal --create-home portal
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY --from=build /app /app
COPY templates templates
COPY static static
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PORTAL_ENV=production \
    HOST=0.0.0.0 \
    PORT=8000 \
    INSTANCE_PATH=/var/lib/portal
VOLUME /var/lib/portal
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["portal", "health"]
CMD ["portal", "web"]
