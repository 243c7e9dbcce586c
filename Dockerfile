FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production

# LibreOffice reads DOC. Debian keeps one version at a time: a pinned one would vanish.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/veche veche
WORKDIR /srv/veche

COPY requirements/app.txt requirements/app.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/app.txt

COPY . .
RUN python -m tools.compile_messages \
    && SECRET_KEY=build ALLOWED_HOSTS=localhost SITE_URL=https://localhost \
       DATABASE_URL=sqlite:////tmp/build.sqlite3 \
       python manage.py collectstatic --noinput \
    && mkdir -p /var/lib/veche/media /var/lib/veche/files \
    && chown -R veche: /var/lib/veche

USER 10001
EXPOSE 8000
VOLUME ["/var/lib/veche"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4"]
