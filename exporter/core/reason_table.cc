#include <cerrno>

#include "exporter/core/reason.h"

namespace reach {
namespace {

constexpr WireEvent Icmp4(std::uint8_t type, int code) {
  return {WireEvent::Kind::kIcmp4, type, code};
}
constexpr WireEvent Icmp6(std::uint8_t type, int code) {
  return {WireEvent::Kind::kIcmp6, type, code};
}
constexpr WireEvent Tcp(int error) { return {WireEvent::Kind::kTcpErrno, 0, error}; }
constexpr WireEvent Udp(int error) { return {WireEvent::Kind::kUdpErrno, 0, error}; }
constexpr WireEvent Any(int error) { return {WireEvent::Kind::kErrno, 0, error}; }
constexpr WireEvent Dns(DnsAnswer answer) {
  return {WireEvent::Kind::kDns, 0, static_cast<int>(answer)};
}

template <typename... Events>
constexpr ReasonRow Row(Reason reason, std::string_view name, State state, std::string_view wire,
                        std::string_view words, Events... events) {
  return {reason, name, state, true, wire, words, {events...}};
}

// The port is open, and that is not enough.
template <typename... Events>
constexpr ReasonRow Incomplete(Reason reason, std::string_view name, std::string_view wire,
                               std::string_view words, Events... events) {
  return {reason, name, State::kOpen, false, wire, words, {events...}};
}

// ICMP numbers: RFC 792, RFC 1812 5.2.7.1, RFC 4443 3. Errnos: net/ipv4/icmp.c icmp_err_convert[].
constexpr ReasonRow kTable[] = {
    Row(Reason::kSynAck, "syn_ack", State::kOpen, "SYN-ACK, connection ESTABLISHED",
        "The port accepts connections."),
    Row(Reason::kReply, "reply", State::kOpen, "A correct reply to the probe",
        "The service answers correctly."),
    Incomplete(
        Reason::kClosedEarly, "closed_early",
        "Connection accepted, then closed (FIN) before the expected data",
        "Something accepts the connection and hangs up: often a proxy in front of a dead server."),
    Incomplete(
        Reason::kResetAfterOpen, "reset_after_open", "Connection accepted, then reset (RST)",
        "Something accepts the connection and resets it: a proxy without a server, or a ban.",
        Tcp(ECONNRESET), Tcp(EPIPE)),
    Incomplete(Reason::kExpectMismatch, "expect_mismatch",
               "Data came that does not match what the module expects",
               "The port is open, but the service says something else than expected."),
    Incomplete(Reason::kExpectTimeout, "expect_timeout",
               "Connection accepted, then not the expected data before the deadline",
               "The port is open, but the service says nothing: it may hang."),
    Incomplete(Reason::kBadReply, "bad_reply",
               "A reply that is not correct in the probe's protocol",
               "Something answers on this port, but not the expected service."),
    Incomplete(Reason::kChallengeLoop, "challenge_loop", "Only new challenges, never the answer",
               "The server answers each request with another challenge: often a DDoS filter."),
    Incomplete(
        Reason::kTlsHandshakeFailed, "tls_handshake_failed",
        "Connection accepted, then no TLS handshake: other data, an alert, or an end halfway",
        "The port is open, but speaks no TLS, no common version of it, or wants a client "
        "certificate."),
    Incomplete(Reason::kTlsHandshakeTimeout, "tls_handshake_timeout",
               "Connection accepted, then no end of the TLS handshake before the deadline",
               "The port is open, but the TLS handshake gets no answer: the service may hang, or "
               "wait for plain text."),
    Incomplete(Reason::kTlsCertificateExpired, "tls_certificate_expired",
               "TLS: a certificate of the server's chain has expired or is not valid yet",
               "The server's TLS certificate has expired or is not valid yet."),
    Incomplete(Reason::kTlsCertificateUntrusted, "tls_certificate_untrusted",
               "TLS: the server's chain leads to no authority that we trust",
               "The server's TLS certificate is signed by nobody that the exporter trusts."),
    Incomplete(Reason::kTlsNameMismatch, "tls_name_mismatch",
               "TLS: the server's certificate is for other names",
               "The server's TLS certificate is not for the name that was asked."),
    Row(Reason::kRst, "rst", State::kRefused, "TCP RST in answer to the SYN",
        "Connection refused: the host answers, and nothing listens on this port.",
        Tcp(ECONNREFUSED)),
    Row(Reason::kIcmpPortUnreachable, "icmp_port_unreachable", State::kRefused,
        "ICMP port unreachable",
        "Refused by ICMP: on TCP a firewall that rejects, on UDP nothing listens on this port.",
        Icmp4(3, 3), Icmp6(1, 4), Udp(ECONNREFUSED)),
    Row(Reason::kSelfConnect, "self_connect", State::kRefused,
        "The connection reached its own socket (simultaneous open on this host)",
        "Nothing listens on this port of this host."),
    Row(Reason::kNoAnswer, "no_answer", State::kFiltered,
        "Nothing at all before the deadline, though an answer was due",
        "No answer: a firewall drops the packets, a router does not forward them, or the host is "
        "off.",
        Tcp(ETIMEDOUT)),
    Row(Reason::kIcmpNetProhibited, "icmp_net_prohibited", State::kFiltered,
        "ICMP network administratively prohibited",
        "A router says: traffic to this network is prohibited.", Icmp4(3, 9)),
    Row(Reason::kIcmpHostProhibited, "icmp_host_prohibited", State::kFiltered,
        "ICMP host administratively prohibited",
        "A firewall says: traffic to this host is prohibited.", Icmp4(3, 10)),
    Row(Reason::kIcmpAdminProhibited, "icmp_admin_prohibited", State::kFiltered,
        "ICMP communication administratively prohibited",
        "A firewall says: this traffic is prohibited.", Icmp4(3, 13), Icmp6(1, 1)),
    Row(Reason::kIcmpPolicyFailed, "icmp_policy_failed", State::kFiltered,
        "ICMPv6 source address failed ingress/egress policy",
        "A router says: the source address is not allowed to send there.", Icmp6(1, 5)),
    Row(Reason::kNoReplyRequired, "no_reply_required", State::kSilent,
        "No answer, and the module does not need one",
        "No answer to UDP. A healthy game port is silent too: a query check tells more."),
    Row(Reason::kIcmpNetUnreachable, "icmp_net_unreachable", State::kUnreachable,
        "ICMP network unreachable", "A router says: there is no way to this network.", Icmp4(3, 0),
        Icmp4(3, 6), Icmp4(3, 11), Icmp6(1, 0)),
    Row(Reason::kIcmpHostUnreachable, "icmp_host_unreachable", State::kUnreachable,
        "ICMP host unreachable", "A router says: this host does not answer in its network.",
        Icmp4(3, 1), Icmp4(3, 7), Icmp4(3, 8), Icmp4(3, 12), Icmp6(1, 3)),
    Row(Reason::kNoNeighbour, "no_neighbour", State::kUnreachable,
        "ARP or neighbour discovery unanswered (ICMP host unreachable from this host itself)",
        "Nobody in the local network has this address: the host is off or has another address."),
    Row(Reason::kIcmpTtlExceeded, "icmp_ttl_exceeded", State::kUnreachable, "ICMP time exceeded",
        "The packets run in a circle between routers.", Icmp4(11, 0), Icmp6(3, 0)),
    Row(Reason::kIcmpOther, "icmp_other", State::kUnreachable, "Any other ICMP error",
        "A router or the host returned an unusual ICMP error."),
    Row(Reason::kNoRoute, "no_route", State::kUnreachable,
        "No route on this host (errno, nothing on the wire)",
        "This host has no route to the address.", Any(ENETUNREACH), Any(EHOSTUNREACH)),
    Row(Reason::kDnsNxdomain, "dns_nxdomain", State::kUnreachable, "DNS: NXDOMAIN",
        "The name does not exist: no player can resolve it either.", Dns(DnsAnswer::kNxdomain)),
    Row(Reason::kDnsNoData, "dns_no_data", State::kUnreachable,
        "DNS: the name exists, without an address of this family",
        "The name has no address of this family.", Dns(DnsAnswer::kNoData)),
    Row(Reason::kDnsServfail, "dns_servfail", State::kError, "DNS: SERVFAIL",
        "The DNS server could not answer (SERVFAIL).", Dns(DnsAnswer::kServfail)),
    Row(Reason::kDnsRefused, "dns_refused", State::kError, "DNS: REFUSED",
        "The DNS server refuses to answer us.", Dns(DnsAnswer::kRefused)),
    Row(Reason::kDnsTimeout, "dns_timeout", State::kError, "DNS: no answer in time",
        "The DNS server does not answer.", Dns(DnsAnswer::kTimeout)),
    Row(Reason::kDnsUnavailable, "dns_unavailable", State::kError,
        "DNS: no server configured, or its port is closed",
        "No DNS server can be reached from this host.", Dns(DnsAnswer::kDead)),
    Row(Reason::kNoDescriptors, "no_descriptors", State::kError,
        "No file descriptor or memory for a socket",
        "The exporter has no file descriptors left: raise LimitNOFILE or lower limits.in_flight.",
        Any(EMFILE), Any(ENFILE), Any(ENOBUFS), Any(ENOMEM)),
    Row(Reason::kNoPorts, "no_ports", State::kError, "No free local port",
        "The exporter has no free local port.", Any(EADDRNOTAVAIL), Any(EADDRINUSE), Any(EAGAIN)),
    Row(Reason::kSourceUnusable, "source_unusable", State::kError,
        "No such source address or interface on this host, or no route from it (errno)",
        "The configured source address, interface or mark is a way that this host does not have, "
        "or that is down."),
    Row(Reason::kNoPermission, "no_permission", State::kError,
        "The kernel does not let us open or mark the socket",
        "The exporter lacks a permission. For ping: its group in net.ipv4.ping_group_range, or "
        "CAP_NET_RAW; for a mark: CAP_NET_RAW or CAP_NET_ADMIN."),
    Row(Reason::kBlockedLocally, "blocked_locally", State::kError,
        "The firewall or route table of this host forbids sending (errno, or an ICMP error from "
        "this host itself)",
        "A firewall or route on the exporter's own host forbids this traffic.", Any(EPERM),
        Any(EACCES), Any(EINVAL)),
    Row(Reason::kNoFamily, "no_family", State::kError, "This host does not speak the family",
        "This host has no IPv6 (or no IPv4).", Any(EAFNOSUPPORT)),
    Row(Reason::kMessageTooBig, "message_too_big", State::kError,
        "The datagram is larger than the path allows",
        "The probe's datagram is too large for the path.", Any(EMSGSIZE)),
    Row(Reason::kInternal, "internal", State::kError, "An unexpected error in the exporter",
        "The probe failed inside the exporter; the log has the details."),
    Row(Reason::kNotProbed, "not_probed", State::kUnknown, "Nothing yet", "Not probed yet."),
    Row(Reason::kLate, "late", State::kUnknown,
        "The deadline was handled too late to say that nothing came",
        "The exporter was starved of CPU and cannot tell."),
    Row(Reason::kProberOffline, "prober_offline", State::kUnknown,
        "A failure while the control targets did not answer either",
        "The exporter's own network is down, so nothing is known about this target."),
};

constexpr bool InOrder() {
  std::size_t index = 0;
  for (const ReasonRow& row : kTable) {
    if (static_cast<std::size_t>(row.reason) != index++) return false;
  }
  return index == static_cast<std::size_t>(Reason::kProberOffline) + 1;
}
static_assert(InOrder(), "the table has one row per Reason, in the order of the enum");

}  // namespace

std::span<const ReasonRow> ReasonTable() { return kTable; }

}  // namespace reach
