#include "exporter/protocols/dns_message.h"

#include <algorithm>

#include "exporter/protocols/big_endian.h"
#include "exporter/protocols/byte_reader.h"

namespace reach::dns {
namespace {

constexpr std::size_t kLongestLabel = 63;  // RFC 1035 2.3.4
constexpr std::size_t kLongestName = 255;  // on the wire
constexpr std::uint16_t kResponse = 0x8000;
constexpr std::uint16_t kAuthoritative = 0x0400;
constexpr std::uint16_t kTruncated = 0x0200;
constexpr std::uint16_t kRecursionDesired = 0x0100;
constexpr std::uint16_t kOpcodes = 0x7800;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return lower;
}

std::string_view WithoutDot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

bool AppendName(std::string& out, std::string_view name) {
  const std::size_t start = out.size();
  name = WithoutDot(name);
  while (!name.empty()) {
    const std::string_view label = name.substr(0, name.find('.'));
    if (label.empty() || label.size() > kLongestLabel) return false;
    AppendBig(out, label.size(), 1);
    out.append(label);
    name.remove_prefix(std::min(label.size() + 1, name.size()));
  }
  out += '\0';
  return out.size() - start <= kLongestName;
}

// Reads names and records out of one message.
class Reader {
 public:
  explicit Reader(std::string_view message) : message_(message), bytes_(message) {}

  ByteReader& bytes() { return bytes_; }
  bool good() const { return good_ && !bytes_.dry(); }

  std::string Name() { return ReadName(bytes_); }
  Record NextRecord();

 private:
  std::string ReadName(ByteReader& reader);
  void ReadData(std::string_view data, Record& record);

  std::string_view message_;
  ByteReader bytes_;
  bool good_ = true;
};

// A pointer must lead back before where it stands (RFC 1035 4.1.4): so every chain ends.
std::string Reader::ReadName(ByteReader& reader) {
  std::string name;
  ByteReader at = reader;
  bool followed = false;
  while (good_) {
    const std::size_t here = message_.size() - at.rest().size();
    const auto length = at.Big<std::uint8_t>();
    if ((length & 0xC0) == 0xC0) {
      const std::size_t to = static_cast<std::size_t>(length & 0x3F) << 8 | at.Big<std::uint8_t>();
      if (!followed) reader = at;
      followed = true;
      good_ = !at.dry() && to < here;
      if (good_) at = ByteReader(message_.substr(to));
      continue;
    }
    const std::string_view label = at.Take(length);
    good_ = !at.dry() && length <= kLongestLabel && name.size() + length < kLongestName;
    if (length == 0) break;
    name.append(name.empty() ? "" : ".").append(label);
  }
  if (!followed) reader = at;
  return Lower(name);
}

void Reader::ReadData(std::string_view data, Record& record) {
  switch (record.type) {
    case Type::kA:
    case Type::kAaaa: {
      const bool is_v6 = record.type == Type::kAaaa;
      good_ = good_ && data.size() == (is_v6 ? 16 : 4);
      if (!good_) return;
      record.address.family = is_v6 ? Family::kIp6 : Family::kIp4;
      std::copy(data.begin(), data.end(), record.address.bytes.begin());
      return;
    }
    case Type::kNs:
    case Type::kCname: {
      // Names inside may point to all that stands before.
      const auto start = static_cast<std::size_t>(data.data() - message_.data());
      ByteReader reader(message_.substr(start));
      record.text = ReadName(reader);
      return;
    }
    case Type::kTxt: {
      ByteReader reader(data);
      while (!reader.rest().empty() && !reader.dry()) {
        record.text.append(reader.Take(reader.Big<std::uint8_t>()));
      }
      good_ = good_ && !reader.dry();
      return;
    }
    case Type::kSoa:
      return;
  }
}

Record Reader::NextRecord() {
  Record record;
  record.name = Name();
  record.type = static_cast<Type>(bytes_.Big<std::uint16_t>());
  bytes_.Take(2);  // class
  record.ttl = bytes_.Big<std::uint32_t>();
  if (record.ttl > 0x7FFFFFFF) record.ttl = 0;
  const std::string_view data = bytes_.Take(bytes_.Big<std::uint16_t>());
  if (good()) ReadData(data, record);
  return record;
}

bool IsKnown(Type type) {
  switch (type) {
    case Type::kA:
    case Type::kNs:
    case Type::kCname:
    case Type::kSoa:
    case Type::kTxt:
    case Type::kAaaa:
      return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> EncodeQuestion(const Question& question, std::uint16_t id) {
  std::string message;
  AppendBig(message, id, 2);
  AppendBig(message, question.recursive ? kRecursionDesired : 0, 2);
  for (const int count : {1, 0, 0, 0}) AppendBig(message, static_cast<std::uint64_t>(count), 2);
  if (!AppendName(message, question.name)) return std::nullopt;
  AppendBig(message, static_cast<std::uint16_t>(question.type), 2);
  AppendBig(message, static_cast<std::uint16_t>(question.klass), 2);
  return message;
}

std::optional<Answer> ParseAnswer(std::string_view message, const Question& question,
                                  std::uint16_t id) {
  Reader reader(message);
  const auto answered_id = reader.bytes().Big<std::uint16_t>();
  const auto flags = reader.bytes().Big<std::uint16_t>();
  const auto questions = reader.bytes().Big<std::uint16_t>();
  const auto answers = reader.bytes().Big<std::uint16_t>();
  reader.bytes().Take(4);  // the counts of the other sections
  const std::string name = reader.Name();
  const auto type = reader.bytes().Big<std::uint16_t>();
  const auto klass = reader.bytes().Big<std::uint16_t>();
  if (!reader.good() || answered_id != id || questions != 1) return std::nullopt;
  if ((flags & kResponse) == 0 || (flags & kOpcodes) != 0) return std::nullopt;
  if (name != Lower(WithoutDot(question.name)) ||
      type != static_cast<std::uint16_t>(question.type) ||
      klass != static_cast<std::uint16_t>(question.klass)) {
    return std::nullopt;
  }
  Answer answer;
  answer.code = flags & 0x0F;
  answer.authoritative = (flags & kAuthoritative) != 0;
  answer.truncated = (flags & kTruncated) != 0;
  for (int i = 0; i < answers && reader.good(); ++i) {
    Record record = reader.NextRecord();
    if (reader.good() && IsKnown(record.type)) answer.records.push_back(std::move(record));
  }
  // A truncated answer may end anywhere.
  if (!reader.good() && !answer.truncated) return std::nullopt;
  return answer;
}

}  // namespace reach::dns
