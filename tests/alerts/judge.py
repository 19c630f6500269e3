"""Whether the messages of a replay are those that its scenario is worth."""
import dataclasses
import re

from dispatch import Message
from scenario import Incident, Scenario, since

PAGER = "pager"
CAUSE = r"\bCause(?: now)?: (\w+)"

@dataclasses.dataclass
class Verdict:
    pages: list[Message]
    false: list[Message]      # that no incident stands behind
    extra: list[Message]      # of an incident that had its page
    missed: list[Incident]
    silent: list[str]         # what pages do not say

    @property
    def good(self) -> bool:
        return not (self.false or self.extra or self.missed or self.silent)

    def words(self) -> str:
        parts = [f"{len(self.pages)} page{'s' * (len(self.pages) != 1)}"]
        for count, what in ((len(self.false), "false"), (len(self.extra), "too many"),
                            (len(self.missed), "missed"), (len(self.silent), "without its text")):
            if count:
                parts.append(f"{count} {what}")
        return ", ".join(parts)


def text(message: Message) -> str:
    return "\n".join(" ".join(alert.annotations.values()) for alert in message.firing)


def judge(scenario: Scenario, messages: list[Message], texts=True) -> Verdict:
    """`texts`: also what the pages say."""
    pages = [message for message in messages if message.receiver == PAGER and message.news]
    left, verdict = list(pages), Verdict(pages, [], [], [], [])
    for incident in scenario.incidents:
        its = [page for page in left if incident.start <= page.time <= incident.end]
        left = [page for page in left if page not in its]
        if not its:
            verdict.missed.append(incident)
            continue
        verdict.extra += its[1:]
        if texts:
            verdict.silent += missing(incident, text(its[0]))
    verdict.false = left
    return verdict


def missing(incident: Incident, said: str) -> list[str]:
    """What a page should say of its incident and does not."""
    absent = [word for word in incident.says if word not in said]
    causes = sorted(set(re.findall(CAUSE, said)))
    if incident.cause and incident.cause not in causes:
        absent.append(f"cause {incident.cause} (it says {causes})")
    times = since(said)
    late = [time - incident.start for time in times]
    if incident.since and not any(0 <= seconds <= incident.since for seconds in late):
        absent.append(f"since {incident.start} s (it says {times})")
    return absent
