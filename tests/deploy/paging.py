"""From nothing to a page: the commands of the documents, and what they are to lead to."""
import pathlib
import re
import sys

import yaml

import discord
import harness

# What a reader of the documents puts his own address in place of.
PLACEHOLDER = "https://discord.com/api/webhooks/ID/TOKEN"
# What waits in the shipped files so that people have peace waits for a second here. Nothing else of
# them is changed.
WAITS = "scrape_interval|evaluation_interval|group_wait|group_interval|keep_firing_for"
RUST_SERVER = pathlib.Path(__file__).resolve().parents[1] / "e2e" / "rust_server.py"


def walk(document: str, heading: str) -> str:
    """The commands in the blocks under a heading of a document, up to the next heading."""
    lines = (harness.ROOT / document).read_text().splitlines()
    start = next(index for index, line in enumerate(lines)
                 if re.fullmatch(f"#+ {re.escape(heading)}", line))
    found, fence = [], None
    for line in lines[start + 1:]:
        if line.strip().startswith("```"):
            fence = line.partition("`")[0] if fence is None else None
        elif fence is not None:
            found.append(line.removeprefix(fence))
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
    game = case.start("game", [*prefix, sys.executable, RUST_SERVER, "--game", 28015,
                               "--query", 28017, "--rcon", 28016])
    harness.wait_for(lambda: "ready" in game.output(), "the game is there")
    return game


def assert_pages(case: harness.Case, channel: discord.Channel, config: pathlib.Path,
                 game: harness.Process, server: str, *prefix) -> str:
    """The port on which nobody listens has paged, and is over when its target is taken out of the
    configuration of the exporter. Then the game ends, which pages, and is back, which is told.
    Returns the first page. `prefix` is a command that enters the network of the game."""
    tried = channel.wait_for_page("FIRING: ", "try-me: A port refuses connections.")
    for words in ("closed on 127.0.0.1 port 1/tcp", "refused", "reach_exporter diagnose try-me"):
        case.assertIn(words, tried)
    change(config, lambda settings: settings["targets"].pop())
    channel.wait_for_page("Over: A port refuses connections.", "try-me")
    channel.wait_for_page("RESOLVED: ", "try-me: ")
    game.stop()
    down = channel.wait_for_page("FIRING: ", f"{server}: A game server is down.")
    for words in (" on 127.0.0.1 is down", "query 28017/udp", "Players cannot join"):
        case.assertIn(words, down)
    start_game(case, *prefix)
    channel.wait_for_page("Over: A game server is down.")
    channel.wait_for_page("RESOLVED: ", f"{server}: ")
    return tried
