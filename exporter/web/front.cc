#include "exporter/web/front.h"

#include <algorithm>
#include <utility>

#include "exporter/config/error.h"

namespace reach::web {
namespace {

std::vector<WatchedFile> FilesOf(const config::WebConfig& config) {
  std::vector<WatchedFile> files;
  for (const std::string& path :
       {config.file, config.cert_file, config.key_file, config.client_ca_file}) {
    if (path.empty()) continue;
    files.emplace_back(path);
    files.back().MayHaveChanged();
  }
  return files;
}

void AddHeaders(const Headers& added, Response& response) {
  for (const auto& [name, value] : added) {
    const auto same = [&name = name](const auto& header) { return header.first == name; };
    if (std::none_of(response.headers.begin(), response.headers.end(), same)) {
      response.headers.emplace_back(name, value);
    }
  }
}

}  // namespace

Front::Loaded Front::Load(const std::string& path) {
  Loaded loaded;
  loaded.config = config::LoadWebConfig(path);
  if (!loaded.config.tls()) return loaded;
  std::string problem;
  loaded.tls = MakeTlsContext(loaded.config, problem);
  if (!loaded.tls) throw config::Faults({{path, 0, "tls_server_config", problem}});
  return loaded;
}

void Front::TakeIntoForce(Loaded loaded) {
  watched_ = FilesOf(loaded.config);
  gate_.Admit(loaded.config.users);
  in_force_ = std::move(loaded);
  complaint_.clear();
}

void Front::Open(const std::string& path) {
  path_ = path;
  if (!path.empty()) TakeIntoForce(Load(path));
}

void Front::OpenTokens(const std::string& path) {
  if (path == tokens_path_) return;
  tokens_path_ = path;
  tokens_.reset();
  gate_.AdmitTokens({});
  if (path.empty()) return;
  tokens_.emplace(path);
  FollowTokens();
}

void Front::FollowTokens() {
  if (!tokens_) return;
  const auto text = tokens_->ReadIfChanged();
  if (!text) return;
  std::string problem;
  Tokens tokens(*text, &problem);
  if (problem.empty() && tokens.empty()) problem = "holds no token, or cannot be read";
  if (!problem.empty()) Complain(tokens_path_ + ": " + problem);
  gate_.AdmitTokens(std::move(tokens));
}

void Front::Follow() {
  FollowTokens();
  bool changed = false;
  for (WatchedFile& file : watched_) changed |= file.MayHaveChanged();
  if (!changed) return;
  try {
    TakeIntoForce(Load(path_));
  } catch (const config::Faults& faults) {
    Complain(std::string("web configuration refused, the old one is kept: ") + faults.what());
  }
}

void Front::Complain(const std::string& problem) {
  if (std::exchange(complaint_, problem) != problem) report_(problem);
}

TlsContext Front::tls() {
  Follow();
  return in_force_.tls;
}

Task<Response> Front::Answer(Request& request) {
  Follow();
  const Headers added = in_force_.config.headers;
  Response response;
  if (auto stopped = co_await gate_.Stop(request)) {
    response = *std::move(stopped);
  } else {
    const auto path = paths_.find(request.path);
    const Handler& handler = path == paths_.end() ? behind_ : path->second;
    response = co_await handler(request);
  }
  AddHeaders(added, response);
  co_return response;
}

}  // namespace reach::web
