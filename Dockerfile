FROM python:3.11-slim AS build
WORKDIR /comptoir
COPY . .
RUN bin/setup \
    && .venv/bin/pip uninstall --yes --quiet uv \
    && rm -rf .tools node_modules

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /comptoir --shell /usr/sbin/nologin comptoir
WORKDIR /comptoir
COPY --from=build /comptoir /comptoir
RUN mkdir -p var/media && chown comptoir:comptoir var var/media
USER comptoir
ENV PATH=/comptoir/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    COMPTOIR_ENV=production \
    COMPTOIR_MEDIA_DIR=/comptoir/var/media
VOLUME /comptoir/var/media
EXPOSE 8000
HEALTHCHECK --start-period=20s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
ENTRYPOINT ["comptoir"]
CMD ["serve", "--host", "0.0.0.0"]
