"""Where a request comes from."""

import hashlib
import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The address of the visitor, for limits on requests and the lock-out of sign-in.

    Behind `PROXY_COUNT` proxies each adds the address that it heard from to the end of
    X-Forwarded-For, so that only that many entries from the right can be believed; what stands
    further left was written by the visitor. A missing or unreadable entry gives the address of the
    connection itself.
    """
    connection: str = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    proxies: int = settings.PROXY_COUNT
    if proxies < 1:
        return connection
    heard = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(heard) < proxies:
        return connection
    try:
        return str(ip_address(heard[-proxies].strip()))
    except ValueError:
        return connection


def imprint(address: str) -> str:
    """HMAC-SHA-256 (hex) of a network address, so that addresses themselves are not stored; empty
    for an unknown one."""
    if not address:
        return ""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"address:" + address.encode(), hashlib.sha256).hexdigest()
