#include "exporter/web/gzip.h"

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace reach::web {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header (zlib.h)
constexpr int kMemory = 8;
constexpr std::size_t kPiece = std::size_t{64} * 1024;

class GzipBody : public BodySource {
 public:
  explicit GzipBody(std::shared_ptr<BodySource> plain) : plain_(std::move(plain)) {
    ready_ =
        deflateInit2(&stream_, 1, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  GzipBody(const GzipBody&) = delete;
  GzipBody& operator=(const GzipBody&) = delete;
  ~GzipBody() override { deflateEnd(&stream_); }

  bool ready() const { return ready_; }

  std::string_view Next() override {
    packed_.resize(kPiece);
    stream_.next_out = reinterpret_cast<Bytef*>(packed_.data());
    stream_.avail_out = kPiece;
    while (status_ == Z_OK && stream_.avail_out > 0) {
      if (stream_.avail_in == 0 && !ended_) Refill();
      status_ = deflate(&stream_, ended_ ? Z_FINISH : Z_NO_FLUSH);
    }
    if (status_ != Z_OK && status_ != Z_STREAM_END) throw std::runtime_error("deflate failed");
    return std::string_view(packed_).substr(0, kPiece - stream_.avail_out);
  }

 private:
  void Refill() {
    const std::string_view text = plain_->Next();
    ended_ = text.empty();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());  // pieces are far below its 4 GiB
  }

  std::shared_ptr<BodySource> plain_;
  z_stream stream_ = {};
  std::string packed_;
  int status_ = Z_OK;
  bool ready_ = false;
  bool ended_ = false;
};

}  // namespace

std::shared_ptr<BodySource> Gzip(std::shared_ptr<BodySource> plain) {
  auto body = std::make_shared<GzipBody>(std::move(plain));
  return body->ready() ? body : nullptr;
}

}  // namespace reach::web
