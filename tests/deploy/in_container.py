#!/usr/bin/env python3
"""Runs a program in a folder as a container under `--read-only --cap-drop=ALL` runs it, until a
second program says that it is healthy; then ends it.

usage: in_container.py ROOT UID PROGRAM-AS-JSON HEALTHY-AS-JSON
Needs root, and namespaces of its own around it; prints the exit status of the program.
"""
import ctypes
import json
import os
import signal
import subprocess
import sys
import time

PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, LAST_CAPABILITY = 24, 38, 40


def without_rights(root: str, user: int):
    libc = ctypes.CDLL(None, use_errno=True)

    def enter():
        os.chroot(root)
        os.chdir("/")
        for capability in range(LAST_CAPABILITY + 1):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return enter


def main() -> int:
    root, user = sys.argv[1], int(sys.argv[2])
    program, healthy = json.loads(sys.argv[3]), json.loads(sys.argv[4])
    enter = without_rights(root, user)
    running = subprocess.Popen(program, preexec_fn=enter, env={})
    deadline = time.monotonic() + 60
    while subprocess.run(healthy, preexec_fn=enter, env={}, stdout=subprocess.DEVNULL).returncode:
        if running.poll() is not None or time.monotonic() > deadline:
            print(f"never healthy, status {running.poll()}")
            return 1
        time.sleep(0.1)
    print(open(f"{root}/proc/{running.pid}/status").read())
    running.send_signal(signal.SIGTERM)
    return running.wait(60)


sys.exit(main())
