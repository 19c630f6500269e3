// The views that this process has itself: the host's sockets, the WAN, whether we are online.
// Thread: the loop of the one who examines. Owner: the app, or a command.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exporter/diagnosis/views.h"
#include "exporter/host/host_reading.h"
#include "exporter/wan/view.h"

namespace reach::diagnosis {

class KnownViews : public Views {
 public:
  explicit KnownViews(asio::io_context& io) : io_(io) {}

  std::optional<host::PortListeners> Listeners(const Subject& subject, const Check& check) override;
  std::vector<Destination> LocalDestinations(const Subject& subject, const Check& check) override;
  std::unique_ptr<host::Window> OpenWindow(const Subject& subject) override;
  std::optional<wan::WanStatus> Wan(const Subject& subject) override;
  std::optional<wan::DdnsStatus> Ddns(const Subject& subject) override;
  std::optional<wan::PortMapping> Mapping(const Subject& subject, const Check& check) override;
  std::optional<Duration> ProcessAge(const Subject& subject) override;
  std::vector<Check> Outbound(const Subject& subject) override;
  bool Kubernetes() override;

 protected:
  // Each null while it is off or has seen nothing yet.
  virtual std::shared_ptr<const host::HostReading> Host() const { return nullptr; }
  virtual std::shared_ptr<const wan::View> WanView() const { return nullptr; }
  // The host's sockets were told by somebody: nothing of it can be probed from here.
  virtual bool HostIsElsewhere() const { return false; }

  // What the kernel calls the server's process, by the profile of its checks; "" for not known.
  virtual std::string ProcessOf(const std::string& profile) const {
    static_cast<void>(profile);
    return "";
  }
  // `outbound` of the configuration.
  virtual std::vector<Check> OutboundChecks() const { return {}; }
  // Whether any other exporter can be asked.
  virtual bool HasVantages() const { return false; }

  asio::io_context& io_;

 private:
  bool IsHere(const Subject& subject) const;
};

}  // namespace reach::diagnosis
