// A lookup that the test waits for.
// Thread: the test's. Owner: the test.
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>

#include "exporter/net/resolver.h"
#include "tests/support/patience.h"

namespace reach::test {

// Starts a lookup; the future gets its answer.
inline std::future<NameAnswer> Begin(Resolver& resolver, const std::string& name, Family family) {
  const auto promise = std::make_shared<std::promise<NameAnswer>>();
  resolver.Lookup(name, family,
                  [promise](const NameAnswer& answer) { promise->set_value(answer); });
  return promise->get_future();
}

inline NameAnswer Await(std::future<NameAnswer> answer) {
  if (answer.wait_for(kPatience) != std::future_status::ready) {
    throw std::runtime_error("lookup without an answer");
  }
  return answer.get();
}

inline NameAnswer Lookup(Resolver& resolver, const std::string& name, Family family) {
  return Await(Begin(resolver, name, family));
}

// "192.0.2.1 192.0.2.2", or the failure as the reason's name.
inline std::string Text(const NameAnswer& answer) {
  if (answer.failure) return std::string(Name(ReasonOfDns(*answer.failure)));
  std::string text;
  for (const Address& address : answer.addresses) {
    text += (text.empty() ? "" : " ") + ToString(address);
  }
  return text;
}

}  // namespace reach::test
