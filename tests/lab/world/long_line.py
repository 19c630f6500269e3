#!/usr/bin/env python3
"""A long line: passes each frame from one link to the other, some seconds later. Prints "ready"."""
import collections
import select
import socket
import sys
import time

ETH_P_ALL = 3


def link(name: str) -> socket.socket:
    made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    made.bind((name, ETH_P_ALL))
    return made


def main():
    delay, links = float(sys.argv[1]), [link(name) for name in sys.argv[2:4]]
    other = {links[0]: links[1], links[1]: links[0]}
    waiting = collections.deque()  # (due, where to, frame)
    print("ready", flush=True)
    while True:
        timeout = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for source in select.select(links, [], [], timeout)[0]:
            frame, sender = source.recvfrom(65535)
            if sender[2] != socket.PACKET_OUTGOING:
                waiting.append((time.monotonic() + delay, other[source], frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, target, frame = waiting.popleft()
            target.send(frame)


main()
