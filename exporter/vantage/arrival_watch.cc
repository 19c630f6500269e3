#include "exporter/vantage/arrival_watch.h"

#include <utility>

namespace reach::vantage {
namespace {

constexpr std::size_t kMost = 10000;

}  // namespace

ArrivalWatch::ArrivalWatch(asio::io_context& io)
    : packets_(
          IncomingPackets::Open(io, [this](std::span<const std::uint8_t> packet, bool outgoing) {
            if (!outgoing) Take(packet);
          })) {}

void ArrivalWatch::Take(std::span<const std::uint8_t> packet) {
  if (arrived_.size() >= kMost) {
    full_ = true;
    return;
  }
  auto arrived = ReadArrived(packet);
  if (arrived) arrived_.push_back(*std::move(arrived));
}

const std::vector<Arrived>* ArrivalWatch::arrived() {
  if (packets_ == nullptr) return nullptr;
  packets_->Drain();
  return full_ || packets_->lost() ? nullptr : &arrived_;
}

}  // namespace reach::vantage
