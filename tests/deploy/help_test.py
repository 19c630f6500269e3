#!/usr/bin/env python3
"""The man page and the completion say what --help says."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

DEB = ROOT / "deploy" / "deb"
OPTION = re.compile(r"^ +(?:-\w,)?(--[a-z][a-z.-]*)", re.M)


def help_text(*command) -> str:
    return subprocess.run([harness.EXPORTER, *command, "--help"], capture_output=True, text=True,
                          check=True).stdout


def commands():
    return re.findall(r"^  ([a-z]+) ", help_text().split("Subcommands:")[1], re.M)


class ManPageTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.page = subprocess.run([DEB / "man_page.py", harness.EXPORTER, "1.2.3"],
                                   capture_output=True, text=True, check=True).stdout

    def test_every_command_and_option_is_in_it(self):
        plain = self.page.replace("\\-", "-")
        for command in [[], *([name] for name in commands())]:
            if command:
                self.assertIn(f".SS {command[0]}", plain)
            for option in OPTION.findall(help_text(*command)):
                self.assertIn(option, plain, command)

    def test_no_text_of_the_help_is_lost(self):
        words = re.sub(r"\s+", " ", self.page.replace("\\-", "-").replace("\\e", "\\"))
        for command in [[], *([name] for name in commands())]:
            for line in help_text(*command).splitlines():
                text = line.strip() if line.startswith(" " * 20) else ""
                self.assertIn(re.sub(r"\s+", " ", text), words)

    @harness.need("man")
    def test_man_shows_it_without_a_warning(self):
        path = self.write("reach_exporter.1", self.page)
        run = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path],
                             capture_output=True, text=True, env={"LC_ALL": "C.UTF-8",
                                                                  "PATH": "/usr/bin:/bin"})
        self.assertEqual((0, ""), (run.returncode, run.stderr))


class CompletionTest(harness.Case):

    def complete(self, line: str):
        """What bash offers at the end of the line."""
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "reach_exporter"
        if not program.exists():
            program.symlink_to(harness.EXPORTER)
        # As readline splits words with its default breaks, where "=" is a word of its own.
        script = f'''
            source "$1"; COMP_LINE=$2 COMP_POINT=${{#2}}
            read -ra COMP_WORDS <<<"${{2//=/ = }}"
            [[ $2 == *" " || $2 == *= ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
            _reach_exporter; printf '%s\\n' "${{COMPREPLY[@]}}"'''
        run = subprocess.run(["bash", "-c", script, "bash", DEB / "completion.bash", line],
                             capture_output=True, text=True, cwd=self.folder,
                             env={"PATH": f"{folder}:/usr/bin:/bin"})
        self.assertEqual("", run.stderr)
        return set(run.stdout.split())

    def test_it_offers_every_option_and_command(self):
        self.assertEqual(set(OPTION.findall(help_text())),
                         self.complete("reach_exporter --"))
        self.assertLessEqual(set(commands()), self.complete("reach_exporter "))

    def test_a_command_has_its_own_options(self):
        self.assertLessEqual(set(OPTION.findall(help_text("probe"))),
                             self.complete("reach_exporter probe --"))

    def test_an_option_with_a_closed_set_of_words_offers_these(self):
        self.assertEqual({"debug", "info", "warn", "error"},
                         self.complete("reach_exporter --log.level="))
        self.assertEqual({"json"}, self.complete("reach_exporter --log.format=j"))
        self.assertEqual({"tcp", "udp", "icmp"}, self.complete("reach_exporter probe --transport "))

    def test_a_file_is_offered_where_one_is_wanted(self):
        self.write("mine.yml", "")
        self.assertEqual({"mine.yml"}, self.complete("reach_exporter --config.file=mi"))

    @harness.need("shellcheck")
    def test_shellcheck_finds_nothing(self):
        for path in (DEB / "completion.bash", DEB / "postinst", DEB / "prerm", DEB / "postrm"):
            words = ["-s", "bash"] if path.suffix else []
            run = subprocess.run(["shellcheck", *words, path], capture_output=True, text=True)
            self.assertEqual(0, run.returncode, run.stdout)


harness.main()
