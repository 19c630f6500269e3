"""All scenarios of the alert lab, by name."""
import line_scenarios
import server_scenarios
import watcher_scenarios

SCENARIOS = {make.__name__: make for room in (server_scenarios, line_scenarios, watcher_scenarios)
             for make in room.SCENARIOS}
