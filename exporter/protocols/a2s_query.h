// One INFO query as a dialogue without a socket: what to send, and what a datagram means for it.
// Thread: belongs to one attempt. Owner: the attempt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exporter/protocols/a2s_info.h"
#include "exporter/protocols/a2s_split.h"

namespace reach::a2s {

inline constexpr int kMaxChallenges = 3;
inline constexpr int kMaxDatagrams = 128;  // of one query, useless ones included

class InfoQuery {
 public:
  enum class Step : std::uint8_t {
    kSend,  // send request(): the server wants to see its challenge
    kWait,  // a part of the reply, or nothing to do with it
    kDone,  // info() is whole
    kBad,   // not A2S INFO, or more than kMaxDatagrams
    kLoop,  // one challenge more than kMaxChallenges
  };

  InfoQuery();
  const std::string& request() const { return request_; }  // what to send first, and at kSend
  Step OnDatagram(std::string_view datagram);
  const Info& info() const { return info_; }

 private:
  Step OnChallenge(std::string_view datagram);
  Step OnFragment(std::string_view datagram);
  Step OnMessage(std::string_view message);

  std::string request_;
  int challenges_ = 0;
  int datagrams_ = 0;
  Reassembly reassembly_;
  Info info_;
};

}  // namespace reach::a2s
