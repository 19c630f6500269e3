"""Rendered objects of Kubernetes, and in them the pods with an exporter and its files."""
import dataclasses
import pathlib
import re

CONFIG_FOLDER, STATE_FOLDER = "/etc/reach_exporter", "/var/lib/reach_exporter"


def read(text: str) -> list:
    """The objects of a stream of YAML documents."""
    import yaml
    return [thing for thing in yaml.safe_load_all(text) if thing]


def of_kind(things: list, *kinds) -> list:
    return [thing for thing in things if thing["kind"] in kinds]


def name_of(thing: dict) -> str:
    return f"{thing['kind']} {thing['metadata']['name']}"


def pod_of(thing: dict) -> dict:
    """The pod template of a workload, {} for anything else."""
    if thing["kind"] == "Pod":
        return thing
    return thing.get("spec", {}).get("template", {}) if thing["kind"] in (
        "Deployment", "StatefulSet", "DaemonSet", "GameServer") else {}


def matches(selector: dict, labels: dict) -> bool:
    return selector["matchLabels"].items() <= labels.items()


def snake(rule: dict) -> dict:
    """A relabeling of the operator as Prometheus writes it."""
    return {re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", key): value
            for key, value in rule.items()}


@dataclasses.dataclass
class Exporter:
    """A container with the exporter, and where it was found."""
    pod: dict
    container: dict
    things: list
    claims: list  # templates of volumes, of a StatefulSet

    def volume(self, folder: str) -> dict:
        """The volume that is mounted as this folder."""
        mounts = [mount for mount in self.container["volumeMounts"] if mount["mountPath"] == folder]
        (mount,) = mounts
        if "subPath" in mount:
            raise AssertionError(f"{folder} is mounted by subPath: it would never be updated")
        claims = [{"name": claim["metadata"]["name"], **claim} for claim in self.claims]
        (volume,) = [v for v in self.pod["spec"]["volumes"] + claims if v["name"] == mount["name"]]
        return volume

    def files(self) -> dict:
        """Name -> text of the files in its configuration folder."""
        volume = self.volume(CONFIG_FOLDER)
        kind, key = ("ConfigMap", "name") if "configMap" in volume else ("Secret", "secretName")
        wanted = volume[kind[0].lower() + kind[1:]][key]
        (source,) = [thing for thing in of_kind(self.things, kind)
                     if thing["metadata"]["name"] == wanted]
        return source.get("data") or source["stringData"]

    def environment(self) -> dict:
        """Its variables, with a made-up value for what only a cluster knows."""
        return {entry["name"]: entry.get("value", "made-up-0")
                for entry in self.container.get("env", [])}

    def arguments(self, config: pathlib.Path, state: pathlib.Path) -> list:
        """Its command line, with these folders in place of those of the container."""
        def expanded(argument: str) -> str:
            for name, value in self.environment().items():
                argument = argument.replace(f"$({name})", value)
            return argument.replace(CONFIG_FOLDER, str(config)).replace(STATE_FOLDER, str(state))
        return [expanded(argument) for argument in self.container["args"]]


def exporters(things: list) -> list:
    found = []
    for thing in things:
        pod = pod_of(thing)
        spec = pod.get("spec", {})
        for container in spec.get("initContainers", []) + spec.get("containers", []):
            if "reach_exporter" in container["image"]:
                claims = thing["spec"].get("volumeClaimTemplates", [])
                found.append(Exporter(pod, container, things, claims))
    return found
