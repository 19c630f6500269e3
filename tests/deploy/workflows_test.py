#!/usr/bin/env python3
"""The workflows of GitHub: read by actionlint, and what they run is there."""
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LINTER = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"


def jobs(name: str):
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())["jobs"]


class WorkflowTest(harness.Case):

    @harness.need("go")
    def test_actionlint_finds_nothing(self):
        run = subprocess.run(["go", "run", LINTER, "-no-color", *map(str, WORKFLOWS)], cwd=ROOT,
                             capture_output=True, text=True)
        if run.returncode and not run.stdout:
            self.skipTest(f"go cannot get {LINTER}")
        self.assertEqual("", run.stdout)

    def test_a_release_has_packages_and_images_for_both_architectures(self):
        for job in ("packages", "image"):
            runners = jobs("release.yml")[job]["strategy"]["matrix"]["include"]
            self.assertEqual({"amd64", "arm64"}, {runner["architecture"] for runner in runners})

    def test_the_scripts_that_they_run_are_there(self):
        for path in WORKFLOWS:
            for script in re.findall(r"(?:deploy|tests)/\S+\.sh|deploy/Dockerfile", path.read_text()):
                self.assertTrue((ROOT / script).is_file(), script)


harness.main()
