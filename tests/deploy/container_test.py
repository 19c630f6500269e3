#!/usr/bin/env python3
"""The image: the form of its Dockerfile, its steps by buildah, and its life without any right.

There is no Docker here. buildah runs the Dockerfile as it stands, on a base image that debootstrap
makes, except for the step that compiles: in its place the binary under test is copied.
REACH_COMPILE_IMAGE=1 lets it compile.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import clean_debian  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
BASE, IMAGE = "localhost/reach-test-debian", "localhost/reach-test"
COMPILE = bool(os.environ.get("REACH_COMPILE_IMAGE"))
MOUNTS = """
mount --bind "$0" "$0"
mount -t proc proc "$0/proc"
mount -o remount,ro,bind "$0"
ip link set lo up
exec "$@"
"""


def steps(text: str):
    """[(instruction, its rest)], with continued lines joined and comments left out."""
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [tuple(line.strip().split(None, 1)) for line in lines if line.strip()]


def last(name: str) -> str:
    return [rest for word, rest in steps(DOCKERFILE.read_text()) if word == name][-1]


class FormTest(harness.Case):

    def test_the_image_starts_from_nothing_and_is_not_run_by_root(self):
        self.assertEqual("scratch", last("FROM"))
        self.assertRegex(last("USER"), r"^[1-9]\d+:[1-9]\d+$")

    def test_its_programs_need_no_shell(self):
        for name in ("ENTRYPOINT", "CMD"):
            self.assertIsInstance(json.loads(last(name)), list)
        self.assertIsInstance(json.loads(last("HEALTHCHECK").split("CMD", 1)[1]), list)

    def test_what_is_copied_is_not_held_back_by_dockerignore(self):
        kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines()
                if line.startswith("!")}
        for name in kept:
            self.assertTrue((ROOT / name).exists(), name)
        for word, rest in steps(DOCKERFILE.read_text()):
            if word == "COPY" and "--from" not in rest:
                for source in rest.split()[:-1]:
                    self.assertTrue(source == "." or source.split("/")[0] in kept, source)


@unittest.skipIf(os.geteuid() != 0, "needs root")
class Runnable(harness.Case):

    def check_root(self, image: pathlib.Path):
        """The root of an image answers under --read-only --cap-drop=ALL, and is small."""
        for name in ("proc", "dev", "sys"):  # as a container's runtime does
            (image / name).mkdir(exist_ok=True)
        program = json.loads(last("ENTRYPOINT")) + json.loads(last("CMD"))
        healthy = json.loads(last("HEALTHCHECK").split("CMD", 1)[1])
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child", "sh", "-ec", MOUNTS,
             str(image), sys.executable, str(pathlib.Path(__file__).with_name("in_container.py")),
             str(image), last("USER").split(":")[0], json.dumps(program), json.dumps(healthy)],
            capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertIn("CapBnd:\t0000000000000000", done.stdout)
        self.assertIn("msg=stopped", done.stderr)
        size = sum(path.lstat().st_size for path in image.rglob("*")
                   if path.is_file() and not path.is_symlink())
        print(f"NOTE the image has {size / 1e6:.0f} MB")
        self.assertLess(size, 60e6)
        self.assertFalse((image / "bin/sh").exists())


class RootTest(Runnable):
    """The last step of the build, on this machine."""

    def test_the_root_that_is_made_runs_without_any_right_on_a_read_only_disk(self):
        folder = self.folder / "image"
        subprocess.run([ROOT / "deploy" / "image_root.sh", harness.EXPORTER, folder], check=True)
        self.check_root(folder)


@harness.need("buildah")
@unittest.skipIf(clean_debian.missing(), clean_debian.missing())
class BuildTest(Runnable):

    def buildah(self, *words) -> str:
        store = ["--root", self.folder / "store", "--runroot", self.folder / "run",
                 "--storage-driver", "vfs"]
        done = subprocess.run(["buildah", *map(str, [*store, *words])], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(0, done.returncode, (done.stdout + done.stderr)[-2000:])
        return done.stdout.strip()

    def make_base(self):
        debian = clean_debian.make(self)
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, debian.path, "/")
        self.buildah("commit", "--quiet", "--rm", container, BASE)

    def context(self) -> pathlib.Path:
        """What is committed, with a Dockerfile that copies the binary instead of compiling it."""
        folder = self.folder / "context"
        folder.mkdir()
        archive = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], check=True,
                                 capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        dockerfile = folder / "deploy" / "Dockerfile"
        if not COMPILE:
            shutil.copy(harness.EXPORTER, folder / "deploy" / "exporter")
            ready = ("RUN mkdir -p build/release/exporter && "
                     "cp deploy/exporter build/release/exporter/reach_exporter\n")
            text, replaced = re.subn(r"(?m)^RUN cmake (?:.*\\\n)*.*\n", ready, dockerfile.read_text())
            self.assertEqual(1, replaced)
            dockerfile.write_text(text)
        return folder

    def test_buildah_builds_it_and_it_runs(self):
        self.make_base()
        folder = self.context()
        self.buildah("build", "--isolation", "chroot", "--pull-never", "--network", "host",
                     "--build-arg", f"DEBIAN={BASE}", "--build-arg", "REVISION=tested",
                     "--format", "docker", "-t", IMAGE, "-f", folder / "deploy" / "Dockerfile",
                     folder)
        config = json.loads(self.buildah("inspect", "--type", "image", IMAGE))["Docker"]["config"]
        self.assertEqual(last("USER"), config["User"])
        self.assertEqual("tested", config["Labels"]["org.opencontainers.image.revision"])
        container = self.buildah("from", "--pull-never", IMAGE)
        self.check_root(pathlib.Path(self.buildah("mount", container)))
        self.buildah("umount", container)
        compiled = "compiled it" if COMPILE else "copied a ready binary instead of compiling"
        print(f"NOTE buildah ran every step of deploy/Dockerfile and {compiled}")


harness.main()
