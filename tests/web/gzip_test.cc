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

TEST(GzipTest, UnpacksToTheSameText) {
  std::string large;
  for (int i = 0; large.size() < 3'000'000; ++i) large += "reach_x " + std::to_string(i) + '\n';
  for (const std::string& text : {std::string(), std::string("a"), large}) {
    const auto packed = Gzip(text);
    ASSERT_TRUE(packed);
    EXPECT_TRUE(Gunzip(*packed) == text);
  }
  EXPECT_LT(Gzip(large)->size(), large.size() / 3);
}

}  // namespace
}  // namespace reach::web
