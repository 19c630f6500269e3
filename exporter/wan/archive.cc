#include "exporter/wan/archive.h"

#include <utility>

namespace reach::wan {

Archive::Archive(const std::string& folder, Tell tell) : tell_(std::move(tell)) {
  if (!folder.empty()) file_.emplace(folder, "wan");
}

Record Archive::Read() {
  if (!file_) return {};
  std::string bytes;
  auto problem = file_->Read(bytes);
  if (!problem && bytes.empty()) return {};
  if (!problem) {
    Decoded decoded = Decode(bytes);
    if (decoded.problem.empty()) return std::move(decoded.record);
    problem = file_->SetAside();
    if (!problem) {
      problem = file_->path() + " " + decoded.problem + "; kept as " + file_->bad_path();
    }
  }
  tell_({true, "the public address of before the start is not known: " + *problem});
  return {};
}

void Archive::Write(const Record& record) {
  if (!file_) return;
  const auto problem = file_->Replace(Encode(record));
  if (problem && !failing_) tell_({true, "the public address was not kept: " + *problem});
  failing_ = problem.has_value();
}

}  // namespace reach::wan
