"""Who is where in the small internet, as data.

    vantage1 ---+                                   +--- stranger (another customer)
    vantage2 ---+--- transit --- isp (the provider) +
    internet ---+                                   +--- router --- host (the game)
    (DNS, STUN, what is my address)                            +--- lan  (another host of the home)

The addresses look public and belong to others: they are used inside the namespaces only.
"""
VANTAGE1, VANTAGE2 = "5.101.1.2", "31.102.2.2"
RESOLVER, AUTHORITY = "46.103.3.53", "46.103.3.54"   # of the node internet, like those that follow
ECHO_DNS, STUN, ECHO_HTTP, CONTROL = "46.103.3.55", "46.103.3.78", "46.103.3.80", "46.103.3.1"
WAN = "81.105.5.10"           # of the router
ISP_SIDE = "81.105.5.9"
STRANGER = "81.105.5.66"      # was the router's address once
UNUSED = "81.105.5.130"       # of the provider; nobody has it, and it answers nothing
HOST, LAN_HOST, LAN_ROUTER = "192.168.7.20", "192.168.7.30", "192.168.7.1"
ABSENT = "192.168.7.99"       # nobody of the home has it
HOST6, LAN_HOST6, LAN_ROUTER6 = "2a05:5:10::20", "2a05:5:10::30", "2a05:5:10::1"
STRANGER6 = "2a05:5:66::66"
VANTAGE1_6 = "2a05:1:1::2"

ZONE = "dyn.example"
NAME = f"myserver.{ZONE}"

NODES = ("vantage1", "vantage2", "internet", "transit", "isp", "stranger", "router", "host", "lan")
FORWARDING = ("transit", "isp", "router")
# (node, link) at both ends.
LINKS = (
    ("vantage1", "wan", "transit", "v1"), ("vantage2", "wan", "transit", "v2"),
    ("internet", "wan", "transit", "net"), ("transit", "isp", "isp", "up"),
    ("isp", "home", "router", "wan"), ("isp", "stranger", "stranger", "wan"),
    ("router", "port1", "host", "eth"), ("router", "port2", "lan", "eth"),
)
PLANS = {
    "vantage1": f"""
address add {VANTAGE1}/24 dev wan
address add {VANTAGE1_6}/64 dev wan nodad
route add default via 5.101.1.1
route add default via 2a05:1:1::1
""",
    "vantage2": f"""
address add {VANTAGE2}/24 dev wan
address add 2a05:2:2::2/64 dev wan nodad
route add default via 31.102.2.1
route add default via 2a05:2:2::1
""",
    "internet": f"""
address add {CONTROL}/24 dev wan
address add {RESOLVER}/24 dev wan
address add {AUTHORITY}/24 dev wan
address add {ECHO_DNS}/24 dev wan
address add {STUN}/24 dev wan
address add {ECHO_HTTP}/24 dev wan
address add 2a05:3:3::80/64 dev wan nodad
route add default via 46.103.3.254
route add default via 2a05:3:3::1
""",
    "transit": """
address add 5.101.1.1/24 dev v1
address add 31.102.2.1/24 dev v2
address add 46.103.3.254/24 dev net
address add 62.104.4.1/30 dev isp
address add 2a05:1:1::1/64 dev v1 nodad
address add 2a05:2:2::1/64 dev v2 nodad
address add 2a05:3:3::1/64 dev net nodad
address add 2a05:4:4::1/64 dev isp nodad
route add 81.105.5.0/24 via 62.104.4.2
route add 2a05:5::/32 via 2a05:4:4::2
""",
    "isp": f"""
address add 62.104.4.2/30 dev up
address add {ISP_SIDE}/30 dev home
address add 81.105.5.65/30 dev stranger
address add 2a05:4:4::2/64 dev up nodad
address add 2a05:5:5::9/64 dev home nodad
address add 2a05:5:66::1/64 dev stranger nodad
route add blackhole 81.105.5.0/24
route add default via 62.104.4.1
route add default via 2a05:4:4::1
route add 2a05:5:10::/64 via 2a05:5:5::10
""",
    "stranger": f"""
address add {STRANGER}/30 dev wan
address add {STRANGER6}/64 dev wan nodad
route add default via 81.105.5.65
route add default via 2a05:5:66::1
""",
    "router": f"""
link add lan type bridge
link set port1 master lan
link set port2 master lan
link set lan up
address add {WAN}/30 dev wan
address add {LAN_ROUTER}/24 dev lan
address add 2a05:5:5::10/64 dev wan nodad
address add {LAN_ROUTER6}/64 dev lan nodad
route add default via {ISP_SIDE}
route add default via 2a05:5:5::9
""",
    "host": f"""
address add {HOST}/24 dev eth
address add {HOST6}/64 dev eth nodad
route add default via {LAN_ROUTER}
route add default via {LAN_ROUTER6}
""",
    "lan": f"""
address add {LAN_HOST}/24 dev eth
address add {LAN_HOST6}/64 dev eth nodad
route add default via {LAN_ROUTER}
route add default via {LAN_ROUTER6}
""",
}
