"""Time intervals of Alertmanager, as far as its configuration here uses them: times, weekdays, days
of the month, and a location."""
import datetime
import zoneinfo

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
KNOWN = {"times", "weekdays", "days_of_month", "location"}


def contains(interval: dict, moment: datetime.datetime) -> bool:
    unknown = interval.keys() - KNOWN
    if unknown:
        raise AssertionError(f"not replayed: {sorted(unknown)}")
    moment = moment.astimezone(zoneinfo.ZoneInfo(interval.get("location", "UTC")))
    return (_any(interval, "times", lambda part: _in_times(part, moment)) and
            _any(interval, "weekdays", lambda part: _in_weekdays(part, moment)) and
            _any(interval, "days_of_month", lambda part: _in_days(part, moment)))


def _any(interval: dict, name: str, holds) -> bool:
    """What is not said does not limit."""
    return name not in interval or any(holds(part) for part in interval[name])


def _in_times(part: dict, moment: datetime.datetime) -> bool:
    return part["start_time"] <= moment.strftime("%H:%M") < part["end_time"]


def _in_weekdays(part: str, moment: datetime.datetime) -> bool:
    first, _, last = part.lower().partition(":")
    return WEEKDAYS.index(first) <= moment.weekday() <= WEEKDAYS.index(last or first)


def _in_days(part: str, moment: datetime.datetime) -> bool:
    first, _, last = part.partition(":")
    return int(first) <= moment.day <= int(last or first)
