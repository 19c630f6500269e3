#!/usr/bin/env python3
"""clang-tidy finds nothing in the exporter's sources that lately changed; with REACH_ALL=1, in all of
them, which takes ten minutes more. A file that was clean is looked at again only when it, a header
or the settings changed. Arguments: files to look at instead."""
import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "dev"
STAMPS = BUILD / "tidy"
# Debian 12's clang-tidy is 14: it has C++20 coroutines without saying so in the macros that
# libstdc++ and asio ask.
ARGUMENTS = ["--extra-arg=-D__cpp_impl_coroutine=201902L", "--extra-arg=-DASIO_HAS_CO_AWAIT=1",
             # The build has options that only g++ knows.
             "--extra-arg=-Wno-unknown-warning-option"]


LATELY = 40  # commits


def lately_changed(sources: list[pathlib.Path]) -> list[pathlib.Path]:
    """Those that differ from what they were so many commits ago; all, where no history tells."""
    base = subprocess.run(["git", "rev-list", f"--max-count={LATELY}", "HEAD"], cwd=ROOT,
                          capture_output=True, text=True).stdout.split()
    if len(base) < LATELY:
        return sources
    changed = subprocess.run(["git", "diff", "--name-only", base[-1]], cwd=ROOT,
                             capture_output=True, text=True, check=True)
    names = set(changed.stdout.split())
    return [path for path in sources if path.relative_to(ROOT).as_posix() in names]


def digest(files) -> str:
    result = hashlib.sha256()
    for path in files:
        result.update(path.read_bytes())
    return result.hexdigest()


def findings(source: pathlib.Path, common: str) -> str:
    """What clang-tidy says of the file; empty when it is clean."""
    stamp = STAMPS / source.relative_to(ROOT).as_posix().replace("/", "-")
    mark = common + digest([source])
    if stamp.exists() and stamp.read_text() == mark:
        return ""
    run = subprocess.run(["clang-tidy", "--quiet", "-p", str(BUILD), *ARGUMENTS, str(source)],
                         cwd=ROOT, capture_output=True, text=True)
    if run.returncode == 0:
        stamp.write_text(mark)
        return ""
    return run.stdout + run.stderr


def main() -> int:
    if not shutil.which("clang-tidy"):
        print("SKIP tidy: clang-tidy is not installed")
        return 0
    sources = [pathlib.Path(name).resolve() for name in sys.argv[1:]]
    every = sorted((ROOT / "exporter").rglob("*.cc"))
    if not sources:
        sources = every if os.environ.get("REACH_ALL") == "1" else lately_changed(every)
        if len(sources) < len(every):
            print(f"SKIP tidy: {len(every) - len(sources)} files as they were {LATELY} commits ago; "
                  "--all looks at them", flush=True)
    headers = sorted((ROOT / "exporter").rglob("*.h"))
    common = digest([ROOT / ".clang-tidy", pathlib.Path(__file__), *headers])
    STAMPS.mkdir(parents=True, exist_ok=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for index, (source, text) in enumerate(
                zip(sources, pool.map(lambda source: findings(source, common), sources)), 1):
            name = source.relative_to(ROOT).as_posix()
            if text:
                failed += 1
                why = next((line for line in text.splitlines() if "error:" in line), text[:300])
                print(text)
                print(f"FAIL tidy: {why.removeprefix(str(ROOT) + '/') or name}")
            else:
                print(f"PASS tidy: {name}", flush=True)
            if index % 20 == 0:
                print(f"NOTE {index} of {len(sources)} files", flush=True)
    return 1 if failed else 0


sys.exit(main())
