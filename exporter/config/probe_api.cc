#include "exporter/config/probe_api.h"

#include <algorithm>
#include <charconv>

#include "exporter/config/fields.h"
#include "exporter/config/host.h"
#include "exporter/config/http_origin.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

// The whole text as a number of this range.
std::optional<int> NumberIn(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number >= least && number <= most ? std::optional(number) : std::nullopt;
}

void ReadAllow(Fields& api, ProbeApiSettings& settings) {
  std::vector<std::string> words;
  if (api.IsList("allow")) {
    words = api.Strings("allow").value_or(std::vector<std::string>());
  } else if (auto word = api.String("allow")) {
    words.push_back(*std::move(word));
  }
  for (const std::string& word : words) {
    if (word == "configured") {
      settings.configured = true;
    } else if (const auto network = ParseNetwork(word)) {
      settings.networks.push_back(*network);
    } else if (const HostReading host = ReadHost(word);
               host.problem.empty() && word.find('/') == std::string::npos) {
      settings.hosts.push_back(host.host);
    } else {
      api.Fault("allow", Quoted(word) +
                             " is not a host, an address, a network such as 192.168.1.0/24, nor "
                             "\"configured\"");
    }
  }
}

void ReadPorts(Fields& api, ProbeApiSettings& settings) {
  if (!api.Has("ports")) return;
  const auto words = api.Strings("ports", "a list of ports");
  for (const std::string& word : words.value_or(std::vector<std::string>())) {
    const std::size_t dash = word.find('-');
    const auto first = NumberIn(std::string_view(word).substr(0, dash), 1, 65535);
    const auto last = dash == std::string::npos
                          ? first
                          : NumberIn(std::string_view(word).substr(dash + 1), 1, 65535);
    if (!first || !last || *first > *last) {
      api.Fault("ports", Quoted(word) + " is not a port, nor a range such as 28015-28017");
      continue;
    }
    settings.ports.emplace_back(static_cast<std::uint16_t>(*first),
                                static_cast<std::uint16_t>(*last));
  }
  if (words && words->empty()) api.Fault("ports", "\"ports\" is empty: leave it out for all");
}

void ReadRate(Fields& api, ProbeApiSettings& settings) {
  const auto text = api.String("rate");
  if (!text) return;
  const std::size_t slash = text->find('/');
  const auto number = NumberIn(std::string_view(*text).substr(0, slash), 1, 6000);
  if (!number || slash == std::string::npos || text->substr(slash) != "/minute") {
    return api.Fault("rate", "\"rate\" must be like 60/minute, up to 6000/minute");
  }
  settings.rate = *number;
}

}  // namespace

bool Network::Contains(const Address& address) const {
  if (address.family != base.family) return false;
  for (int bit = 0; bit < bits; bit += 8) {
    const auto index = static_cast<std::size_t>(bit / 8);
    const int rest = std::min(8, bits - bit);
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    if ((address.bytes[index] & mask) != (base.bytes[index] & mask)) return false;
  }
  return true;
}

std::optional<Network> ParseNetwork(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = Address::Parse(text.substr(0, slash));
  if (!base || base->scope != 0) return std::nullopt;
  const int all = base->is_v4() ? 32 : 128;
  if (slash == std::string_view::npos) return Network{*base, all};
  const auto bits = NumberIn(text.substr(slash + 1), 0, all);
  if (!bits) return std::nullopt;
  return Network{*base, *bits};
}

ProbeApiSettings ReadProbeApi(Fields& root, const std::string& file) {
  ProbeApiSettings settings;
  auto api = root.Map("probe_api");
  if (!api) return settings;
  ReadAllow(*api, settings);
  ReadPorts(*api, settings);
  ReadRate(*api, settings);
  const std::string tokens = api->String("tokens_file").value_or("");
  if (!tokens.empty()) settings.tokens_file = Beside(file, tokens);
  return settings;
}

}  // namespace reach::config
