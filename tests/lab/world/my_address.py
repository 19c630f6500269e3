#!/usr/bin/env python3
"""What is my address: over HTTP, and over DNS to a server that answers with who asks. Prints
"ready". With --lie it answers that address to everybody, as a proxy makes it; with --fail DNS
answers that the server failed."""
import argparse
import pathlib
import socket
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from world import dns


def answer_http(server: socket.socket, lie: str, page: str):
    while True:
        client, sender = server.accept()
        with client:
            client.settimeout(2)
            try:
                client.recv(4096)
                body = (page or lie or plain(sender[0])) + "\n"
                kind = "text/html" if page else "text/plain"
                client.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n"
                               f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
            except OSError:
                pass


def answer_dns(server: socket.socket, lie: str, fail: bool):
    while True:
        query, sender = server.recvfrom(2048)
        reply = dns.failure(query) if fail else dns.answer(query, lie or plain(sender[0]))
        server.sendto(reply, sender)


def plain(address: str) -> str:
    return address.removeprefix("::ffff:")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--http", nargs="*", default=[], help="addresses")
    parser.add_argument("--dns", default="")
    parser.add_argument("--lie", default="")
    parser.add_argument("--page", default="", help="an HTML page instead of the address")
    parser.add_argument("--fail", action="store_true")
    settings = parser.parse_args()
    threads = []
    for address in settings.http:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        server = socket.create_server((address, 80), family=family)
        threads.append(threading.Thread(target=answer_http,
                                        args=(server, settings.lie, settings.page)))
    if settings.dns:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind((settings.dns, 53))
        threads.append(threading.Thread(target=answer_dns,
                                        args=(server, settings.lie, settings.fail)))
    for thread in threads:
        thread.start()
    print("ready", flush=True)


main()
