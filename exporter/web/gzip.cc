#include "exporter/web/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace reach::web {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header (zlib.h)
constexpr int kMemory = 8;
constexpr std::size_t kPiece = std::size_t{256} * 1024;

}  // namespace

std::optional<std::string> Gzip(std::string_view text) {
  z_stream stream = {};
  if (deflateInit2(&stream, 1, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string result;
  int status = Z_OK;
  while (status == Z_OK) {
    if (stream.avail_in == 0) {  // zlib counts in 32 bits, an exposition may be larger
      const std::size_t piece = std::min<std::size_t>(text.size(), 1U << 30);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
      stream.avail_in = static_cast<uInt>(piece);
      text.remove_prefix(piece);
    }
    const std::size_t size = result.size();
    result.resize(size + kPiece);
    stream.next_out = reinterpret_cast<Bytef*>(result.data() + size);
    stream.avail_out = kPiece;
    status = deflate(&stream, text.empty() ? Z_FINISH : Z_NO_FLUSH);
    result.resize(size + kPiece - stream.avail_out);
  }
  deflateEnd(&stream);
  return status == Z_STREAM_END ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace reach::web
