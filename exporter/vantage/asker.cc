#include "exporter/vantage/asker.h"

#include <utility>

#include "exporter/http/request.h"

namespace reach::vantage {
namespace {

constexpr long kConnectSeconds = 10;  // one that is gone does not hold up the others
constexpr std::size_t kLargest = 1024 * 1024;

// 1 ends the transfer (CURLOPT_XFERINFOFUNCTION(3)).
int IsStopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

Reply Perform(const config::HttpOrigin& origin, const std::string& accept, Duration limit,
              const std::atomic<bool>& stop) {
  http::Request request(origin, kLargest);
  if (!request.problem().empty()) return {0, "", request.problem()};
  request.AddHeader("Accept: " + accept);
  request.EndAfter(limit);
  CURL* const handle = request.handle();
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &IsStopped);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
  const CURLcode result = curl_easy_perform(handle);
  if (request.too_large()) return {0, "", "the answer is larger than a megabyte"};
  if (result != CURLE_OK) return {0, "", request.Explain(result)};
  return {request.status(), std::move(request.body()), ""};
}

}  // namespace

Task<Reply> Asker::Get(config::HttpOrigin origin, std::string path, std::string accept,
                       Duration limit) {
  Reply nothing;
  nothing.problem = "stopped";
  if (stopped_) co_return nothing;  // nobody would do it any more
  origin.url += path;
  wan::Helpers::Work<Reply> work = [origin = std::move(origin), accept = std::move(accept),
                                    limit](const std::atomic<bool>& stop) {
    return Perform(origin, accept, limit, stop);
  };
  co_return co_await helpers_.Run(std::move(work));
}

std::string Escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      escaped += c;
    } else {
      escaped += {'%', kDigits[byte / 16], kDigits[byte % 16]};
    }
  }
  return escaped;
}

}  // namespace reach::vantage
