#include "exporter/diagnosis/vantage_sighting.h"

#include <optional>
#include <utility>

#include "exporter/engine/confirmation.h"

namespace reach::diagnosis {

Sighting FromVantage(const Check& check, const vantage::Answer& answer) {
  Sighting sighting;
  sighting.view = View::kOutside;
  sighting.vantage = answer.vantage;
  sighting.address = answer.address;
  sighting.source = answer.source;
  sighting.reason = answer.seen.reason;
  sighting.expected = IsSuccess(*check.policy, Path::kInternet, answer.seen);
  sighting.rtt = answer.seen.rtt;
  sighting.duration = answer.seen.duration;
  if (!sighting.expected) sighting.failed_after = answer.seen.duration;
  sighting.icmp = answer.seen.icmp;
  sighting.attempts = answer.attempts;
  sighting.answered = answer.answered;
  sighting.syn_retransmits = answer.syn_retransmits;
  sighting.trace = answer.trace;
  return sighting;
}

Task<std::vector<Sighting>> AskVantages(vantage::Client& client, const Check& check,
                                        std::string via) {
  std::vector<vantage::Answer> answers;
  if (via.empty()) {
    answers = co_await client.Ask(check, true);
  } else {
    const std::optional<vantage::Answer> one = co_await client.AskOne(std::move(via), check, true);
    if (one && IsVerdict(one->seen.state())) answers.push_back(*one);
  }
  std::vector<Sighting> sightings;
  sightings.reserve(answers.size());
  for (const vantage::Answer& answer : answers) {
    sightings.push_back(FromVantage(check, answer));
  }
  co_return sightings;
}

Task<std::optional<Arrival>> AskForArrival(asio::io_context& io, vantage::Client& client,
                                           const Check& check, std::uint16_t served,
                                           std::string via) {
  std::optional<Arrival> arrival;
  if (check.policy->module->transport == Transport::kIcmp) co_return arrival;
  const auto proof = co_await vantage::ProveArrival(io, client, check, std::move(via));
  if (!proof) co_return arrival;
  const bool elsewhere = proof->port && proof->port != served;
  arrival = Arrival{proof->vantage, proof->arrived && !elsewhere, proof->marked};
  if (elsewhere) arrival->elsewhere.push_back(*proof->port);
  co_return arrival;
}

}  // namespace reach::diagnosis
