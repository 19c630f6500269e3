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

// ICMP numbers: RFC 792, RFC 1812 5.2.7.1, RFC 4443 3. Errnos: net/ipv4/icmp.c icmp_err_convert[].
constexpr ReasonRow kTable[] = {
    {Reason::kSynAck, "syn_ack", State::kOpen, true, "SYN-ACK, connection ESTABLISHED",
     "The port accepts connections.", {}},
    {Reason::kReply, "reply", State::kOpen, true, "A correct reply to the probe",
     "The service answers correctly.", {}},
    {Reason::kClosedEarly, "closed_early", State::kOpen, false,
     "Connection accepted, then closed (FIN) before the expected data",
     "Something accepts the connection and hangs up: often a proxy in front of a dead server.", {}},
    {Reason::kResetAfterOpen, "reset_after_open", State::kOpen, false,
     "Connection accepted, then reset (RST)",
     "Something accepts the connection and resets it: a proxy without a server, or a ban.",
     {Tcp(ECONNRESET), Tcp(EPIPE)}},
    {Reason::kExpectMismatch, "expect_mismatch", State::kOpen, false,
     "Data came that does not match what the module expects",
     "The port is open, but the service says something else than expected.", {}},
    {Reason::kExpectTimeout, "expect_timeout", State::kOpen, false,
     "Connection accepted, then not the expected data before the deadline",
     "The port is open, but the service says nothing: it may hang.", {}},
    {Reason::kBadReply, "bad_reply", State::kOpen, false,
     "A reply that is not correct in the probe's protocol",
     "Something answers on this port, but not the expected service.", {}},
    {Reason::kChallengeLoop, "challenge_loop", State::kOpen, false,
     "Only new challenges, never the answer",
     "The server answers each request with another challenge: often a DDoS filter.", {}},
    {Reason::kTlsHandshakeFailed, "tls_handshake_failed", State::kOpen, false,
     "Connection accepted, then no TLS handshake: other data, an alert, or an end halfway",
     "The port is open, but speaks no TLS, no common version of it, or wants a client certificate.",
     {}},
    {Reason::kTlsCertificateExpired, "tls_certificate_expired", State::kOpen, false,
     "TLS: a certificate of the server's chain has expired or is not valid yet",
     "The server's TLS certificate has expired or is not valid yet.", {}},
    {Reason::kTlsCertificateUntrusted, "tls_certificate_untrusted", State::kOpen, false,
     "TLS: the server's chain leads to no authority that we trust",
     "The server's TLS certificate is signed by nobody that the exporter trusts.", {}},
    {Reason::kTlsNameMismatch, "tls_name_mismatch", State::kOpen, false,
     "TLS: the server's certificate is for other names",
     "The server's TLS certificate is not for the name that was asked.", {}},
    {Reason::kRst, "rst", State::kRefused, true, "TCP RST in answer to the SYN",
     "Connection refused: the host answers, and nothing listens on this port.",
     {Tcp(ECONNREFUSED)}},
    {Reason::kIcmpPortUnreachable, "icmp_port_unreachable", State::kRefused, true,
     "ICMP port unreachable",
     "Refused by ICMP: on TCP a firewall that rejects, on UDP nothing listens on this port.",
     {Icmp4(3, 3), Icmp6(1, 4), Udp(ECONNREFUSED)}},
    {Reason::kSelfConnect, "self_connect", State::kRefused, true,
     "The connection reached its own socket (simultaneous open on this host)",
     "Nothing listens on this port of this host.", {}},
    {Reason::kNoAnswer, "no_answer", State::kFiltered, true,
     "Nothing at all before the deadline, though an answer was due",
     "No answer: a firewall drops the packets, a router does not forward them, or the host is off.",
     {Tcp(ETIMEDOUT)}},
    {Reason::kIcmpNetProhibited, "icmp_net_prohibited", State::kFiltered, true,
     "ICMP network administratively prohibited", "A router says: traffic to this network is prohibited.",
     {Icmp4(3, 9)}},
    {Reason::kIcmpHostProhibited, "icmp_host_prohibited", State::kFiltered, true,
     "ICMP host administratively prohibited",
     "A firewall says: traffic to this host is prohibited.", {Icmp4(3, 10)}},
    {Reason::kIcmpAdminProhibited, "icmp_admin_prohibited", State::kFiltered, true,
     "ICMP communication administratively prohibited",
     "A firewall says: this traffic is prohibited.", {Icmp4(3, 13), Icmp6(1, 1)}},
    {Reason::kIcmpPolicyFailed, "icmp_policy_failed", State::kFiltered, true,
     "ICMPv6 source address failed ingress/egress policy",
     "A router says: the source address is not allowed to send there.", {Icmp6(1, 5)}},
    {Reason::kNoReplyRequired, "no_reply_required", State::kSilent, true,
     "No answer, and the module does not need one",
     "No answer to UDP. A healthy game port is silent too: a query check tells more.", {}},
    {Reason::kIcmpNetUnreachable, "icmp_net_unreachable", State::kUnreachable, true,
     "ICMP network unreachable", "A router says: there is no way to this network.",
     {Icmp4(3, 0), Icmp4(3, 6), Icmp4(3, 11), Icmp6(1, 0)}},
    {Reason::kIcmpHostUnreachable, "icmp_host_unreachable", State::kUnreachable, true,
     "ICMP host unreachable", "A router says: this host does not answer in its network.",
     {Icmp4(3, 1), Icmp4(3, 7), Icmp4(3, 8), Icmp4(3, 12), Icmp6(1, 3)}},
    {Reason::kNoNeighbour, "no_neighbour", State::kUnreachable, true,
     "ARP or neighbour discovery unanswered (ICMP host unreachable from this host itself)",
     "Nobody in the local network has this address: the host is off or has another address.", {}},
    {Reason::kIcmpTtlExceeded, "icmp_ttl_exceeded", State::kUnreachable, true,
     "ICMP time exceeded", "The packets run in a circle between routers.",
     {Icmp4(11, 0), Icmp6(3, 0)}},
    {Reason::kIcmpOther, "icmp_other", State::kUnreachable, true, "Any other ICMP error",
     "A router or the host returned an unusual ICMP error.", {}},
    {Reason::kNoRoute, "no_route", State::kUnreachable, true,
     "No route on this host (errno, nothing on the wire)",
     "This host has no route to the address.", {Any(ENETUNREACH), Any(EHOSTUNREACH)}},
    {Reason::kDnsNxdomain, "dns_nxdomain", State::kUnreachable, true, "DNS: NXDOMAIN",
     "The name does not exist: no player can resolve it either.", {Dns(DnsAnswer::kNxdomain)}},
    {Reason::kDnsNoData, "dns_no_data", State::kUnreachable, true,
     "DNS: the name exists, without an address of this family",
     "The name has no address of this family.", {Dns(DnsAnswer::kNoData)}},
    {Reason::kDnsServfail, "dns_servfail", State::kError, true, "DNS: SERVFAIL",
     "The DNS server could not answer (SERVFAIL).", {Dns(DnsAnswer::kServfail)}},
    {Reason::kDnsRefused, "dns_refused", State::kError, true, "DNS: REFUSED",
     "The DNS server refuses to answer us.", {Dns(DnsAnswer::kRefused)}},
    {Reason::kDnsTimeout, "dns_timeout", State::kError, true, "DNS: no answer in time",
     "The DNS server does not answer.", {Dns(DnsAnswer::kTimeout)}},
    {Reason::kDnsUnavailable, "dns_unavailable", State::kError, true,
     "DNS: no server configured, or its port is closed",
     "No DNS server can be reached from this host.", {Dns(DnsAnswer::kDead)}},
    {Reason::kNoDescriptors, "no_descriptors", State::kError, true,
     "No file descriptor or memory for a socket",
     "The exporter has no file descriptors left: raise LimitNOFILE or lower limits.in_flight.",
     {Any(EMFILE), Any(ENFILE), Any(ENOBUFS), Any(ENOMEM)}},
    {Reason::kNoPorts, "no_ports", State::kError, true, 
     "No free local port, or no such source address or interface",
     "The exporter has no free local port, or the configured source address or interface is not on "
     "this host.",
     {Any(EADDRNOTAVAIL), Any(EADDRINUSE), Any(EAGAIN), Any(ENODEV)}},
    {Reason::kNoPermission, "no_permission", State::kError, true,
     "The kernel does not let us open the socket",
     "The exporter lacks a permission that this probe needs; see Permissions in the README.", {}},
    {Reason::kBlockedLocally, "blocked_locally", State::kError, true,
     "The firewall or route table of this host forbids sending "
     "(errno, or an ICMP error from this host itself)",
     "A firewall or route on the exporter's own host forbids this traffic.",
     {Any(EPERM), Any(EACCES), Any(EINVAL)}},
    {Reason::kNoFamily, "no_family", State::kError, true, "This host does not speak the family",
     "This host has no IPv6 (or no IPv4).", {Any(EAFNOSUPPORT)}},
    {Reason::kMessageTooBig, "message_too_big", State::kError, true,
     "The datagram is larger than the path allows",
     "The probe's datagram is too large for the path.", {Any(EMSGSIZE)}},
    {Reason::kInternal, "internal", State::kError, true, "An unexpected error in the exporter",
     "The probe failed inside the exporter; the log has the details.", {}},
    {Reason::kNotProbed, "not_probed", State::kUnknown, true, "Nothing yet",
     "Not probed yet.", {}},
    {Reason::kLate, "late", State::kUnknown, true,
     "The deadline was handled too late to say that nothing came",
     "The exporter was starved of CPU and cannot tell.", {}},
};

constexpr bool InOrder() {
  std::size_t index = 0;
  for (const ReasonRow& row : kTable) {
    if (static_cast<std::size_t>(row.reason) != index++) return false;
  }
  return index == static_cast<std::size_t>(Reason::kLate) + 1;
}
static_assert(InOrder(), "the table has one row per Reason, in the order of the enum");

}  // namespace

std::span<const ReasonRow> ReasonTable() { return kTable; }

}  // namespace reach
