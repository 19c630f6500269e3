// A short text in a block that it shares with others: each in a string of its own costs 50 bytes
// more, and leaves holes in the heap.
// Thread: immutable once its block is complete, then read anywhere. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace reach {

class SharedText {
 public:
  SharedText() = default;
  // In a block of its own.
  SharedText(std::string text)
      : block_(std::make_shared<const std::string>(std::move(text))),
        size_(static_cast<std::uint32_t>(block_->size())) {}
  // Appends to the block, which may grow further. A block holds 4 GiB at most.
  SharedText(const std::shared_ptr<std::string>& block, std::string_view text)
      : block_(block),
        offset_(static_cast<std::uint32_t>(block->size())),
        size_(static_cast<std::uint32_t>(text.size())) {
    *block += text;
  }

  operator std::string_view() const {
    return block_ ? std::string_view(*block_).substr(offset_, size_) : std::string_view();
  }

 private:
  std::shared_ptr<const std::string> block_;
  std::uint32_t offset_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace reach
