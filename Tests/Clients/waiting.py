"""Waiting for what a server does in its own time."""

import time


def eventually(condition, seconds=120, pause=0.1):
    """Waits until the condition gives something true, and returns it."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"nothing within {seconds} s"
        time.sleep(pause)
