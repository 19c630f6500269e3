"""The exporters of the scenarios."""

CONTROL = 'control: {lan: gateway, internet: "192.0.2.1:443"}\n'
# Somebody on the internet who watches a server at home.
OUTSIDE = """
global: {{vantage: {vantage}, interval: 15s, timeout: 4s, page_after: 2m}}
profiles:
  rust-home:
    extends: rust
    page_after: {page_after}
    checks: {{ping: {{module: icmp}}, companion: {{enabled: true}}}}
targets:
- {{name: rust-main, host: {host}, profile: rust-home, path: internet}}
"""

# Somebody in the network of the server, who sees it from inside and by its public name.
HOME = """
global: {vantage: home, interval: 15s, timeout: 4s, page_after: 2m}
profiles:
  rust-home: {extends: rust, checks: {ping: {module: icmp}, companion: {enabled: true}}}
targets:
- {name: rust-main, host: myserver.example.org, profile: rust-home, path: hairpin}
- {name: rust-lan, host: 192.168.1.20, profile: rust-home, path: lan, of: rust-main}
wan: {enabled: true, interval: 2m}
ddns:
- {hostname: myserver.example.org, provider: duckdns, updater_period: 5m, targets: [rust-main]}
""" + CONTROL


def outside(vantage="fra1", host="198.51.100.7", page_after="2m") -> str:
    return OUTSIDE.format(vantage=vantage, host=host, page_after=page_after) + CONTROL


def ports(count: int, host="198.51.100.7") -> str:
    """One target with so many TCP ports."""
    checks = "".join(f"  - {{name: p{port}, module: tcp, port: {port}}}\n"
                     for port in range(20000, 20000 + count))
    return ("global: {vantage: fra1, interval: 15s, timeout: 4s, page_after: 2m}\n"
            f"targets:\n- name: farm\n  host: {host}\n  path: internet\n  checks:\n"
            f"  - {{name: ping, module: icmp}}\n{checks}{CONTROL}")


def servers(count: int, host="198.51.100.7") -> str:
    """So many targets of one host, each with four ports and a ping."""
    text = "global: {vantage: fra1, interval: 15s, timeout: 4s, page_after: 2m}\ntargets:\n"
    for server in range(count):
        checks = "".join(f"  - {{name: p{number}, module: tcp, port: {20000 + 4 * server + number}}}"
                         "\n" for number in range(4))
        text += (f"- name: server-{server}\n  host: {host}\n  path: internet\n  checks:\n"
                 f"  - {{name: ping, module: icmp}}\n{checks}")
    return text + CONTROL
