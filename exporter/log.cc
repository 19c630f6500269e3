#include "exporter/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>

namespace reach::log {
namespace {

// Written once by Setup, before there are threads.
Format chosen_format = Format::kLogfmt;

struct LevelWords {
  spdlog::level::level_enum level;
  std::string_view name;
};
constexpr std::array<LevelWords, 4> kLevels = {{{spdlog::level::debug, "debug"},
                                                {spdlog::level::info, "info"},
                                                {spdlog::level::warn, "warn"},
                                                {spdlog::level::err, "error"}}};

}  // namespace

void Setup(std::string_view level, Format format) {
  chosen_format = format;
  spdlog::set_default_logger(spdlog::stderr_logger_mt("reach"));
  spdlog::set_pattern("%v");
  spdlog::set_level(spdlog::level::from_str(std::string(level)));
  spdlog::flush_on(spdlog::level::info);
}

void Write(Level level, std::string_view message, std::span<const Field> fields) {
  const auto& [spdlog_level, name] = kLevels[static_cast<std::size_t>(level)];
  if (!spdlog::should_log(spdlog_level)) return;
  spdlog::log(spdlog_level, "{}",
              Line(chosen_format, std::chrono::system_clock::now(), name, message, fields));
}

void Debug(std::string_view message, std::initializer_list<Field> fields) {
  Write(Level::kDebug, message, {fields.begin(), fields.size()});
}
void Info(std::string_view message, std::initializer_list<Field> fields) {
  Write(Level::kInfo, message, {fields.begin(), fields.size()});
}
void Warn(std::string_view message, std::initializer_list<Field> fields) {
  Write(Level::kWarn, message, {fields.begin(), fields.size()});
}
void Error(std::string_view message, std::initializer_list<Field> fields) {
  Write(Level::kError, message, {fields.begin(), fields.size()});
}
void Report(bool bad, std::string_view message, std::span<const Field> fields) {
  Write(bad ? Level::kWarn : Level::kInfo, message, fields);
}

}  // namespace reach::log
