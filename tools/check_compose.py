"""Validates compose.yaml and the Dockerfile by whatever validator is installed; says which not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compose_command() -> list[str] | None:
    """docker-compose, or the plugin of docker; neither needs a running engine to validate."""
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    if shutil.which("docker"):
        probe = ["docker", "compose", "version"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return ["docker", "compose"]
    return None


def main() -> int:
    failed = 0
    compose = compose_command()
    if compose is None:
        print("compose.yaml: not validated, docker-compose is absent")
    else:
        command = [*compose, "--env-file", ".env.example", "-f", "compose.yaml"]
        command += ["config", "--quiet"]
        environment = {**os.environ, "ENV_FILE": ".env.example"}
        failed |= subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    hadolint = Path(sys.executable).with_name("hadolint")
    if hadolint.exists():
        failed |= subprocess.run([hadolint, "Dockerfile"], cwd=ROOT, check=False).returncode
    else:
        print("Dockerfile: not validated, hadolint is absent")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
