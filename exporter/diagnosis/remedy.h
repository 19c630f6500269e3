// What to do about a cause: steps and commands, by platform where they differ.
// Thread: constants and pure functions. Owner: the tables in remedies_*.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/cause.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

enum class Platform : std::uint8_t { kAny, kLinux, kWindows, kDocker, kKubernetes, kRouter };
std::string_view Name(Platform platform);  // "any", "linux", ...

struct Remedy {
  Cause cause;
  Platform platform;
  // With {port} {protocol} {PROTOCOL} {host} {address} {check} as blanks.
  std::string_view text;
  std::string_view provider = "";  // of a DDNS name ("noip"); "" for all
};

// Every remedy of the cause, the usual one first.
std::vector<Remedy> RemediesOf(Cause cause);

// What fills the blanks of a sentence or a remedy.
struct Blanks {
  std::string check;
  std::string host;
  std::string address;  // as players know it; "" leaves the host's name
  std::uint16_t port = 0;
  Transport transport = Transport::kTcp;
  std::string provider;  // of the DDNS name, "" when not known
};
Blanks BlanksOf(const TargetEvidence& target, const PortEvidence& port);

// The text with its blanks filled; a blank that is not known stays as it is. A ping has no port:
// "{port}/{protocol}" is then "ping".
std::string Fill(std::string_view text, const Blanks& blanks);

struct RenderedRemedy {
  Platform platform;
  std::string text;
};

// The sentence of the cause and its remedies for this port. A remedy of another DDNS provider is
// left out when the provider is known.
std::string Sentence(Cause cause, const Blanks& blanks);
std::vector<RenderedRemedy> Render(Cause cause, const Blanks& blanks);

// By subject, for RemediesOf.
std::span<const Remedy> NameRemedies();
std::span<const Remedy> ServerRemedies();
std::span<const Remedy> FirewallRemedies();
std::span<const Remedy> RouterRemedies();
std::span<const Remedy> OutsideRemedies();

}  // namespace reach::diagnosis
