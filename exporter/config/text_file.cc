#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "exporter/config/error.h"
#include "exporter/config/yaml.h"
#include "exporter/core/text.h"

namespace reach::config {
namespace {

int LineOf(const std::string& text, std::size_t offset) {
  int line = 1;
  for (std::size_t i = 0; i < offset; ++i) line += text[i] == '\n' ? 1 : 0;
  return line;
}

}  // namespace

std::string LoadText(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw Faults({{file, 0, "", "is a directory, not a file"}});
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Faults({{file, 0, "", std::string("cannot be read: ") + std::strerror(errno)}});
  }
  std::ostringstream content;
  content << stream.rdbuf();
  if (stream.bad()) throw Faults({{file, 0, "", "cannot be read to its end"}});
  std::string text = std::move(content).str();
  CheckText(file, text);
  return text;
}

void CheckText(const std::string& file, const std::string& text) {
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos) {
    throw Faults({{file, LineOf(text, nul), "", "a NUL byte; the file must be UTF-8 text"}});
  }
  if (const std::size_t valid = Utf8Prefix(text); valid != text.size()) {
    throw Faults({{file, LineOf(text, valid), "", "a byte that is not UTF-8"}});
  }
}

}  // namespace reach::config
