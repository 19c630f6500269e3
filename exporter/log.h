// The exporter's log on stderr: one line for a transition or a change of its own state, none for
// an attempt.
// Thread: any. Owner: spdlog's default logger.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "exporter/log_line.h"

namespace reach::log {

// `level` is debug, info, warn or error. Call once, before threads start.
void Setup(std::string_view level, Format format);

enum class Level { kDebug, kInfo, kWarn, kError };

void Write(Level level, std::string_view message, std::span<const Field> fields);

void Debug(std::string_view message, std::initializer_list<Field> fields = {});
void Info(std::string_view message, std::initializer_list<Field> fields = {});
void Warn(std::string_view message, std::initializer_list<Field> fields = {});
void Error(std::string_view message, std::initializer_list<Field> fields = {});

// Warn or Info, with fields that were put together elsewhere.
void Report(bool bad, std::string_view message, std::span<const Field> fields);

}  // namespace reach::log
