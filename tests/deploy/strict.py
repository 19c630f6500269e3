"""Judges objects as an API server does with `fieldValidation: Strict`: no unknown field.

Kubernetes' own objects by its published schemas, those of the Prometheus Operator by its custom
resource definitions. Agones has no schema that can be had here: of a GameServer the pod is judged
as a pod, and the fields around it by the list below. Not judged: what only a cluster knows, such as
admission, quotas and whether a port is free.
"""
import functools

import cluster_tools

# Of Agones' install/helm/agones/templates/crds/_gameserverspecschema.yaml. Newer versions have more.
GAME_SERVER_FIELDS = {"template", "container", "ports", "sdkServer", "scheduling", "health",
                      "players"}
GAME_PORT_FIELDS = {"name", "portPolicy", "protocol", "container", "containerPort", "hostPort"}
GAME_PORT_POLICIES = {"Dynamic", "Static", "Passthrough"}


def complaint(thing: dict, version: str) -> str:
    """Empty when this version of Kubernetes accepts the object."""
    group = thing["apiVersion"].partition("/")[0]
    if group == "monitoring.coreos.com":
        return _custom(thing) or _metadata(thing["metadata"], version)
    if group == "agones.dev":
        return _game_server(thing, version) or _metadata(thing["metadata"], version)
    return _builtin(thing, version)


def _builtin(thing: dict, version: str) -> str:
    import kubernetes_validate
    try:
        judged_by = kubernetes_validate.validate(thing, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
    except kubernetes_validate.SchemaNotFoundError as error:
        return error.message
    return "" if judged_by == version else f"judged by {judged_by}, not by {version}"


def _metadata(metadata: dict, version: str) -> str:
    return _builtin({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}, version)


@functools.cache
def _definitions() -> dict:
    """(apiVersion, kind) -> validator, of every custom resource of the operator."""
    import jsonschema
    import yaml
    found = {}
    for path in cluster_tools.operator_schemas().glob("*.yaml"):
        spec = yaml.safe_load(path.read_text())["spec"]
        for version in spec["versions"]:
            schema = _closed(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            found[f"{spec['group']}/{version['name']}", spec["names"]["kind"]] = \
                jsonschema.Draft202012Validator(schema)
    return found


def _closed(schema):
    """The schema with "nothing else" at every object that lists its fields."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    fields = closed.get("properties")
    if isinstance(fields, dict) and closed.get("type") == "object":
        if not closed.get("x-kubernetes-preserve-unknown-fields"):
            closed.setdefault("additionalProperties", False)
    if closed.get("x-kubernetes-int-or-string") is True:
        closed.pop("type", None)
    return closed


def _custom(thing: dict) -> str:
    validator = _definitions().get((thing["apiVersion"], thing["kind"]))
    if validator is None:
        return f"no schema of {thing['apiVersion']} {thing['kind']}"
    for error in validator.iter_errors(thing):
        return f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
    return ""


def _game_server(thing: dict, version: str) -> str:
    spec = thing["spec"]
    names = {container["name"] for container in spec["template"]["spec"]["containers"]}
    if thing["kind"] != "GameServer" or set(thing) - {"apiVersion", "kind", "metadata", "spec"}:
        return "not a GameServer, or a field at its top that it does not have"
    if unknown := set(spec) - GAME_SERVER_FIELDS:
        return f"spec: unknown {sorted(unknown)}"
    if spec.get("container", next(iter(names))) not in names:
        return f"spec.container: no container {spec['container']}"
    for port in spec.get("ports", []):
        if unknown := set(port) - GAME_PORT_FIELDS:
            return f"spec.ports: unknown {sorted(unknown)}"
        if port.get("portPolicy", "Dynamic") not in GAME_PORT_POLICIES:
            return f"spec.ports: portPolicy {port['portPolicy']}"
    return _builtin({"apiVersion": "v1", "kind": "Pod", **spec["template"]}, version)
