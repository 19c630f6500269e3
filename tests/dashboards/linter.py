"""The rules of Grafana's dashboard-linter that apply to Prometheus dashboards, by its names, each a
function that yields what breaks it. Written anew: the tool is a Go program that is not always at
hand. Where they differ ours are stricter: all panels, and all variables that ask Prometheus."""
import re

import grafana

JOB, INSTANCE = 'job=~"$job"', 'instance=~"$instance"'
UNITS = {"short", "percentunit", "s", "bytes", "cpm", "ops", "dateTimeFromNow"}


def variables(board: dict) -> dict:
    return {one["name"]: one for one in board["templating"]["list"]}


def template_datasource_rule(board):
    found = variables(board).get("datasource", {})
    if (found.get("type"), found.get("query")) != ("datasource", "prometheus"):
        yield "no variable datasource of the type prometheus"
    if found.get("label") != "Data source":
        yield f"the label of datasource is {found.get('label')!r}"


def template_job_rule(board):
    yield from _template(board, "job", "Job")


def template_instance_rule(board):
    yield from _template(board, "instance", "Instance")


def _template(board, name, label):
    found = variables(board).get(name)
    if not found:
        yield f"no variable {name}"
        return
    wanted = {"type": "query", "label": label, "multi": True, "includeAll": True, "allValue": ".+"}
    for key, value in wanted.items():
        if found.get(key) != value:
            yield f"{key} of {name} is {found.get(key)!r}, not {value!r}"
    if found["datasource"]["uid"] not in ("$datasource", "${datasource}"):
        yield f"{name} asks {found['datasource']}"


def template_label_promql_rule(board):
    for one in variables(board).values():
        if one["type"] == "query" and not re.fullmatch(
                r"(label_names|label_values|metrics|query_result)\(.*\)", one["query"]["query"]):
            yield f"{one['name']}: {one['query']['query']}"


def template_on_time_change_reload_rule(board):
    for one in variables(board).values():
        if one["type"] == "query" and one["refresh"] != 2:
            yield one["name"]


def panel_datasource_rule(board):
    for panel in grafana.panels(board):
        for one in (panel, *panel["targets"]):
            if one["datasource"] != {"type": "prometheus", "uid": "${datasource}"}:
                yield f"{panel['title']}: {one['datasource']}"


def panel_title_description_rule(board):
    for panel in grafana.panels(board):
        if not panel["title"] or not panel["description"].endswith("."):
            yield f"{panel['id']} {panel['title']}"


def panel_units_rule(board):
    for panel in grafana.panels(board):
        defaults = panel["fieldConfig"]["defaults"]
        # A heatmap has no unit of its field: its axis has one.
        unit = (panel["options"]["yAxis"] if panel["type"] == "heatmap" else defaults).get("unit")
        if panel["type"] != "table" and not defaults.get("mappings") and unit not in UNITS:
            yield f"{panel['title']}: {unit}"


def panel_no_targets_rule(board):
    for panel in grafana.panels(board):
        if not panel["targets"]:
            yield panel["title"]


def target_rate_interval_rule(board):
    for title, expression in expressions(board):
        for window in re.findall(r"\b(?:rate|irate)\([^\[]*\[([^\]]*)\]", expression):
            if window != "$__rate_interval":
                yield f"{title}: {window}"


def target_job_rule(board):
    yield from _selects(board, JOB)


def target_instance_rule(board):
    yield from _selects(board, INSTANCE)


def _selects(board, matcher):
    for title, expression in expressions(board):
        for metric, braces in grafana.selectors(expression):
            if matcher not in braces:
                yield f"{title}: {metric}{braces}"


def target_counter_agg_rule(board):
    """A counter is of use as it grows. Outages since the start are the one exception: the first
    outage is also the first sample, which increase() does not see."""
    for title, expression in expressions(board):
        for metric in re.findall(r"(?<![\w(])\b(\w+_total)\b", expression):
            if metric != "reach_outages_total":
                yield f"{title}: {metric}"
        for before, metric in re.findall(r"(\w+)\((reach_\w+_total)\b", expression):
            if before not in ("rate", "irate", "increase") and metric != "reach_outages_total":
                yield f"{title}: {before}({metric})"


def uneditable_dashboard(board):
    if board["editable"] is not False:
        yield "it is editable"


def expressions(board):
    """(where, expression) of every query and annotation."""
    for panel, target in grafana.queries(board):
        yield panel["title"], target["expr"]
    for one in grafana.annotations(board):
        yield one["name"], one["expr"]


RULES = (template_datasource_rule, template_job_rule, template_instance_rule,
         template_label_promql_rule, template_on_time_change_reload_rule, panel_datasource_rule,
         panel_title_description_rule, panel_units_rule, panel_no_targets_rule,
         target_rate_interval_rule, target_job_rule, target_instance_rule,
         target_counter_agg_rule, uneditable_dashboard)
