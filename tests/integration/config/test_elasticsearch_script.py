"""scripts/elasticsearch as far as it goes without a server: what it says, what it leaves alone."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "scripts" / "elasticsearch"


def script(*arguments: str, path: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs it with nothing of this run in its environment."""
    return subprocess.run(  # noqa: S603
        ["/bin/bash", str(SCRIPT), *arguments],
        env={"PATH": path or os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


class Healthy(BaseHTTPRequestHandler):
    """Answers as a node does: only about its health."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/_cluster/health" else 405)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def somebodys_node() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "which command?"),
        (("restart",), "unknown command restart"),
        (("start", "--port"), "--port needs a value"),
        (("start", "--port", "http"), "--port is a number up to 65535"),
        (("start", "--port", "70000"), "--port is a number up to 65535"),
        (("start", "--heap", "much"), "--heap is a size like 512m or 1g"),
        (("start", "--host", "0.0.0.0"), "unknown option --host"),  # noqa: S104
        (("run",), "what is the command?"),
        (("run", "--"), "what is the command?"),
        (("run", "make", "test"), "COMMAND stands after --"),
    ],
)
def test_misuse_is_named_and_the_usage_shown(arguments: tuple[str, ...], complaint: str) -> None:
    result = script(*arguments)
    assert result.returncode == 2
    assert f"elasticsearch: {complaint}" in result.stderr.replace("start: ", "").replace(
        "run: ", ""
    )
    assert "usage: scripts/elasticsearch" in result.stderr


def test_a_node_that_answers_is_used_and_nothing_is_started(somebodys_node: str) -> None:
    given = {"ELASTICSEARCH_URL": somebodys_node}
    assert script("url", **given).stdout == f"{somebodys_node}\n"
    assert script("status", **given).returncode == 0
    assert "nothing was started" in script("start", **given).stderr

    result = script("run", "--", "sh", "-c", 'echo "$ELASTICSEARCH_URL"; exit 7', **given)
    assert (result.returncode, result.stdout) == (7, f"{somebodys_node}\n")


def test_passwords_in_an_address_are_not_shown(somebodys_node: str) -> None:
    url = somebodys_node.replace("//", "//reader:secret@")
    result = script("status", ELASTICSEARCH_URL=url)
    assert "secret" not in result.stderr
    assert somebodys_node.removeprefix("http://") in result.stderr


def test_what_is_missing_is_named_with_the_packages(tmp_path: Path) -> None:
    for tool in ("bash", "cat", "cksum", "cut", "dirname", "id", "readlink", "sed", "tr", "grep"):
        (tmp_path / tool).symlink_to(Path("/usr/bin") / tool)
    result = script("run", "--", "true", path=str(tmp_path))
    assert result.returncode == 1
    assert "missing: curl, setpriv, mvn, unzip, a JDK 17 or newer with javac" in result.stderr
    assert "apt install curl util-linux maven unzip openjdk-17-jdk-headless" in result.stderr


def test_a_folder_that_is_no_distribution_is_refused(tmp_path: Path) -> None:
    result = script("run", "--", "true", ES_HOME=str(tmp_path))
    assert result.returncode == 1
    assert "there is no bin/elasticsearch in it" in result.stderr


def test_a_distribution_without_russian_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "elasticsearch"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    result = script("run", "--", "true", ES_HOME=str(tmp_path))
    assert result.returncode == 1
    assert "knows no Russian" in result.stderr


def test_production_runs_the_version_that_is_tested() -> None:
    tested = re.search(r"^VERSION=(\S+)$", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert tested is not None
    assert f"/elasticsearch/elasticsearch:{tested[1]}\n" in compose
