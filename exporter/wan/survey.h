// Asks all sources of one family at once what our public address is.
// Thread: that of the io_context. Owner: the station.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/wan_source.h"
#include "exporter/net/name_service.h"
#include "exporter/wan/consensus.h"
#include "exporter/wan/helpers.h"

namespace reach::wan {

class Survey {
 public:
  // All of them outlive the survey's tasks. `patience` bounds one source, after its name was looked
  // up.
  Survey(asio::io_context& io, NameService& names, Helpers& helpers, Duration patience);

  // Of the sources that answer for this family (kIp4 or kIp6), except the router.
  Task<std::vector<Answer>> Take(std::vector<config::WanSource> sources, Family family);

 private:
  Task<Answer> AskOne(config::WanSource source, Family family);
  Task<Address> AskHttp(const config::WanSource& source, Address server);

  asio::io_context& io_;
  NameService& names_;
  Helpers& helpers_;
  Duration patience_;
};

// The addresses of a name or a literal; none: there are none, or nobody knows.
Task<std::vector<Address>> Lookup(asio::io_context& io, NameService& names, std::string host,
                                  Family family);

}  // namespace reach::wan
