// Answers names from what is known, else from the DNS: literals, localhost, hosts file, cache,
// wire. Thread: one io_context's, or any while that does not run. Owner: Resolver; it must live
// until the io_context has stopped.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/net/dns_client.h"
#include "exporter/net/hosts_file.h"
#include "exporter/net/name.h"
#include "exporter/net/name_cache.h"
#include "exporter/net/watched_file.h"

namespace reach {

struct ResolverOptions {
  std::string hosts_file = "/etc/hosts";
  std::string resolv_conf = "/etc/resolv.conf";  // read when no nameservers are given
  DnsLimits dns = {};
  // How long a failure is believed, and an address of the hosts file. DNS gives no time for either:
  // c-ares does not show the SOA of a negative answer.
  Duration unknown_ttl = std::chrono::seconds(5);
};

class NameService {
 public:
  using Done = std::function<void(const NameAnswer&)>;

  // No nameservers: those of resolv.conf, as it is at the time of each question.
  NameService(asio::io_context& io, std::vector<Nameserver> nameservers, ResolverOptions options);

  // `family` is kIp4 or kIp6. `done` is called once, possibly inside; not at all when the service
  // is destroyed before. Equal questions in flight are asked once.
  void Lookup(const std::string& name, Family family, Done done);

 private:
  std::optional<NameAnswer> Known(const std::string& name, const NameKey& key, TimePoint now);
  void FollowResolvConf();
  void Land(const NameKey& key, DnsReply reply);

  ResolverOptions options_;
  std::optional<WatchedFile> resolv_conf_;
  std::vector<Nameserver> nameservers_;
  HostsFile hosts_;
  NameCache cache_;
  std::map<NameKey, std::vector<Done>> in_flight_;  // those who wait for each question
  DnsClient dns_;
};

}  // namespace reach
