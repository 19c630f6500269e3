"""What Alertmanager makes of alerts: messages. A model of its routes, groups, inhibitions, silences
and of its rule when a message is due (dispatch and notify of Alertmanager 0.25), in simulated time:
the real one cannot be told what time it is. dispatch_test.py plays the same to both."""
import datetime
import re
import typing

import yaml

import intervals
import matchers

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
DEFAULTS = {"group_wait": "30s", "group_interval": "5m", "repeat_interval": "4h"}


class Message(typing.NamedTuple):
    time: int
    receiver: str
    group: tuple      # the labels that its alerts have in common by the route
    firing: list      # alerts
    resolved: list    # their labels
    news: bool        # something fires that the message before did not have


class Silence(typing.NamedTuple):
    start: int
    end: int
    matchers: list[str]


def seconds(duration: str) -> int:
    return sum(int(count) * UNITS[unit] for count, unit in re.findall(r"(\d+)([smhd])", duration))


class Group:
    """The alerts of one route that have the same labels to group by."""

    def __init__(self, route: dict, key: tuple, due: int):
        self.route, self.key, self.due = route, key, due
        self.alerts = {}  # by their labels; None: resolved


class Dispatcher:
    """Takes what fires, evaluation by evaluation; `messages` are those that were sent."""

    def __init__(self, config: str, silences=(), begins=None):
        """`begins`: what the clock says at 0 s; only intervals that mute need it."""
        self._config = yaml.safe_load(config)
        self._silences, self._begins = silences, begins
        self._groups, self._sent, self._firing = {}, {}, {}
        self.messages = []

    def take(self, time: int, alerts: list):
        """All alerts that fire now; those that are missing have ended."""
        self.advance(time)
        now = {alert.labels: alert for alert in alerts}
        for labels in self._firing.keys() - now.keys():
            for group in self._groups.values():
                if labels in group.alerts:
                    group.alerts[labels] = None
        self._firing = now
        for alert in alerts:
            for route in self.routes(dict(alert.labels)):
                self._join(route, alert, time)

    def advance(self, time: int):
        """Sends what falls due until now: an alert that comes at the same time is too late."""
        while True:
            due = min((group.due for group in self._groups.values()), default=time + 1)
            if due > time:
                return
            for key, group in list(self._groups.items()):
                if group.due == due:
                    self._flush(group, due)
                    if not group.alerts:
                        del self._groups[key]

    def routes(self, labels: dict) -> list[dict]:
        """The routes that take an alert, each with what it inherits."""
        return self._walk({**DEFAULTS, **self._config["route"]}, labels)

    def _walk(self, route: dict, labels: dict) -> list[dict]:
        found = []
        for child in route.get("routes", []):
            if not matchers.matches(matchers.of(child), labels):
                continue
            inherited = {name: value for name, value in route.items()
                         if name in ("receiver", "group_by", *DEFAULTS)}
            found += self._walk({**inherited, "at": id(child), **child}, labels)
            if not child.get("continue"):
                break
        return found or [route]

    def _join(self, route: dict, alert, time: int):
        labels = dict(alert.labels)
        by = labels if route.get("group_by") == ["..."] else route.get("group_by", [])
        key = tuple((name, labels.get(name, "")) for name in sorted(by) if name in labels)
        place = (route.get("at"), route["receiver"], key)
        if place not in self._groups:
            self._groups[place] = Group(route, key, time + seconds(route["group_wait"]))
        self._groups[place].alerts[alert.labels] = alert

    def _flush(self, group: Group, time: int):
        group.due = time + seconds(group.route["group_interval"])
        heard = {labels: alert for labels, alert in group.alerts.items()
                 if not self._inhibited(dict(labels)) and not self._silenced(dict(labels), time)}
        if heard and not self._muted(group.route, time):
            self._notify(group, heard, time)
        group.alerts = {labels: alert for labels, alert in group.alerts.items() if alert}

    def _notify(self, group: Group, heard: dict, time: int):
        firing = {labels for labels, alert in heard.items() if alert}
        resolved = heard.keys() - firing
        place = (group.route["receiver"], group.route.get("at"), group.key)
        at, was_firing, was_resolved = self._sent.get(place, (None, set(), set()))
        news = not firing <= was_firing
        if at is None:
            due = bool(firing)
        elif not news and not firing:
            due = bool(was_firing)
        else:
            repeat = time - at > seconds(group.route["repeat_interval"])
            due = news or not resolved <= was_resolved or repeat
        if not due:
            return
        self._sent[place] = (time, firing, resolved)
        self.messages.append(Message(time, group.route["receiver"], group.key,
                                     [heard[labels] for labels in sorted(firing)],
                                     sorted(resolved), news))

    def _muted(self, route: dict, time: int) -> bool:
        named = {entry["name"]: entry["time_intervals"]
                 for key in ("time_intervals", "mute_time_intervals")
                 for entry in self._config.get(key, [])}
        return any(intervals.contains(interval, self._begins + datetime.timedelta(seconds=time))
                   for name in route.get("mute_time_intervals", []) for interval in named[name])

    def _silenced(self, labels: dict, time: int) -> bool:
        return any(silence.start <= time < silence.end and
                   matchers.matches(silence.matchers, labels) for silence in self._silences)

    def _inhibited(self, labels: dict) -> bool:
        return any(self._inhibits(rule, labels)
                   for rule in self._config.get("inhibit_rules", []))

    def _inhibits(self, rule: dict, labels: dict) -> bool:
        if not matchers.matches(rule["target_matchers"], labels):
            return False
        both = matchers.matches(rule["source_matchers"], labels)
        for alert in self._firing.values():
            source = dict(alert.labels)
            if not matchers.matches(rule["source_matchers"], source):
                continue
            if any(source.get(name, "") != labels.get(name, "") for name in rule.get("equal", [])):
                continue
            if not (both and matchers.matches(rule["target_matchers"], source)):
                return True
        return False
