"""The game server of the world: the stand-in's process on the host, started with other settings by
the faults."""
import sys

from world.node import path_of

GAME, QUERY, RCON, COMPANION = 28015, 28017, 28016, 28082
# What is reached from the internet when all is well. RCON is for the home only.
FORWARDED = (("udp", GAME), ("udp", QUERY), ("tcp", COMPANION))
# What a firewall of a fault matches: all of the game's ports.
ALL_PORTS = "meta l4proto { tcp, udp } th dport 28000-28100"
USUAL = {"game": GAME, "query": QUERY, "rcon": RCON, "companion": COMPANION}


class Game:
    def __init__(self, node):
        self.node, self.process = node, None

    def start(self, **settings):
        """Anew. Settings are options of game_server.py; None leaves a port closed."""
        self.stop()
        words = []
        for key, value in {**USUAL, **settings}.items():
            option = "--" + key.replace("_", "-")
            if value is True:
                words.append(option)
            elif value is not None:
                words += [option, str(value)]
        self.process = self.node.start(sys.executable, path_of("game_server.py"), *words,
                                       ready="ready")

    def stop(self):
        if self.process:
            self.process.kill()
            self.process = None

    def freeze(self):
        self.node.freeze(self.process)
