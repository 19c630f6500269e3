#!/usr/bin/env python3
"""The shell scripts: their form, and what they do with stand-ins for apt, cmake and exporter."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

SCRIPTS = sorted([*ROOT.glob("deploy/*.sh"), *ROOT.glob("tests/**/*.sh"), ROOT / ".ci" / "run"])
LISTS = sorted(ROOT.glob("deploy/packages-*.txt"))


class FormTest(harness.Case):

    def test_bash_can_read_every_script_and_it_is_executable(self):
        for script in SCRIPTS:
            self.assertEqual(0, subprocess.run(["bash", "-n", script]).returncode, script)
            self.assertTrue(script.stat().st_mode & stat.S_IXUSR, script)

    @harness.need("shellcheck")
    def test_shellcheck_finds_nothing(self):
        run = subprocess.run(["shellcheck", *SCRIPTS], capture_output=True, text=True)
        self.assertEqual(0, run.returncode, run.stdout)

    def test_package_lists_hold_one_package_a_line(self):
        for path in LISTS:
            for line in path.read_text().splitlines():
                self.assertRegex(line, r"^([a-z0-9][a-z0-9+.-]+)?( *#.*)?$", path)


class Scripts(harness.Case):
    """Runs copies of the scripts in a folder of their own, with stand-ins for what they call."""

    def setUp(self):
        super().setUp()
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for name in ("bash", "cat", "cut", "dirname", "env", "flock", "grep", "mkdir", "rm", "sed",
                     "sort", "tail", "tee", "tr"):
            (self.bin / name).symlink_to(shutil.which(name))
        shutil.copytree(ROOT / "deploy", self.folder / "deploy")
        (self.folder / "tests" / "suites").mkdir(parents=True)
        shutil.copy(ROOT / "tests" / "run.sh", self.folder / "tests")
        self.calls = self.write("calls", "")
        self.calls.chmod(0o666)

    def program(self, path, text: str):
        """A shell script in the folder; names without a slash are on the PATH."""
        path = self.folder / path if "/" in path else self.bin / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)

    def recorder(self, *paths):
        for path in paths:
            name = pathlib.Path(path).name
            self.program(path, f'echo "{name} $*" >>"{self.calls}"')

    def run_script(self, script: str, *arguments):
        """As an ordinary user, so that nothing can touch the machine."""
        return subprocess.run([self.folder / script, *arguments], capture_output=True, text=True,
                              env={"PATH": str(self.bin)}, cwd=self.folder,
                              user="nobody" if os.geteuid() == 0 else None)


class InstallTest(Scripts):
    LIST = "# a comment\nhere\n\nmissing  # why\nhalf\n"

    def setUp(self):
        super().setUp()
        self.write("list.txt", self.LIST)
        self.program("dpkg-query", 'case ${@: -1} in here) echo installed ;; '
                     'half) echo config-files ;; *) exit 1 ;; esac')
        self.recorder("apt-get", "apt")

    def install(self, *arguments):
        return self.run_script("deploy/install_packages.sh", *arguments)

    def test_what_is_missing_is_named_and_left_alone_with_no_install(self):
        got = self.install("--no-install", "list.txt")
        self.assertEqual(0, got.returncode)
        self.assertIn("sudo apt-get install --no-install-recommends half missing\n", got.stderr)
        self.assertEqual("", self.calls.read_text())

    def test_sudo_is_asked_for_when_we_are_not_root(self):
        self.recorder("sudo")
        got = self.install("list.txt")
        self.assertEqual(0, got.returncode, got.stderr)
        self.assertIn("needs root: half missing\n", got.stderr)
        self.assertRegex(self.calls.read_text(),
                         r"^sudo -- \S+/bash \S+/install_packages.sh list.txt\n$")

    def test_without_root_and_sudo_it_fails_and_says_what_to_run(self):
        got = self.install("list.txt")
        self.assertEqual(1, got.returncode)
        self.assertIn("apt-get install --no-install-recommends half missing\n", got.stderr)

    def test_nothing_is_said_or_run_when_all_is_there(self):
        self.write("list.txt", "here\n")
        got = self.install("list.txt")
        self.assertEqual((0, "", ""), (got.returncode, got.stdout, got.stderr))
        self.assertEqual("", self.calls.read_text())


class RunTest(Scripts):
    EXPORTER = "build/release/exporter/reach_exporter"

    def setUp(self):
        super().setUp()
        self.program("dpkg-query", "echo installed")
        self.recorder("cmake", self.EXPORTER)

    def run_exporter(self, *arguments):
        """(what was printed, the command lines of the exporter)."""
        got = self.run_script("deploy/run.sh", *arguments)
        self.assertEqual(0, got.returncode, got.stderr)
        return got.stdout, re.findall(r"^reach_exporter (.*)$", self.calls.read_text(), re.M)

    def test_it_builds_the_release_and_starts_with_the_shipped_configuration(self):
        printed, started = self.run_exporter()
        self.assertIn("cmake --preset release\ncmake --build --preset release\n",
                      self.calls.read_text())
        self.assertEqual([f"--config.file={self.folder}/config/reach.yml"], started)
        self.assertIn("http://localhost:10836/", printed)

    def test_further_arguments_are_passed_on(self):
        printed, started = self.run_exporter("--no-install", "--web.listen-address=127.0.0.1:9",
                                             "--log.level=debug")
        self.assertEqual([f"--config.file={self.folder}/config/reach.yml "
                          "--web.listen-address=127.0.0.1:9 --log.level=debug"], started)
        self.assertIn("http://127.0.0.1:9/", printed)

    def test_a_configuration_of_the_user_takes_the_place_of_the_shipped_one(self):
        self.assertEqual(["--config.file=mine.yml"], self.run_exporter("--config.file=mine.yml")[1])

    def test_a_one_shot_command_is_passed_on_as_it_is(self):
        printed, started = self.run_exporter("probe", "localhost:22")
        self.assertEqual(["probe localhost:22"], started)
        self.assertNotIn("http://", printed)

    def test_a_build_that_fails_starts_nothing_and_names_the_package_list(self):
        self.program("cmake", "exit 1")
        got = self.run_script("deploy/run.sh")
        self.assertEqual(1, got.returncode)
        self.assertIn("packages-build.txt", got.stderr)
        self.assertEqual("", self.calls.read_text())


class PackageScriptTest(Scripts):

    def setUp(self):
        super().setUp()
        (self.bin / "ls").symlink_to(shutil.which("ls"))
        self.program("dpkg-query", "echo installed")
        self.recorder("cmake", "cpack")
        (self.folder / "build" / "packages").mkdir(parents=True)

    def calls_of(self, *arguments):
        got = self.run_script("deploy/package.sh", "--no-install", *arguments)
        self.assertEqual(0, got.returncode, got.stderr)
        return self.calls.read_text()

    def test_it_builds_the_release_and_makes_both_kinds_of_it(self):
        packages = self.folder / "build" / "packages"
        cpack = "cpack --config build/release/CPackConfig.cmake -G"
        self.assertEqual(
            "cmake --preset release\n"
            "cmake --build --preset release --target reach_exporter reach_package_files\n"
            f"{cpack} DEB -B {packages}\n{cpack} TGZ -B {packages}\n", self.calls_of())

    def test_one_kind_can_be_asked_for(self):
        calls = self.calls_of("TGZ")
        self.assertIn("-G TGZ", calls)
        self.assertNotIn("-G DEB", calls)


class RunnerTest(Scripts):
    """tests/run.sh counts what the suites print, and believes no suite that says nothing."""

    def setUp(self):
        super().setUp()
        self.program("dpkg-query", "echo installed")
        self.recorder("cmake")
        self.folder.chmod(0o777)  # it makes build/

    def count(self, **suites):
        for name, text in suites.items():
            self.program(f"tests/suites/{name}.py", text)
        got = self.run_script("tests/run.sh")
        return got.returncode, got.stdout.splitlines()[-1], got.stdout

    def test_passes_and_skips_are_counted_and_the_reason_of_a_skip_is_shown(self):
        status, last, output = self.count(a="echo PASS a; echo PASS b", b="echo SKIP c: no network")
        self.assertEqual((0, "2 passed, 0 failed, 1 skipped"), (status, last))
        self.assertIn("SKIP c: no network\n", output)

    def test_one_failure_fails_the_run_although_its_suite_ends_with_0(self):
        status, last, output = self.count(a="echo PASS a; echo FAIL b: why")
        self.assertEqual((1, "1 passed, 1 failed, 0 skipped"), (status, last))
        self.assertIn("FAIL b: why\n", output)

    def test_a_suite_that_crashes_or_says_nothing_has_failed(self):
        status, last, _ = self.count(a="echo PASS a; kill -9 $$", b="true")
        self.assertEqual((1, "1 passed, 2 failed, 0 skipped"), (status, last))

    def test_a_build_that_fails_is_a_failure(self):
        self.program("cmake", "exit 1")
        self.assertEqual((1, "0 passed, 1 failed, 0 skipped"), self.count(a="echo PASS a")[:2])


harness.main()
