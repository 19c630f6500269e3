#include "exporter/web/negotiate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace reach::web {
namespace {

using metrics::Format;

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Cuts the text up to the separator off and returns it. Quoted strings do not occur in what we
// look for, so they need no care.
std::string_view Next(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view piece = Trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

struct Range {
  std::string name;  // "text/plain", "gzip"
  std::string version;
  std::string escaping;
  double q = 1;
};

Range ParseRange(std::string_view text) {
  Range range;
  range.name = Lower(Next(text, ';'));
  while (!text.empty()) {
    std::string_view value = Next(text, ';');
    const std::string key = Lower(Next(value, '='));
    if (key == "version") range.version = value;
    if (key == "escaping") range.escaping = value;
    if (key != "q") continue;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), range.q);
    if (error != std::errc() || !(range.q >= 0)) range.q = 0;
  }
  return range;
}

std::optional<Format> FormatOf(const Range& range) {
  if (range.name == "application/openmetrics-text") {
    const bool known = range.version.empty() || range.version == "1.0.0" ||
                       range.version == "0.0.1";  // Prometheus asks for both; they read alike
    return known ? std::optional(Format::kOpenMetrics) : std::nullopt;
  }
  const bool text = range.name == "text/plain" || range.name == "text/*" || range.name == "*/*";
  const bool known = range.version.empty() || range.version == "0.0.4";
  return text && known ? std::optional(Format::kText) : std::nullopt;
}

bool IsEscaping(std::string_view name) {
  constexpr std::array<std::string_view, 4> kSchemes = {"allow-utf-8", "underscores", "dots",
                                                        "values"};
  return std::find(kSchemes.begin(), kSchemes.end(), name) != kSchemes.end();
}

}  // namespace

Offer Negotiate(std::string_view accept) {
  Offer best;
  best.content_type = metrics::ContentType(best.format);
  double best_q = 0;
  while (!accept.empty()) {
    const Range range = ParseRange(Next(accept, ','));
    const auto format = FormatOf(range);
    if (!format || range.q <= best_q) continue;
    best_q = range.q;
    best.format = *format;
    best.content_type = metrics::ContentType(*format);
    if (range.version == "1.0.0" && IsEscaping(range.escaping)) {
      best.content_type += "; escaping=" + range.escaping;
    }
  }
  return best;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const Range range = ParseRange(Next(accept_encoding, ','));
    if (range.name == "gzip" || range.name == "x-gzip") return range.q > 0;
    if (range.name == "*") any = range.q > 0;
  }
  return any.value_or(false);
}

}  // namespace reach::web
