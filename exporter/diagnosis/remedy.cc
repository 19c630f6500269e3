#include "exporter/diagnosis/remedy.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "exporter/diagnosis/cause_table.h"

namespace reach::diagnosis {
namespace {

constexpr std::array<std::string_view, 6> kPlatforms = {"any",    "linux",      "windows",
                                                        "docker", "kubernetes", "router"};

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return upper;
}

}  // namespace

std::string_view Name(Platform platform) { return kPlatforms[static_cast<std::size_t>(platform)]; }

std::vector<Remedy> RemediesOf(Cause cause) {
  std::vector<Remedy> found;
  for (const auto table : {NameRemedies(), ServerRemedies(), FirewallRemedies(), RouterRemedies(),
                           OutsideRemedies()}) {
    std::copy_if(table.begin(), table.end(), std::back_inserter(found),
                 [cause](const Remedy& remedy) { return remedy.cause == cause; });
  }
  return found;
}

Blanks BlanksOf(const TargetEvidence& target, const PortEvidence& port) {
  Blanks blanks;
  blanks.check = port.check;
  blanks.host = target.host;
  blanks.port = port.port;
  blanks.transport = port.transport;
  if (target.ddns) blanks.provider = target.ddns->provider;
  const auto outside = std::find_if(
      port.sightings.begin(), port.sightings.end(),
      [](const Sighting& seen) { return seen.view == View::kOutside && seen.address; });
  if (outside != port.sightings.end()) {
    blanks.address = ToString(outside->address);
  } else if (!port.sightings.empty() && port.sightings.back().address) {
    blanks.address = ToString(port.sightings.back().address);
  }
  return blanks;
}

std::string Fill(std::string_view text, const Blanks& blanks) {
  const std::array<std::pair<std::string_view, std::string>, 7> values = {{
      {"{port}/{protocol}", blanks.transport == Transport::kIcmp ? "ping" : ""},
      {"{port}", blanks.port == 0 ? "" : std::to_string(blanks.port)},
      {"{protocol}", std::string(Name(blanks.transport))},
      {"{PROTOCOL}", Upper(Name(blanks.transport))},
      {"{host}", blanks.host},
      {"{address}", blanks.address.empty() ? blanks.host : blanks.address},
      {"{check}", blanks.check},
  }};
  std::string filled;
  while (!text.empty()) {
    const auto blank = std::find_if(values.begin(), values.end(), [text](const auto& value) {
      return !value.second.empty() && text.starts_with(value.first);
    });
    if (blank != values.end()) {
      filled += blank->second;
      text.remove_prefix(blank->first.size());
    } else {
      filled += text.front();
      text.remove_prefix(1);
    }
  }
  return filled;
}

std::string Sentence(Cause cause, const Blanks& blanks) { return Fill(SentenceOf(cause), blanks); }

std::vector<RenderedRemedy> Render(Cause cause, const Blanks& blanks) {
  std::vector<RenderedRemedy> rendered;
  for (const Remedy& remedy : RemediesOf(cause)) {
    const bool other =
        !remedy.provider.empty() && !blanks.provider.empty() && remedy.provider != blanks.provider;
    if (!other) rendered.push_back({remedy.platform, Fill(remedy.text, blanks)});
  }
  return rendered;
}

}  // namespace reach::diagnosis
