"""From nothing to a page: the commands of the documents, hurried, and the channel that is paged."""
import http.server
import json
import pathlib
import re
import sys
import threading

import yaml

import harness

# What a reader of the documents puts his own address in place of.
PLACEHOLDER = "https://discord.com/api/webhooks/ID/TOKEN"
# What waits in the shipped files so that people have peace waits for a second here. Nothing else of
# them is changed.
WAITS = "scrape_interval|evaluation_interval|group_wait|group_interval|keep_firing_for"
RUST_SERVER = pathlib.Path(__file__).resolve().parents[1] / "e2e" / "rust_server.py"


def walk(document: str, heading: str) -> str:
    """All that stands between ``` and ``` under a heading of a document, up to the next heading."""
    lines = (harness.ROOT / document).read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if re.fullmatch(f"#+ {re.escape(heading)}", line))
    found, fenced = [], False
    for line in lines[start + 1:]:
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            found.append(line)
        elif re.match("#+ ", line):
            break
    return "\n".join(found) + "\n"


def answered(commands: str, webhook: str) -> str:
    """The commands as somebody types them who has this webhook, and the server on this machine."""
    return commands.replace(PLACEHOLDER, webhook).replace("myserver.example.org", harness.LOOPBACK)


def hurry(*paths: pathlib.Path):
    changes = 0
    for path in paths:
        text, found = re.subn(rf"\b({WAITS}):( *)\d+[smh]\b", r"\1:\g<2>1s", path.read_text())
        changes += found
        path.write_text(text)
    if not changes:
        raise AssertionError(f"nothing waits in {paths}")


def change(path: pathlib.Path, how):
    """Changes a configuration of the exporter by a function that changes its values."""
    config = yaml.safe_load(path.read_text())
    how(config)
    path.write_text(yaml.safe_dump(config))


def probe_each_second(path: pathlib.Path):
    """Lets the exporter know and page within seconds, by its own settings."""
    def hurried(config):
        config["global"].update(interval="1s", timeout="900ms", page_after="1s")
        for target in config["targets"]:
            target.pop("page_after", None)
    change(path, hurried)


def start_game(case: harness.Case, *prefix) -> harness.Process:
    """A Rust server on its own ports, by a command that enters its network."""
    game = case.start("game", [*prefix, sys.executable, RUST_SERVER, "--game", 28015, "--query", 28017,
                               "--rcon", 28016])
    harness.wait_for(lambda: "ready" in game.output(), "the game is there")
    return game


def discord_complaint(message: dict) -> str:
    """Why Discord would refuse this body of a webhook; empty when it would take it."""
    embeds = message.get("embeds") or []
    if not message.get("content") and not embeds:
        return "an empty message"
    if len(message.get("content", "")) > 2000 or len(embeds) > 10:
        return "too much in one message"
    for embed in embeds:
        if not embed.get("title") or len(embed["title"]) > 256:
            return "no title, or one that is too long"
        if not embed.get("description") or len(embed["description"]) > 4096:
            return "no description, or one that is too long"
        if not 0 <= embed.get("color", 0) <= 0xFFFFFF:
            return "no color"
    return ""


class DiscordChannel:
    """Takes what Discord's webhooks take, on loopback of the network that the caller is in."""

    def __init__(self, case: harness.Case):
        self._messages, self._complaints, self._lock = [], [], threading.Lock()
        channel = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(400 if channel.take(message) else 204)  # no content
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer((harness.LOOPBACK, 0), Handler)
        self.url = f"http://{harness.LOOPBACK}:{server.server_address[1]}/api/webhooks/1/token"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        case.addCleanup(lambda: (server.shutdown(), server.server_close()))

    def take(self, message: dict) -> str:
        complaint = discord_complaint(message)
        with self._lock:
            if complaint:
                self._complaints.append((complaint, message))
            else:
                self._messages += [f"{embed['title']}\n{embed['description']}"
                                   for embed in message["embeds"]]
        return complaint

    def wait_for_page(self, *words: str) -> str:
        """The first message, title and text, in which all of these are."""
        def found():
            with self._lock:
                if self._complaints:
                    raise AssertionError(f"Discord would refuse: {self._complaints[0]}")
                return next((text for text in self._messages
                             if all(word in text for word in words)), None)
        try:
            return harness.wait_for(found, f"a page with {words}")
        except AssertionError as late:
            raise AssertionError(f"{late}; there were {self._messages}") from None


def assert_pages(case: harness.Case, channel: DiscordChannel, config: pathlib.Path,
                 game: harness.Process, server: str, *prefix) -> str:
    """The port on which nobody listens has paged, and is over when its target is taken out of the
    configuration of the exporter. Then the game ends, which pages, and is back, which is told.
    Returns the first page. `prefix` is a command that enters the network of the game."""
    tried = channel.wait_for_page("FIRING: ", "try-me: A port refuses connections.")
    for words in ("closed on 127.0.0.1 port 1/tcp", "refused", "reach_exporter diagnose try-me"):
        case.assertIn(words, tried)
    change(config, lambda settings: settings["targets"].pop())
    channel.wait_for_page("RESOLVED: ", "try-me: A port refuses connections.")
    game.stop()
    down = channel.wait_for_page("FIRING: ", f"{server}: A game server is down.")
    for words in (" on 127.0.0.1 is down", "query 28017/udp", "Players cannot join"):
        case.assertIn(words, down)
    start_game(case, *prefix)
    channel.wait_for_page("Over: A game server is down.")
    channel.wait_for_page("RESOLVED: ", f"{server}: ")
    return tried
