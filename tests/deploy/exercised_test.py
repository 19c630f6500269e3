#!/usr/bin/env python3
"""Every file of dashboards/ and deploy/ has a test, or is named as not runnable: exercised.txt."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

TABLE = pathlib.Path(__file__).with_name("exercised.txt")
FOLDERS = ("dashboards", "deploy")
TOO_COMMON = {"dashboards", "deploy", "README.md", "kustomization.yaml"}
NOT_HERE = "What nothing here can run"


def rows() -> list:
    """[(pattern, its suites)]; no suites where nothing can run it."""
    found = [line.split() for line in TABLE.read_text().splitlines() if line[:1] not in ("", "#")]
    return [(pattern, [] if suites == ["-"] else suites) for pattern, *suites in found]


def files() -> list:
    """The files of both folders that are in the repository, or soon will be."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS], cwd=ROOT,
        capture_output=True, text=True)
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def matching(pattern: str) -> list:
    """The files of this pattern, of those in the repository."""
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
    return [name for name in files() if name in found]


def source(suite: pathlib.Path) -> str:
    """The text of a suite, of the modules here that it imports, of the documents that it follows,
    and of what makes the package that it installs."""
    text = suite.read_text()
    for name in set(re.findall(r"(?m)^(?:import|from) (\w+)", text)):
        for folder in (suite.parent, ROOT / "tests" / "e2e", ROOT / "tests" / "lab"):
            if (folder / f"{name}.py").exists():
                text += (folder / f"{name}.py").read_text()
                break
    more = set(re.findall(r'"(deploy/\S*README\.md)"', text))
    more |= {"cmake/package.cmake"} if '"cpack"' in text else set()
    return text + "".join((ROOT / name).read_text() for name in more)


def reaches(text: str, name: str) -> bool:
    """Whether a suite with this text has a word for the file: its name, or that of its folder."""
    path = pathlib.PurePath(name)
    folder = path.parent.name
    words = {path.name, f'"{folder}"', f"{folder}/*", *path.parts[2:-1]} - TOO_COMMON
    return name in text or any(word in text for word in words)


@harness.unittest.skipIf(not files(), "not a git repository")
class ExercisedTest(harness.Case):

    def test_every_file_has_a_row_and_every_row_a_file(self):
        found = {pattern: matching(pattern) for pattern, _ in rows()}
        self.assertEqual([], [pattern for pattern, names in found.items() if not names])
        self.assertEqual([], sorted(set(files()) - set(sum(found.values(), []))))

    def test_every_suite_of_a_row_is_one_and_knows_the_files(self):
        unknown = []
        for pattern, suites in rows():
            for suite in suites:
                path = ROOT / "tests" / f"{suite}.py"
                self.assertTrue(os.access(path, os.X_OK), f"{suite} is no suite")
                text = source(path)
                unknown += [f"{suite} has no word for {name}" for name in matching(pattern)
                            if not reaches(text, name)]
        self.assertEqual("", "\n".join(unknown))

    def test_what_nothing_runs_is_named_in_the_readme_and_nothing_else_is(self):
        readme = (ROOT / "deploy" / "README.md").read_text()
        section = re.split(r"(?m)^#+ ", readme.split(f"# {NOT_HERE}\n")[1])[0]
        self.assertEqual({pattern for pattern, suites in rows() if not suites},
                         set(re.findall(r"(?m)^\| `([^`]+)` \|", section)))


harness.main()
