"""Packages of the build under test."""
import pathlib
import subprocess

import harness

BUILD = pathlib.Path(harness.EXPORTER).resolve().parents[1]
PROGRAMS = ["cmake", "cpack", "dpkg-deb", "dpkg-shlibdeps", "file"]


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise AssertionError(f"{command[0]}: {(done.stdout + done.stderr).strip()[-800:]}")
    return done.stdout


def pack(folder: pathlib.Path, kind: str) -> pathlib.Path:
    """A package of this kind ("DEB", "TGZ") in the folder."""
    run("cmake", "--build", BUILD, "--target", "reach_package_files")
    run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", kind, "-B", folder, cwd=folder)
    return next(folder.glob({"DEB": "*.deb", "TGZ": "*.tar.gz"}[kind]))
