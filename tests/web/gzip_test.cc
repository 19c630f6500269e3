#include "exporter/web/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace reach::web {
namespace {

std::string Gunzip(std::string packed) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text(std::size_t{4} << 20, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

// Gives a text in pieces of odd sizes.
class TextBody : public BodySource {
 public:
  explicit TextBody(std::string_view text) : left_(text) {}
  std::string_view Next() override {
    const std::string_view piece = left_.substr(0, 77'777);
    left_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view left_;
};

std::string Pack(std::string_view text) {
  const auto body = Gzip(std::make_shared<TextBody>(text));
  std::string packed;
  for (std::string_view piece; !(piece = body->Next()).empty();) packed += piece;
  return packed;
}

TEST(GzipTest, UnpacksToTheSameText) {
  std::string large;
  for (int i = 0; large.size() < 3'000'000; ++i) large += "reach_x " + std::to_string(i) + '\n';
  for (const std::string& text : {std::string(), std::string("a"), large}) {
    EXPECT_TRUE(Gunzip(Pack(text)) == text);
  }
  EXPECT_LT(Pack(large).size(), large.size() / 3);
}

}  // namespace
}  // namespace reach::web
