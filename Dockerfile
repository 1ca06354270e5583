# syntax=docker/dockerfile:1
# One image for every process. It runs as an ordinary user on a read-only root; only
# /var/lib/open-csms (and /tmp) are written to.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
# Dependencies first: their layer stays while only the code changes.
COPY requirements/ requirements/
RUN python -m venv /opt/open-csms \
 && /opt/open-csms/bin/pip install --require-hashes -r requirements/runtime.txt \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src/ src/
RUN /opt/build/bin/hatchling build -t wheel \
 && /opt/open-csms/bin/pip install --no-deps --no-index dist/*.whl \
 && /opt/open-csms/bin/python -m compileall -q /opt/open-csms/lib

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="open-csms" \
      org.opencontainers.image.description="Charging station management system: OCPP 1.6J, 2.0.1 and 2.1" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 open-csms \
 && useradd --uid 10001 --gid 10001 --home-dir /var/lib/open-csms --shell /usr/sbin/nologin open-csms \
 && install -d -m 0750 -o open-csms -g open-csms /var/lib/open-csms
COPY --from=build /opt/open-csms /opt/open-csms
ENV PATH=/opt/open-csms/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OPEN_CSMS_DATA_DIR=/var/lib/open-csms \
    OPEN_CSMS_API_HOST=0.0.0.0 \
    OPEN_CSMS_GATEWAY_HOST=0.0.0.0 \
    OPEN_CSMS_LOG_FORMAT=json
VOLUME /var/lib/open-csms
WORKDIR /var/lib/open-csms
USER 10001:10001
# API, stations without TLS, stations with TLS.
EXPOSE 8080 9000 9443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["open-csms", "health"]
ENTRYPOINT ["open-csms"]
CMD ["serve"]
