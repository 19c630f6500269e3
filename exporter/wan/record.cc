#include "exporter/wan/record.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "exporter/core/sealed_text.h"

namespace reach::wan {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kMagic = "reach_exporter wan\t1\n";

std::string Text(WallTime time) {
  return std::to_string(std::chrono::round<milliseconds>(time.time_since_epoch()).count());
}

void AppendLine(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) out.append(i == 0 ? "" : "\t").append(fields[i]);
  out += '\n';
}

void AppendFamily(std::string& out, Family family, const FamilyMemory& memory) {
  if (!memory.address) return;
  const std::string name(Name(family));
  AppendLine(
      out, {"address", name, ToString(memory.address), memory.changed ? Text(*memory.changed) : "-",
            std::to_string(memory.changes), memory.multi_homed ? "1" : "0"});
  for (const Move& move : memory.moves) {
    AppendLine(out, {"move", name, Text(move.when), ToString(move.to)});
  }
  for (const Address& address : memory.former) {
    AppendLine(out, {"former", name, ToString(address)});
  }
}

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<WallTime> Time(std::string_view text) {
  const auto number = Number(text);
  constexpr std::uint64_t kLatest = 1ULL << 42;  // the year 2109
  if (!number || *number > kLatest) return std::nullopt;
  return WallTime(milliseconds(*number));
}

std::vector<std::string_view> Split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t tab = 0; tab != line.npos; line.remove_prefix(tab + 1)) {
    tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == line.npos) break;
  }
  return fields;
}

using FieldList = std::vector<std::string_view>;

FamilyMemory* MemoryOf(std::string_view family, Record& record) {
  if (family == Name(Family::kIp4)) return &record.ip4;
  return family == Name(Family::kIp6) ? &record.ip6 : nullptr;
}

bool ReadAddress(const FieldList& fields, Record& record) {
  if (fields.size() != 6) return false;
  FamilyMemory* const memory = MemoryOf(fields[1], record);
  const auto address = Address::Parse(fields[2]);
  const auto changed = Time(fields[3]);
  const auto changes = Number(fields[4]);
  if (memory == nullptr || !address || Name(address->family) != fields[1] || !changes) return false;
  if (!changed && fields[3] != "-") return false;
  memory->address = *address;
  memory->changed = changed;
  memory->changes = *changes;
  memory->multi_homed = fields[5] == "1";
  return true;
}

bool ReadMove(const FieldList& fields, Record& record) {
  if (fields.size() != 4) return false;
  FamilyMemory* const memory = MemoryOf(fields[1], record);
  const auto when = Time(fields[2]);
  const auto address = Address::Parse(fields[3]);
  if (memory == nullptr || !when || !address) return false;
  memory->moves.push_back({*when, *address});
  return true;
}

bool ReadFormer(const FieldList& fields, Record& record) {
  if (fields.size() != 3) return false;
  FamilyMemory* const memory = MemoryOf(fields[1], record);
  const auto address = Address::Parse(fields[2]);
  if (memory == nullptr || !address || memory->former.size() >= kFormer) return false;
  memory->former.push_back(*address);
  return true;
}

bool ReadLine(std::string_view line, Record& record) {
  const FieldList fields = Split(line);
  if (fields[0] == "address") return ReadAddress(fields, record);
  if (fields[0] == "move") return ReadMove(fields, record);
  if (fields[0] == "former") return ReadFormer(fields, record);
  if (fields[0] == "key" && fields.size() == 2) {
    record.key = fields[1];
    return true;
  }
  if (fields[0] != "wrong" || fields.size() != 3) return false;
  const auto since = Time(fields[2]);
  return since && record.wrong_since.emplace(fields[1], *since).second;
}

}  // namespace

std::string Encode(const Record& record) {
  std::string out(kMagic);
  if (!record.key.empty()) AppendLine(out, {"key", record.key});
  AppendFamily(out, Family::kIp4, record.ip4);
  AppendFamily(out, Family::kIp6, record.ip6);
  for (const auto& [hostname, since] : record.wrong_since) {
    AppendLine(out, {"wrong", hostname, Text(since)});
  }
  return Seal(std::move(out));
}

Decoded Decode(std::string_view bytes) {
  if (!bytes.starts_with(kMagic))
    return {{}, "is not of this version of reach_exporter, or damaged"};
  auto body = Unseal(bytes);
  if (!body) return {{}, "is damaged: its end or its checksum is not right"};
  body->remove_prefix(kMagic.size());
  Decoded decoded;
  while (!body->empty()) {
    const std::size_t end = body->find('\n');
    const std::string_view line = body->substr(0, end);
    if (!ReadLine(line, decoded.record)) {
      return {{}, "has a line that is not understood: " + std::string(line.substr(0, 128))};
    }
    body->remove_prefix(end == body->npos ? body->size() : end + 1);
  }
  return decoded;
}

}  // namespace reach::wan
