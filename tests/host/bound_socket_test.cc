#include "exporter/host/bound_socket.h"

#include <gtest/gtest.h>

namespace reach::host {
namespace {

const Addresses kOwn = {*Address::Parse("127.0.0.1"), *Address::Parse("192.168.1.20"),
                        *Address::Parse("2001:db8::20"), *Address::Parse("fe80::20")};

BoundSocket At(const char* address, std::optional<bool> v6_only = std::nullopt) {
  BoundSocket socket;
  socket.listener.address = *Address::Parse(address);
  socket.v6_only = v6_only;
  return socket;
}

BindScope JudgeAt(const char* address, std::optional<bool> v6_only = std::nullopt) {
  return Judge(At(address, v6_only), &kOwn);
}

TEST(BindScopeTest, LoopbackIsLoopbackInEverySpelling) {
  for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_EQ(JudgeAt(address), BindScope::kLoopback) << address;
  }
}

TEST(BindScopeTest, WildcardOfIp6ServesBothUnlessItSaysOtherwise) {
  EXPECT_EQ(JudgeAt("::"), BindScope::kDual);
  EXPECT_EQ(JudgeAt("::", false), BindScope::kDual);
  EXPECT_EQ(JudgeAt("::", true), BindScope::kWildcardV6);
  EXPECT_EQ(JudgeAt("0.0.0.0"), BindScope::kWildcardV4);
  EXPECT_EQ(JudgeAt("::ffff:0.0.0.0", false), BindScope::kWildcardV4);
}

TEST(BindScopeTest, AddressIsLostWhenNoInterfaceHasIt) {
  EXPECT_EQ(JudgeAt("192.168.1.20"), BindScope::kOwnAddress);
  EXPECT_EQ(JudgeAt("::ffff:192.168.1.20"), BindScope::kOwnAddress);
  EXPECT_EQ(JudgeAt("2001:db8::20"), BindScope::kOwnAddress);
  EXPECT_EQ(JudgeAt("192.168.1.21"), BindScope::kLostAddress);
  EXPECT_EQ(JudgeAt("2001:db8::21"), BindScope::kLostAddress);
}

TEST(BindScopeTest, LinkLocalAddressIsOursWhateverItsInterface) {
  BoundSocket socket = At("fe80::20");
  socket.listener.address.scope = 7;
  EXPECT_EQ(Judge(socket, &kOwn), BindScope::kOwnAddress);
}

TEST(BindScopeTest, NothingIsLostWhileOurAddressesAreNotKnown) {
  EXPECT_EQ(Judge(At("192.168.1.21"), nullptr), BindScope::kOwnAddress);
  EXPECT_EQ(Judge(At("127.0.0.1"), nullptr), BindScope::kLoopback);
}

TEST(BindScopeTest, SocketForMulticastOrBroadcastIsNoListener) {
  const auto listeners =
      Judge({At("224.0.0.251"), At("ff02::fb"), At("255.255.255.255"), At("0.0.0.0")}, &kOwn);
  ASSERT_EQ(listeners.size(), 1U);
  EXPECT_EQ(listeners[0].scope, BindScope::kWildcardV4);
}

PortListeners Here(std::initializer_list<BindScope> scopes) {
  PortListeners listeners;
  for (const BindScope scope : scopes) {
    Listener& listener = listeners.here.emplace_back();
    listener.scope = scope;
  }
  return listeners;
}

TEST(ScopeOfTest, WidestSocketCounts) {
  EXPECT_EQ(ScopeOf(Here({})), BindScope::kNone);
  EXPECT_EQ(ScopeOf(Here({BindScope::kOwnAddress, BindScope::kLoopback})), BindScope::kOwnAddress);
  EXPECT_EQ(ScopeOf(Here({BindScope::kLostAddress, BindScope::kLoopback})),
            BindScope::kLostAddress);
}

TEST(ScopeOfTest, BothWildcardsTogetherAreDual) {
  EXPECT_EQ(ScopeOf(Here({BindScope::kWildcardV6, BindScope::kWildcardV4})), BindScope::kDual);
  EXPECT_EQ(ScopeOf(Here({BindScope::kWildcardV6})), BindScope::kWildcardV6);
}

TEST(ScopeOfTest, NamesAreWhatTheLabelSays) {
  EXPECT_EQ(Name(BindScope::kNone), "none");
  EXPECT_EQ(Name(BindScope::kLostAddress), "lost");
  EXPECT_EQ(Name(BindScope::kOwnAddress), "address");
  EXPECT_EQ(Name(BindScope::kDual), "dual");
}

}  // namespace
}  // namespace reach::host
