"""The networks of a node and of a pod on it, as namespaces with these names."""
import harness
import namespaces

POD = "10.244.0.7"


def make(case: harness.Case):
    """Makes both, joined by a cable; the node's way out leads nowhere. They end with the case."""
    for name in ("node", "pod"):
        namespaces.run("ip", "netns", "add", name)
        case.addCleanup(namespaces.run, "ip", "netns", "del", name)
        namespaces.ip(["-n", name], "link set lo up")
    namespaces.ip(["-n", "node"], "link add up0 type veth peer name up1\n"
                  "link set up0 up\nlink set up1 up\n"
                  "addr add 192.0.2.2/24 dev up0\nroute add default via 192.0.2.1\n"
                  "link add pod0 type veth peer name eth0 netns pod\n"
                  "addr add 10.244.0.1/24 dev pod0\nlink set pod0 up")
    namespaces.ip(["-n", "pod"], f"addr add {POD}/24 dev eth0\nlink set eth0 up\n"
                  "route add default via 10.244.0.1")
    with namespaces.inside("node"):
        namespaces.set_sysctls(forwards=True)
