"""The home router: NAT, port forwards, NAT loopback (hairpin), a closed front, and UPnP."""
import dataclasses

import namespaces
from world import plan

CLOSED = {
    "drop": "drop",
    "refuse": "meta l4proto tcp reject with tcp reset\n"
              "iifname wan reject with icmpx port-unreachable",
}


@dataclasses.dataclass(frozen=True)
class Forward:
    transport: str
    port: int
    to: str = plan.HOST
    to_port: int = 0

    def rule(self) -> str:
        return f"{self.transport} dport {self.port} counter dnat ip to {self.to}:{self.target_port}"

    @property
    def target_port(self) -> int:
        return self.to_port or self.port


class Router:
    """The settings of a home router; apply() puts them into force."""

    def __init__(self, node):
        self.node = node
        self.forwards: list[Forward] = []
        self.open6: list[tuple[str, int]] = []  # (transport, port) of the game host
        self.hairpin = "on"                     # on, refused, or silent: DNAT without SNAT
        self.closed = "drop"                    # what an unforwarded port does: drop or refuse
        self.wan = plan.WAN

    def apply(self):
        namespaces.nft(self.node.name, f"""
table inet home
delete table inet home
table inet home {{
  chain input {{ type filter hook input priority 0;
    ct state established,related accept
    meta l4proto {{ icmp, ipv6-icmp }} accept
    iifname != wan accept
    {CLOSED[self.closed]}
  }}
  chain forward {{ type filter hook forward priority 0;
    ct state established,related accept
    iifname lan accept
    ct status dnat accept
    meta l4proto ipv6-icmp accept
    {self._open6()}
    iifname wan drop
  }}
}}
table ip homenat
delete table ip homenat
table ip homenat {{
  chain prerouting {{ type nat hook prerouting priority dstnat - 5;
    {self._dnat()}
  }}
  chain postrouting {{ type nat hook postrouting priority srcnat;
    oifname wan masquerade
    {"iifname lan oifname lan ct status dnat masquerade" if self.hairpin == "on" else ""}
  }}
}}
""")

    def _dnat(self) -> str:
        rules = [f"iifname wan {forward.rule()}" for forward in self.forwards]
        if self.hairpin != "refused":
            rules += [f"iifname lan ip daddr {self.wan} {forward.rule()}"
                      for forward in self.forwards]
        return "\n    ".join(rules)

    def _open6(self) -> str:
        return "\n    ".join(f"iifname wan ip6 daddr {plan.HOST6} {transport} dport {port} accept"
                             for transport, port in self.open6)
