#include "exporter/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace reach::log {
namespace {

// Written once by Setup, before there are threads.
Format chosen_format = Format::kLogfmt;

void Write(spdlog::level::level_enum level, std::string_view name, std::string_view message,
           std::span<const Field> fields) {
  if (!spdlog::should_log(level)) return;
  spdlog::log(level, "{}",
              Line(chosen_format, std::chrono::system_clock::now(), name, message, fields));
}

}  // namespace

void Setup(std::string_view level, Format format) {
  chosen_format = format;
  spdlog::set_default_logger(spdlog::stderr_logger_mt("reach"));
  spdlog::set_pattern("%v");
  spdlog::set_level(spdlog::level::from_str(std::string(level)));
  spdlog::flush_on(spdlog::level::info);
}

void Debug(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::debug, "debug", message, {fields.begin(), fields.size()});
}
void Info(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::info, "info", message, {fields.begin(), fields.size()});
}
void Warn(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::warn, "warn", message, {fields.begin(), fields.size()});
}
void Error(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::err, "error", message, {fields.begin(), fields.size()});
}
void Report(bool bad, std::string_view message, std::span<const Field> fields) {
  Write(bad ? spdlog::level::warn : spdlog::level::info, bad ? "warn" : "info", message, fields);
}

}  // namespace reach::log
