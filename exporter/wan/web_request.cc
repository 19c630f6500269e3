#include "exporter/wan/web_request.h"

#include <curl/curl.h>

#include <memory>

#include "exporter/version.h"

namespace reach::wan {
namespace {

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;
using List = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

struct Sink {
  std::string body;
  std::size_t largest;
};

std::size_t Take(char* data, std::size_t size, std::size_t count, void* user) {
  Sink& sink = *static_cast<Sink*>(user);
  if (sink.body.size() + size * count > sink.largest) return 0;  // ends the transfer
  sink.body.append(data, size * count);
  return size * count;
}

int Progress(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

// "::ADDRESS:" connects every request of the handle to that address, at the port of the URL.
std::string Pin(const Address& to) {
  const std::string text = ToString(to);
  return to.is_v6() ? "::[" + text + "]:" : "::" + text + ":";
}

void SetUp(CURL* handle, const WebRequest& request, const std::atomic<bool>& stop) {
  const auto patience =
      std::chrono::duration_cast<std::chrono::milliseconds>(request.patience).count();
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");  // none from the environment
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(patience));
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, (std::string("reach_exporter/") + kVersion).c_str());
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &Progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Take);
  if (!request.post) return;
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.post->size()));
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, request.post->c_str());
}

}  // namespace

std::optional<WebAnswer> Fetch(const WebRequest& request, const std::atomic<bool>& stop) {
  const Handle handle(curl_easy_init(), curl_easy_cleanup);
  if (handle == nullptr) return std::nullopt;
  SetUp(handle.get(), request, stop);
  Sink sink{{}, request.largest};
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &sink);
  const List pin(curl_slist_append(nullptr, Pin(request.to).c_str()), curl_slist_free_all);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECT_TO, pin.get());
  List headers(nullptr, curl_slist_free_all);
  for (const std::string& line : request.headers) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
  }
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  if (curl_easy_perform(handle.get()) != CURLE_OK) return std::nullopt;
  WebAnswer answer;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  answer.body = std::move(sink.body);
  return answer;
}

}  // namespace reach::wan
