"""A forward made by UPnP IGD, as games make them: so that the router can list it."""
import http.client

from world import plan
from world.services import UPNP_PORT

SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1"
BODY = """<?xml version="1.0"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
 s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>
<u:{action} xmlns:u="{service}">{arguments}</u:{action}></s:Body></s:Envelope>
"""


def call(node, action: str, **arguments) -> str:
    """The router's answer to the host; raises when it is a fault."""
    words = "".join(f"<New{key}>{value}</New{key}>" for key, value in arguments.items())
    body = BODY.format(action=action, service=SERVICE, arguments=words)
    with node.inside():
        connection = http.client.HTTPConnection(plan.LAN_ROUTER, UPNP_PORT, timeout=5)
        connection.request("POST", "/ctl/IPConn", body, {"SOAPAction": f'"{SERVICE}#{action}"',
                                                         "Content-Type": "text/xml"})
        answer = connection.getresponse()
        text = answer.read().decode()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{action}: {answer.status} {text}")
    return text


def add_mapping(node, forward):
    call(node, "AddPortMapping", RemoteHost="", ExternalPort=forward.port,
         Protocol=forward.transport.upper(), InternalPort=forward.target_port,
         InternalClient=forward.to, Enabled=1, PortMappingDescription="game", LeaseDuration=0)


def mapping(node, transport: str, port: int) -> str:
    """How the router describes the forward."""
    return call(node, "GetSpecificPortMappingEntry", RemoteHost="", ExternalPort=port,
                Protocol=transport.upper())


def external_address(node) -> str:
    text = call(node, "GetExternalIPAddress")
    return text.split("<NewExternalIPAddress>", 1)[1].split("<", 1)[0]
