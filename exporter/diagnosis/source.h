// The kinds of evidence that a proof may need, and sets of them.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace reach::diagnosis {

enum class Source : std::uint8_t {
  kControl,       // a control target says that the prober is offline
  kTwoResolvers,  // the name did not resolve at two vantages
  kHost,          // the sockets of the server's network namespace
  kCounters,      // its counters over a window
  kLoopback,      // a result from the host itself, to loopback
  kOwn,           // a result from the host itself, to an address of its own
  kLan,           // a result from another host of its network
  kHairpin,       // a result from its network to the public address
  kOutside,       // a result from the internet
  kTwoOutside,    // results from two vantages in the internet
  kTrace,         // the hop of the answer, or of the last router, seen from the internet
  kTos,           // the type of service of the refusal, with CAP_NET_RAW
  kMapping,       // what the router says of its port forward
  kArrival,       // marked packets from outside were looked for on the host
  kWan,           // an agreed public address
  kRouter,        // what the router calls its own address
  kDdns,          // the DDNS name compared with the public address
  kReply,         // a reply that tells the version
};

class SourceSet {
 public:
  constexpr SourceSet() = default;
  constexpr SourceSet(std::initializer_list<Source> sources) {
    for (const Source source : sources) Add(source);
  }
  constexpr void Add(Source source) { bits_ |= std::uint32_t{1} << static_cast<unsigned>(source); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool Contains(Source source) const { return Contains(SourceSet{source}); }
  constexpr bool Contains(SourceSet other) const { return (bits_ & other.bits_) == other.bits_; }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace reach::diagnosis
