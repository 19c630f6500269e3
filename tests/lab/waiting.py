"""Waits for conditions."""
import time

LONGEST = 30.0


def until(condition, what: str):
    """What `condition` returns once it is true; TimeoutError after LONGEST seconds."""
    end = time.monotonic() + LONGEST
    while not (result := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {LONGEST:.0f} s for {what}")
        time.sleep(0.02)
    return result
