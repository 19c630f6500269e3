#include "exporter/host/listing.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace reach::host {
namespace {

// "tcp 0.0.0.0:135 wildcard4 pid=1234" of each socket, in the order of the listing.
std::string Summary(const SocketTable& table) {
  std::string text;
  for (const BoundSocket& socket : table.sockets) {
    const Listener& at = socket.listener;
    text += std::string(Name(at.transport)) + " " + ToString(at.address) + ":" +
            std::to_string(at.port) + " " + std::string(Name(Judge(socket, nullptr)));
    if (at.pid) text += " pid=" + std::to_string(*at.pid);
    if (!at.device.empty()) text += " on " + at.device;
    text += "\n";
  }
  return text;
}

constexpr std::string_view kWindows =
    "\r\nActive Connections\r\n\r\n"
    "  Proto  Local Address          Foreign Address        State           PID\r\n"
    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1234\r\n"
    "  TCP    127.0.0.1:28016        0.0.0.0:0              LISTENING       4312\r\n"
    "  TCP    192.168.1.20:139       0.0.0.0:0              LISTENING       4\r\n"
    "  TCP    192.168.1.20:50010     203.0.113.9:443        ESTABLISHED     7000\r\n"
    "  TCP    [::]:135               [::]:0                 LISTENING       1234\r\n"
    "  UDP    0.0.0.0:28015          *:*                                    4312\r\n"
    "  UDP    [fe80::1%5]:1900       *:*                                    2222\r\n";

TEST(ListingTest, WindowsNetstatIsRead) {
  const SocketTable table = ParseListing(kWindows);
  EXPECT_EQ(Summary(table),
            "tcp 0.0.0.0:135 wildcard4 pid=1234\n"
            "tcp 127.0.0.1:28016 loopback pid=4312\n"
            "tcp 192.168.1.20:139 address pid=4\n"
            "tcp :::135 wildcard6 pid=1234\n"
            "udp 0.0.0.0:28015 wildcard4 pid=4312\n"
            "udp fe80::1:1900 address pid=2222\n");
  EXPECT_TRUE(table.knows_tcp);
  EXPECT_TRUE(table.knows_udp);
  EXPECT_EQ(table.problem, "");
}

TEST(ListingTest, WordOfTheStateMayBeInAnyLanguage) {
  // German in UTF-8 and in the code page of a console, Spanish, two words, none, and Japanese.
  for (const char* word : {"ABH\xc3\x96REN", "ABH\x99REN", "ESCUCHANDO", "EN ATTENTE", "",
                           "\xe3\x83\xaa\xe3\x82\xb9\xe3\x83\x8b"}) {
    const std::string line =
        "  TCP    0.0.0.0:28016          0.0.0.0:0              " + std::string(word) + "  4312\n";
    EXPECT_EQ(Summary(ParseListing(line)), "tcp 0.0.0.0:28016 wildcard4 pid=4312\n") << word;
  }
}

TEST(ListingTest, FileThatPowerShellWroteIsUtf16) {
  std::string wide = "\xff\xfe";
  for (const char c : kWindows) wide += {c, '\0'};
  EXPECT_EQ(Summary(ParseListing(wide)), Summary(ParseListing(kWindows)));
  EXPECT_EQ(Summary(ParseListing(wide.substr(0, wide.size() - 1))),
            Summary(ParseListing(kWindows)));
}

TEST(ListingTest, SsIsReadWithItsQueues) {
  const SocketTable table = ParseListing(
      "Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n"
      "udp   UNCONN 768    0         127.0.0.1%lo:47956      0.0.0.0:*    "
      "users:((\"rust\",pid=9,fd=7))\n"
      "udp   UNCONN 0      0                    *:34954            *:*    \n"
      "udp   ESTAB  0      0      127.0.0.1:40000      127.0.0.1:53    \n"
      "tcp   LISTEN 9      8              0.0.0.0:41875      0.0.0.0:*\n"
      "tcp   LISTEN 0      5                 [::]:52257         [::]:*\n"
      "tcp   LISTEN 0      5   [::ffff:127.0.0.1]:40639            *:*\n"
      "tcp   ESTAB  0      0            10.0.0.1:22        10.0.0.2:5000\n");
  EXPECT_EQ(Summary(table),
            "udp 127.0.0.1:47956 loopback pid=9 on lo\n"
            "udp :::34954 dual\n"
            "tcp 0.0.0.0:41875 wildcard4\n"
            "tcp :::52257 wildcard6\n"
            "tcp ::ffff:127.0.0.1:40639 loopback\n");
  EXPECT_EQ(table.sockets[0].listener.queued, 768U);
  EXPECT_EQ(table.sockets[2].listener.backlog, 9U);
  EXPECT_EQ(table.sockets[2].listener.backlog_limit, 8U);
}

TEST(ListingTest, SsOfOneTransportHasNoColumnForItAndDoesNotKnowTheOther) {
  const SocketTable table = ParseListing(
      "State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n"
      "LISTEN 0      128    0.0.0.0:28016      0.0.0.0:*\n");
  EXPECT_EQ(Summary(table), "tcp 0.0.0.0:28016 wildcard4\n");
  EXPECT_TRUE(table.Knows(Transport::kTcp));
  EXPECT_FALSE(table.Knows(Transport::kUdp));
  EXPECT_EQ(Summary(ParseListing("UNCONN 0 0 [::]:28015 [::]:*\n")), "udp :::28015 wildcard6\n");
}

TEST(ListingTest, NetstatOfLinuxIsRead) {
  const SocketTable table = ParseListing(
      "Active Internet connections (only servers)\n"
      "Proto Recv-Q Send-Q Local Address           Foreign Address         State       "
      "PID/Program\n"
      "tcp        2      0 127.0.0.1:28016         0.0.0.0:*               LISTEN      4312/Rust\n"
      "tcp6       0      0 :::80                   :::*                    LISTEN      -\n"
      "tcp6       0      0 ::1:81                  :::*                    LISTEN      -\n"
      "tcp        0      0 10.0.0.1:22             10.0.0.2:5000           ESTABLISHED -\n"
      "udp        0      0 0.0.0.0:28015           0.0.0.0:*                           4312/Rust\n"
      "udp6       0      0 fe80::1:546             :::*                                -\n");
  EXPECT_EQ(Summary(table),
            "tcp 127.0.0.1:28016 loopback pid=4312\n"
            "tcp :::80 dual\n"
            "tcp ::1:81 loopback\n"
            "udp 0.0.0.0:28015 wildcard4 pid=4312\n"
            "udp fe80::1:546 address\n");
  EXPECT_EQ(table.sockets[0].listener.backlog, 2U);
  EXPECT_EQ(table.sockets[0].listener.backlog_limit, std::nullopt);
}

TEST(ListingTest, ListOfConnectionsIsNotAHostOnWhichNobodyListens) {
  for (const char* text :
       {"", "hello\n", "TCP 192.168.1.20:50010 203.0.113.9:443 ESTABLISHED 7000\n",
        "  TCP  0.0.0.0:0  0.0.0.0:0  LISTENING 1\n", "tcp LISTEN 0 5 server:http *:*\n",
        "TCP 0.0.0.0:99999 0.0.0.0:0 LISTENING 1\n", "  TCP  1.2.3.4:50 0.0.0.0:0 BOUND 1\n"}) {
    const SocketTable table = ParseListing(text);
    EXPECT_NE(table.problem.find("netstat -ano"), std::string::npos) << text;
    EXPECT_FALSE(table.knows_tcp || table.knows_udp) << text;
  }
}

TEST(ListingTest, HostileTextIsHarmless) {
  std::mt19937 random(7);
  const std::string seed = std::string(kWindows) + "tcp LISTEN 0 5 [::]%lo:1 [::]:* users:((pid=";
  for (int round = 0; round < 2000; ++round) {
    std::string text = seed.substr(random() % seed.size());
    for (int i = 0; i < 20; ++i) text[random() % text.size()] = static_cast<char>(random());
    for (const BoundSocket& socket : ParseListing(text).sockets) {
      EXPECT_NE(socket.listener.port, 0);
      EXPECT_LE(socket.listener.device.size(), 128U);
    }
  }
}

}  // namespace
}  // namespace reach::host
