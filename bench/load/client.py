"""Clients of HTTP in a process of their own: `python -m bench.load.client`, a task as JSON on the
standard input, figures as JSON on the standard output. Only the standard library."""

import http.client
import json
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_STAMP = re.compile(r'name="stamp" value="([^"]+)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Client(threading.Thread):
    """One person after another until the time is over; what went wrong is counted, not raised."""

    def __init__(self, number: int, task: dict[str, Any]) -> None:
        super().__init__()
        self.number = number
        self.task = task
        self.times: list[float] = []
        self.failed = 0
        self.acknowledged: list[str] = []
        self.connection = self._connect()
        self.opened: tuple[str, str, str, str] | None = None

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.task["port"], timeout=30)

    def run(self) -> None:
        what = self.task["what"]
        steps = {"submit": self._submit, "post": self._post, "anew": self._read_anew}
        step = steps.get(what, self._read)
        self.opened = self._open(self.number) if what == "post" else None
        end = time.monotonic() + self.task["seconds"]
        turn = 0
        while time.monotonic() < end:
            started = time.perf_counter()
            try:
                done = step(turn)
            except (OSError, http.client.HTTPException):
                done = False
                self.connection.close()
                self.connection = self._connect()
            if done:
                self.times.append(time.perf_counter() - started)
            else:
                self.failed += 1
            turn += 1

    def _ask(self, method: str, address: str, body: str = "", **headers: str) -> Any:
        self.connection.request(method, address, body or None, headers)
        response = self.connection.getresponse()
        return response, response.read()

    def _read(self, turn: int) -> bool:
        addresses = self.task["addresses"]
        response, _body = self._ask("GET", addresses[(self.number + turn) % len(addresses)])
        return bool(response.status == 200)

    def _read_anew(self, turn: int) -> bool:
        """An address that nobody has opened before: nothing kept serves."""
        (address,) = self.task["addresses"]
        response, _body = self._ask("GET", f"{address}?n={self.number}-{turn}-{time.time()}")
        return bool(response.status == 200)

    def _open(self, turn: int) -> tuple[str, str, str, str] | None:
        """A form: its address, token, stamp and cookie."""
        addresses = self.task["addresses"]
        address = addresses[(self.number * 7 + turn) % len(addresses)]
        response, body = self._ask("GET", address)
        page = body.decode()
        token, stamp = _TOKEN.search(page), _STAMP.search(page)
        cookie = response.getheader("Set-Cookie", "").split(";")[0]
        if response.status != 200 or not token or not stamp:
            return None
        return address, token[1], stamp[1], cookie

    def _submit(self, turn: int) -> bool:
        """As a browser: the form with its tokens, then the form filled in."""
        form = self._open(turn)
        return form is not None and self._send(form, turn)

    def _post(self, turn: int) -> bool:
        """The form filled in; it was opened before."""
        return self.opened is not None and self._send(self.opened, turn)

    def _send(self, form: tuple[str, str, str, str], turn: int) -> bool:
        address, token, stamp, cookie = form
        who = f"{self.task['name']}-{self.number}-{turn}"
        typed = urlencode(
            {
                "csrfmiddlewaretoken": token, "stamp": stamp, "kind": "opinion",
                "stance": "neutral", "rationale": f"Срок слишком короткий: {who}.",
                "email": f"{who}@load.example", "author_type": "citizen",
                "name_display": "pseudonym", "municipality": "Зея", "consent_processing": "on",
            }
        )  # fmt: skip
        response, _body = self._ask("POST", address, typed, Cookie=cookie, **_FORM)
        place = response.getheader("Location", "")
        if response.status != 302 or "/sent/" not in place:
            return False
        self.acknowledged.append(place.split("/sent/")[1].split(":")[0])
        return True


def percentile(times: list[float], share: float) -> float:
    """Milliseconds within which this share of the requests was answered."""
    found = sorted(times)
    return round(found[min(int(len(found) * share), len(found) - 1)] * 1000, 1) if found else 0.0


def main() -> None:
    task = json.load(sys.stdin)
    clients = [Client(number, task) for number in range(task["clients"])]
    started = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.monotonic() - started
    times = [value for client in clients for value in client.times]
    figures = {
        "per_second": round(len(times) / seconds, 1),
        "median_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "done": len(times),
        "failed": sum(client.failed for client in clients),
        "acknowledged": [key for client in clients for key in client.acknowledged],
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
