#include "exporter/net/notify_socket.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "tests/support/notify_listener.h"

namespace reach {
namespace {

TEST(NotifySocketTest, OneSendIsOneDatagramAtThePath) {
  const test::NotifyListener manager;
  const NotifySocket socket(manager.address());
  EXPECT_FALSE(socket.Send("READY=1\nSTATUS=probing"));
  EXPECT_FALSE(socket.Send("WATCHDOG=1"));
  EXPECT_EQ(manager.Receive(), "READY=1\nSTATUS=probing");
  EXPECT_EQ(manager.Receive(), "WATCHDOG=1");
}

TEST(NotifySocketTest, AnAtSignMeansTheAbstractNamespace) {
  const test::NotifyListener manager("@reach-notify-test-" + std::to_string(::getpid()));
  EXPECT_FALSE(NotifySocket(manager.address()).Send("READY=1"));
  EXPECT_EQ(manager.Receive(), "READY=1");
}

TEST(NotifySocketTest, WithoutAManagerNothingIsSentAndNothingIsWrong) {
  const NotifySocket nobody("");
  EXPECT_FALSE(nobody.connected());
  EXPECT_FALSE(nobody.Send("READY=1"));
}

TEST(NotifySocketTest, AManagerThatIsGoneIsAnErrorOfTheSystem) {
  std::string address;
  {
    const test::NotifyListener manager;
    address = manager.address();
  }
  EXPECT_EQ(NotifySocket(address).Send("READY=1").value(), ENOENT);
}

TEST(NotifySocketTest, WhatCannotBeAnAddressIsRefused) {
  EXPECT_EQ(NotifySocket("relative/path").Send("READY=1").value(), EAFNOSUPPORT);
  EXPECT_EQ(NotifySocket("/" + std::string(200, 'x')).Send("READY=1").value(), ENAMETOOLONG);
}

}  // namespace
}  // namespace reach
