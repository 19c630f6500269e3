"""What judges the files for Kubernetes: helm, kustomize, promtool, and the schemas themselves.

Nothing of this is a Debian package, so it is fetched once into build/tools: helm and controller-gen
by go from the module proxy, the schemas of Kubernetes by pip. The schemas of the Prometheus
Operator are made, as its authors make them, from its Go types. What cannot be had is a skip.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import harness

TOOLS = harness.ROOT / "build" / "tools"
HELM = "helm.sh/helm/v3/cmd/helm@v3.22.0"
CONTROLLER_GEN = "sigs.k8s.io/controller-tools/cmd/controller-gen@v0.19.0"
OPERATOR = "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
OPERATOR_VERSION = "v0.86.0"
SCHEMAS = "kubernetes-validate==1.37.0"
# The oldest that has native sidecars without a feature gate, and the newest that SCHEMAS knows.
VERSIONS = ("1.29", "1.37")
_failures = {}  # what -> why it could not be had


def run(*command, **options):
    """(status, what it printed on both streams)."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, **options)
    return done.returncode, done.stdout


def _fetch(what: str, *command, **options):
    """Runs one step of an installation; a failure skips this case and all that need the same."""
    if what in _failures:
        raise unittest.SkipTest(_failures[what])
    if not shutil.which(command[0]):
        _failures[what] = f"{what}: not here, and there is no {command[0]} to get it with"
    else:
        status, output = run(*command, **options)
        if status == 0:
            return
        last = output.strip().splitlines()[-1:] or [""]
        _failures[what] = f"{what} cannot be had: {last[0][:200]}"
    raise unittest.SkipTest(_failures[what])


def _go_program(name: str, package: str) -> pathlib.Path:
    path = TOOLS / "bin" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        print(f"NOTE builds {package}, which takes some minutes the first time", flush=True)
        _fetch(name, "go", "install", package, env={**os.environ, "GOBIN": str(path.parent)})
    return path


def helm() -> pathlib.Path:
    return pathlib.Path(shutil.which("helm") or _go_program("helm", HELM))


def kustomize(folder: pathlib.Path) -> str:
    """What `kubectl apply -k` would send. kubectl holds kustomize and needs no cluster for this."""
    if not shutil.which("kubectl"):
        raise unittest.SkipTest("kubectl, which holds kustomize, is not installed")
    status, output = run("kubectl", "kustomize", folder)
    if status != 0:
        raise AssertionError(f"kubectl kustomize {folder}: {output}")
    return output


def load_schemas():
    """Makes yaml, jsonschema and kubernetes_validate importable."""
    folder = TOOLS / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if not (folder / "kubernetes_validate").exists():
        _fetch("kubernetes-validate", sys.executable, "-m", "pip", "install", "--quiet",
               "--disable-pip-version-check", "--target", folder, SCHEMAS)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def operator_schemas() -> pathlib.Path:
    """A folder with the custom resource definitions of the Prometheus Operator."""
    folder = TOOLS / f"operator-{OPERATOR_VERSION}"
    if not folder.exists():
        generator = _go_program("controller-gen", CONTROLLER_GEN)
        module, made = TOOLS / "operator-module", TOOLS / "operator-made"
        for old in (module, made):
            shutil.rmtree(old, ignore_errors=True)
        module.mkdir()
        what = "the operator's types"
        _fetch(what, "go", "mod", "init", "operator", cwd=module)
        _fetch(what, "go", "get", f"{OPERATOR}@{OPERATOR_VERSION}", cwd=module)
        _fetch(what, generator, "crd", f"paths={OPERATOR}", f"output:crd:dir={made}", cwd=module)
        made.rename(folder)
    return folder


def promtool_complaint(groups: list, file: pathlib.Path) -> str:
    """Empty when promtool accepts each of these rule groups."""
    import yaml
    for group in groups:
        file.write_text(yaml.safe_dump({"groups": [group]}))
        status, output = run("promtool", "check", "rules", "--lint-fatal", file)
        if status != 0:
            return output
    return ""
