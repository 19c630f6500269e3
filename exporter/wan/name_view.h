// Sees a name as its own zone's servers have it, and as everybody else gets it.
// Thread: that of the io_context. Owner: the station.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/wan.h"
#include "exporter/net/name_service.h"
#include "exporter/net/nameserver.h"
#include "exporter/net/task.h"
#include "exporter/protocols/dns_message.h"
#include "exporter/wan/ddns_state.h"

namespace reach::wan {

class NameView {
 public:
  // `nameservers`: those that everybody else asks; none: those of resolv.conf, read each time.
  // `patience` bounds one question. All outlive the tasks.
  NameView(asio::io_context& io, NameService& names, std::vector<Nameserver> nameservers,
           Duration patience);

  // Fills in what the servers say; the rest is the caller's.
  Task<DdnsEvidence> Look(config::Ddns ddns);

 private:
  using Servers = std::vector<Nameserver>;

  // Of each server of the zone that the name is in, without recursion; aliases into other zones
  // are followed there.
  Task<std::vector<NameSeen>> AskAuthorities(std::string name, Servers servers, int aliases_left);
  // The servers of the zone: the NS records of the name or of what it is below.
  Task<Servers> FindZone(std::string name);
  Task<NameSeen> AskRecursive(std::string name);
  // The first answer of a nameserver that knows.
  Task<std::optional<dns::Answer>> AskNameservers(dns::Question question);

  asio::io_context& io_;
  NameService& names_;
  Servers nameservers_;
  Duration patience_;
};

}  // namespace reach::wan
