"""The whole site under load: PostgreSQL and gunicorn of our own, load data, clients of HTTP."""
