#!/usr/bin/env python3
"""Writes what Kubernetes needs a copy of: the alert rules and dashboards of dashboards/.

usage: deploy/kubernetes/generate.py [--check]
  --check  write nothing; name what is out of date, and fail if anything is

A PrometheusRule is made of each dashboards/alerts/*.yml and a ConfigMap of each
dashboards/grafana/*.json, for kustomize; the chart gets copies, because helm reads only its own
folder. Run it after each change in dashboards/; tests/deploy/kubernetes_test.py fails otherwise.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTE = "# Made by deploy/kubernetes/generate.py from {source}: change it there.\n"
COMPONENTS = pathlib.Path("deploy/kubernetes/components")
CHART_FILES = pathlib.Path("deploy/helm/reach-exporter/files")
RULES, DASHBOARDS = COMPONENTS / "rules", COMPONENTS / "dashboards"


def object_name(path: pathlib.Path) -> str:
    """reach_lean.yml -> reach-lean: a name that Kubernetes allows."""
    return path.stem.lower().replace("_", "-")


def prometheus_rule(path: pathlib.Path, source: str) -> str:
    """The rule file word for word, under `spec:`; literal blocks may be indented as a whole."""
    name = object_name(path)
    name = name if name.startswith("reach") else f"reach-{name}"
    head = ("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n"
            f"metadata:\n  name: {name}\nspec:\n")
    lines = path.read_text().splitlines()
    return NOTE.format(source=source) + head + "".join(
        f"  {line}\n" if line.strip() else "\n" for line in lines)


def rules_component(names) -> str:
    return (NOTE.format(source="dashboards/alerts") +
            "# The rules for the Prometheus Operator: once for each Prometheus, not each server.\n"
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n\nresources:\n" +
            "".join(f"- {name}.yaml\n" for name in names))


def dashboards_component(names) -> str:
    """One ConfigMap for each dashboard: together they may exceed the 1 MiB of one."""
    maps = "".join(
        f"- name: reach-dashboard-{object_name(pathlib.Path(name))}\n  files: [{name}]\n"
        "  options:\n    disableNameSuffixHash: true\n    labels: {grafana_dashboard: \"1\"}\n"
        for name in names)
    return (NOTE.format(source="dashboards/grafana") +
            "# ConfigMaps as the sidecar of Grafana's chart looks for them.\n"
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n\n"
            f"configMapGenerator:\n{maps}")


def generated(root: pathlib.Path) -> dict:
    """Path below the root -> text, of every file that this script writes."""
    files = {}
    rules = sorted((root / "dashboards/alerts").glob("*.yml"))
    for path in rules:
        source = path.relative_to(root).as_posix()
        files[RULES / f"{object_name(path)}.yaml"] = prometheus_rule(path, source)
        files[CHART_FILES / "alerts" / path.name] = path.read_text()
    files[RULES / "kustomization.yaml"] = rules_component([object_name(path) for path in rules])
    boards = sorted((root / "dashboards/grafana").glob("*.json"))
    for path in boards:
        for folder in (DASHBOARDS, CHART_FILES / "dashboards"):
            files[folder / path.name] = path.read_text()
    if boards:
        files[DASHBOARDS / "kustomization.yaml"] = dashboards_component(
            [path.name for path in boards])
    return files


def present(root: pathlib.Path) -> set:
    """What earlier runs wrote."""
    folders = (RULES, DASHBOARDS, CHART_FILES / "alerts", CHART_FILES / "dashboards")
    return {path.relative_to(root) for folder in folders
            for path in (root / folder).glob("*") if path.is_file()}


def stale(root: pathlib.Path) -> list:
    """The files that are missing, differ, or have no source any more; sorted."""
    wanted = generated(root)
    return sorted((present(root) - wanted.keys()) | {
        path for path, text in wanted.items()
        if not (root / path).is_file() or (root / path).read_text() != text})


def write(root: pathlib.Path):
    wanted = generated(root)
    for path in present(root) - wanted.keys():
        (root / path).unlink()
    for path, text in wanted.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def main():
    arguments = sys.argv[1:]
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    outdated = stale(ROOT)
    for path in outdated:
        print(path)
    if arguments:
        sys.exit(1 if outdated else 0)
    write(ROOT)


if __name__ == "__main__":
    main()
