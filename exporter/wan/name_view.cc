#include "exporter/wan/name_view.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "exporter/net/name.h"
#include "exporter/wan/dns_source.h"
#include "exporter/wan/gather.h"
#include "exporter/wan/survey.h"

namespace reach::wan {
namespace {

constexpr std::uint8_t kNoError = 0;
constexpr std::uint8_t kNxdomain = 3;
constexpr std::size_t kMostServers = 8;
constexpr int kMostAliases = 4;

// One server's view, and the alias that leads out of what it knows.
struct Reply {
  NameSeen seen;
  std::string alias;
};

std::vector<Nameserver> ReadResolvConf() {
  std::ifstream file("/etc/resolv.conf");
  return ParseResolvConf(std::string(std::istreambuf_iterator<char>(file), {}));
}

bool Knows(const std::optional<dns::Answer>& answer) {
  return answer && (answer->code == kNoError || answer->code == kNxdomain);
}

// An answer without anything, by one that is no authority, is a hint where else to ask.
bool IsReferral(const dns::Answer& answer) {
  return answer.code == kNoError && answer.records.empty() && !answer.authoritative;
}

void Add(const dns::Answer& answer, Reply& reply) {
  for (const dns::Record& record : answer.records) {
    if (record.type == dns::Type::kCname) reply.alias = record.text;
    if (!record.address) continue;
    const Duration ttl = std::chrono::seconds(record.ttl);
    reply.seen.ttl = reply.seen.addresses.empty() ? ttl : std::min(reply.seen.ttl, ttl);
    reply.seen.addresses.push_back(record.address);
  }
}

Task<Reply> AskServer(asio::io_context& io, Nameserver server, std::string name,
                      Duration patience) {
  Reply reply;
  dns::Question question;
  question.name = std::move(name);
  question.recursive = false;
  const auto ip4 = co_await AskDns(io, server, question, patience);
  if (!Knows(ip4) || IsReferral(*ip4)) co_return reply;
  Add(*ip4, reply);
  question.type = dns::Type::kAaaa;
  std::optional<dns::Answer> ip6;
  if (ip4->code != kNxdomain) ip6 = co_await AskDns(io, server, question, patience);
  reply.seen.knows6 = ip4->code == kNxdomain || Knows(ip6);
  if (ip6 && reply.seen.knows6) Add(*ip6, reply);
  // That there is no address at all is believed only of one who has answered for both families.
  reply.seen.answered = reply.seen.knows6 || !reply.seen.addresses.empty();
  co_return reply;
}

std::string_view Parent(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

NameView::NameView(asio::io_context& io, NameService& names, Servers nameservers, Duration patience)
    : io_(io), names_(names), nameservers_(std::move(nameservers)), patience_(patience) {}

Task<DdnsEvidence> NameView::Look(config::Ddns ddns) {
  DdnsEvidence evidence;
  Servers servers;
  for (const std::string& text : ddns.authority) {
    if (const auto server = ParseNameserver(text)) servers.push_back(*server);
  }
  evidence.recursive = co_await AskRecursive(ddns.hostname);
  if (servers.empty()) servers = co_await FindZone(ddns.hostname);
  evidence.authorities = co_await AskAuthorities(ddns.hostname, std::move(servers), kMostAliases);
  co_return evidence;
}

Task<std::vector<NameSeen>> NameView::AskAuthorities(std::string name, Servers servers,
                                                     int aliases_left) {
  std::vector<Task<Reply>> questions;
  for (const Nameserver& server : servers) {
    questions.push_back(AskServer(io_, server, name, patience_));
  }
  std::vector<Reply> replies = co_await Gather(io_, std::move(questions));
  std::vector<NameSeen> seen;
  for (Reply& reply : replies) {
    const bool leads_out = reply.seen.answered && reply.seen.addresses.empty();
    if (leads_out && !reply.alias.empty() && aliases_left > 0) {
      Servers next = co_await FindZone(reply.alias);
      co_return co_await AskAuthorities(reply.alias, std::move(next), aliases_left - 1);
    }
    seen.push_back(std::move(reply.seen));
  }
  co_return seen;
}

Task<NameView::Servers> NameView::FindZone(std::string name) {
  Servers servers;
  // A zone of one label is a top-level domain, and of nobody's names.
  for (std::string_view zone = name; !Parent(zone).empty(); zone = Parent(zone)) {
    dns::Question question;
    question.name = zone;
    question.type = dns::Type::kNs;
    const auto answer = co_await AskNameservers(std::move(question));
    if (!answer) break;
    for (const dns::Record& record : answer->records) {
      const bool ours = record.type == dns::Type::kNs && record.name == NormalName(zone);
      if (!ours || servers.size() == kMostServers) continue;
      std::vector<Address> addresses = co_await Lookup(io_, names_, record.text, Family::kIp4);
      if (addresses.empty()) addresses = co_await Lookup(io_, names_, record.text, Family::kIp6);
      if (!addresses.empty()) servers.push_back({addresses.front(), dns::kPort});
    }
    if (!servers.empty()) break;
  }
  co_return servers;
}

Task<NameSeen> NameView::AskRecursive(std::string name) {
  Reply reply;
  for (const dns::Type type : {dns::Type::kA, dns::Type::kAaaa}) {
    dns::Question question;
    question.name = name;
    question.type = type;
    const auto answer = co_await AskNameservers(std::move(question));
    if (!answer) break;
    if (type == dns::Type::kA) reply.seen.answered = true;
    Add(*answer, reply);
  }
  co_return reply.seen;
}

Task<std::optional<dns::Answer>> NameView::AskNameservers(dns::Question question) {
  const Servers servers = nameservers_.empty() ? ReadResolvConf() : nameservers_;
  for (const Nameserver& server : servers) {
    auto answer = co_await AskDns(io_, server, question, patience_);
    if (Knows(answer)) co_return answer;
  }
  co_return std::nullopt;
}

}  // namespace reach::wan
