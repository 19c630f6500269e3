// DNS messages as bytes (RFC 1035 4): a question of any kind, and the records of its answer. c-ares
// answers names for probes; this is for what it cannot ask: one named server, without recursion, in
// any class.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"

namespace reach::dns {

inline constexpr std::uint16_t kPort = 53;

enum class Type : std::uint16_t { kA = 1, kNs = 2, kCname = 5, kSoa = 6, kTxt = 16, kAaaa = 28 };
enum class Class : std::uint16_t { kInternet = 1, kChaos = 3 };

struct Question {
  std::string name;  // absolute, with or without the last dot
  Type type = Type::kA;
  Class klass = Class::kInternet;
  bool recursive = true;  // RD
};

// nullopt for a name that DNS cannot carry (RFC 1035 2.3.4). `id` is to be random.
std::optional<std::string> EncodeQuestion(const Question& question, std::uint16_t id);

struct Record {
  std::string name;  // lower case, without the last dot
  Type type = Type::kA;
  std::uint32_t ttl = 0;  // seconds; above 2^31 counts as 0 (RFC 2181 8)
  Address address;        // of A and AAAA
  std::string text;       // of NS and CNAME the name, of TXT all its strings, joined
};

struct Answer {
  std::uint8_t code = 0;        // 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED
  bool authoritative = false;   // AA
  bool truncated = false;       // TC
  std::vector<Record> records;  // of the answer section, of the types above
};

// nullopt for what is no well-formed answer to this question with this id.
std::optional<Answer> ParseAnswer(std::string_view message, const Question& question,
                                  std::uint16_t id);

}  // namespace reach::dns
