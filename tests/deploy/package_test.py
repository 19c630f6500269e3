#!/usr/bin/env python3
"""The .deb: what is in it, and its life in a clean Debian: installed, started, upgraded, removed."""
import gzip
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import clean_debian  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)
import packed  # noqa: E402
from packed import pack, run  # noqa: E402

EXPECTED = {
    "/etc/default/reach_exporter", "/etc/reach_exporter/reach.yml", "/usr/bin/reach_exporter",
    "/lib/systemd/system/reach_exporter.service", "/lib/systemd/system/reach_exporter@.service",
    "/lib/systemd/system/reach_exporter-shard@.service",
    "/usr/share/bash-completion/completions/reach_exporter",
    "/usr/share/man/man1/reach_exporter.1.gz", "/usr/share/doc/reach-exporter/copyright",
    "/usr/share/doc/reach-exporter/changelog.Debian.gz",
    "/usr/share/reach_exporter/config/reach.yml", "/usr/share/reach_exporter/systemd/ping.conf",
    "/usr/share/reach_exporter/dashboards/alerts/reach_ports.yml",
}
CONFIG = "/etc/reach_exporter/reach.yml"
WANTED = "etc/systemd/system/multi-user.target.wants/reach_exporter.service"


def next_version(deb: pathlib.Path) -> pathlib.Path:
    """The same package, as the next version of it."""
    tree = deb.parent / "tree"
    run("dpkg-deb", "-R", deb, tree)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"^(Version: .*)$", r"\1+next", control.read_text(), flags=re.M))
    run("dpkg-deb", "--root-owner-group", "-b", tree, deb.parent / "next.deb")
    return deb.parent / "next.deb"


@harness.need(*packed.PROGRAMS)
class Packed(harness.Case):
    """Cases on one package, which is made once."""

    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="reach-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.made)
        cls.deb = pack(cls.made, "DEB")


class ContentTest(Packed):

    def test_lintian_finds_no_error(self):
        if not shutil.which("lintian"):
            self.skipTest("not installed: lintian")
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", "--tag-display-limit",
                               "0", self.deb], capture_output=True, text=True)
        print(done.stdout)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_it_has_every_file_and_nothing_for_developers(self):
        files = {line.split()[-1][1:] for line in run("dpkg-deb", "-c", self.deb).splitlines()
                 if not line.startswith("d")}
        self.assertEqual(set(), EXPECTED - files)
        self.assertEqual([], [name for name in files
                              if not name.startswith(("/etc/", "/usr/", "/lib/systemd/"))])

    def test_what_an_administrator_edits_is_a_conffile(self):
        conffiles = run("dpkg-deb", "-I", self.deb, "conffiles").split()
        self.assertEqual(sorted(name for name in EXPECTED if name.startswith("/etc/")),
                         sorted(conffiles))

    def test_it_depends_on_the_libraries_that_the_program_needs(self):
        depends = run("dpkg-deb", "-f", self.deb, "Depends")
        for library in ("libc6", "libcurl4", "libssl3", "libc-ares2", "init-system-helpers"):
            self.assertIn(library, depends)

    def test_its_man_page_is_of_this_program(self):
        tree = self.folder / "tree"
        run("dpkg-deb", "-x", self.deb, tree)
        page = gzip.decompress((tree / "usr/share/man/man1/reach_exporter.1.gz").read_bytes())
        self.assertIn(b"\\-\\-config.file", page)

    def test_the_tarball_has_the_program_and_nothing_outside_its_folder(self):
        names = run("tar", "-tzf", pack(self.folder, "TGZ")).splitlines()
        self.assertEqual(1, len({name.split("/")[0] for name in names}))
        ends = {name.split("/", 1)[1] for name in names}
        self.assertTrue({"bin/reach_exporter", "share/reach_exporter/config/reach.yml"} <= ends)


@unittest.skipIf(clean_debian.missing(), clean_debian.missing())
class LifeTest(Packed):

    def setUp(self):
        super().setUp()
        self.debian = clean_debian.make(self)
        self.next = self.made / "next.deb"
        if not self.next.exists():
            next_version(self.deb)

    def apt(self, *arguments):
        done = self.debian.run("apt-get", "-y", "-q", "--no-install-recommends", *arguments,
                               network=True)
        self.assertEqual(0, done.returncode, (done.stdout + done.stderr)[-1500:])

    def install(self, deb: pathlib.Path):
        shutil.copy(deb, self.debian.path / "tmp" / deb.name)
        self.apt("-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
                 "install", f"/tmp/{deb.name}")

    def file(self, name: str) -> pathlib.Path:
        return self.debian.path / name.lstrip("/")

    def service_line(self) -> str:
        """What systemd would start: the line of the installed unit, by the shell."""
        unit = self.file("/lib/systemd/system/reach_exporter.service").read_text()
        line = re.search(r"^ExecStart=(.*)$", unit, re.M)[1]
        return f". /etc/default/reach_exporter; STATE_DIRECTORY=/tmp/state; exec {line}"

    def starts_and_answers(self):
        """As the service does, without a right, in a network of its own."""
        user = "setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all"
        script = (f"install -d -o 65534 /tmp/state; {user} sh -c '{self.service_line()}' & "
                  "exporter=$!; tries=0; "
                  "until reach_exporter probe 127.0.0.1:10836 >/dev/null; do "
                  "tries=$((tries + 1)); [ $tries -lt 600 ] || exit 9; "
                  "kill -0 $exporter || exit 8; sleep 0.1; done; "
                  "kill $exporter; wait $exporter")
        done = self.debian.run("sh", "-c", script)
        self.assertEqual(0, done.returncode, done.stderr[-1500:])
        self.assertIn("msg=stopped", done.stderr)

    def test_it_is_installed_started_upgraded_removed_and_purged(self):
        self.apt("update")
        self.install(self.deb)
        self.assertTrue(self.file(WANTED).is_symlink(), "not enabled")
        self.starts_and_answers()

        edited = self.file(CONFIG).read_text() + "# mine\n"
        self.file(CONFIG).write_text(edited)
        self.install(self.next)
        version = self.debian.run("dpkg-query", "-Wf", "${Version}", "reach-exporter").stdout
        self.assertTrue(version.endswith("+next"), version)
        self.assertEqual(edited, self.file(CONFIG).read_text())
        self.starts_and_answers()

        self.apt("remove", "reach-exporter")
        self.assertFalse(self.file("/usr/bin/reach_exporter").exists())
        self.assertEqual(edited, self.file(CONFIG).read_text())

        self.file("/var/lib/private/reach_exporter").mkdir(parents=True)
        self.apt("purge", "reach-exporter")
        for name in (CONFIG, "/etc/default/reach_exporter", "/var/lib/private/reach_exporter"):
            self.assertFalse(self.file(name).exists(), name)
        self.assertFalse(self.file(WANTED).is_symlink())

    def test_an_administrator_who_disabled_it_is_obeyed(self):
        self.apt("update")
        self.install(self.deb)
        self.file(WANTED).unlink()
        self.install(self.next)
        self.assertFalse(self.file(WANTED).is_symlink())


harness.main()
