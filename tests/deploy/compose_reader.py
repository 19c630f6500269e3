"""Docker's own reader of compose files: Docker Compose, or the Go module that it is built on."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import harness

READER = "github.com/compose-spec/compose-go/v2/cmd@v2.16.2"


def reader():
    """The argv of a program that reads compose files, or why there is none. The Go module is built
    once, into build/tools."""
    if shutil.which("docker") and not subprocess.run(["docker", "compose", "version"],
                                                     capture_output=True).returncode:
        return ["docker", "compose"], ""
    program = harness.ROOT / "build" / "tools" / "compose-reader" / "cmd"
    if not program.exists():
        if not shutil.which("go"):
            return None, "neither docker compose nor go is here"
        subprocess.run(["go", "install", READER], capture_output=True,
                       env={**os.environ, "GOBIN": str(program.parent)})
    return ([program], "") if program.exists() else (
        None, f"no docker compose, and go cannot get {READER}")


def read(folder: pathlib.Path, files: list, webhook: str) -> dict:
    """What Docker understands of these files in a folder that is a copy; skips without a reader."""
    argv, why = reader()
    if argv is None:
        raise unittest.SkipTest(why)
    for file in files:  # the Go module alone does not look into the environment
        path = folder / file
        path.write_text(re.sub(r"\$\{DISCORD_WEBHOOK_URL[^}]*\}", webhook, path.read_text()))
    words = [word for file in files for word in ("-f", file)] + ["config", "--format", "json"] \
        if argv[0] == "docker" else ["-format", "json", *files]
    done = subprocess.run([*argv, *words], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)
