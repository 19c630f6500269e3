#include "tests/alerts/exporter.h"

#include <utility>

#include "exporter/core/label_block.h"
#include "exporter/engine/confirmation.h"
#include "exporter/metrics/scrape.h"

namespace reach::replay {

Exporter::Exporter(Timeline& time, const World& world, std::shared_ptr<const config::Config> config)
    : time_(time), world_(world), config_(std::move(config)) {}

void Exporter::Start() {
  Memories memories;
  if (!memory_file_.empty()) memories = DecodeMemories(memory_file_, time_.moment()).memories;
  wan_ = std::make_shared<WanWatch>(time_, world_, config_, wan::Decode(wan_file_).record);
  diagnoses_ = std::make_shared<Diagnoses>(
      time_, world_, config_,
      Diagnoses::Views{[this] { return wan_->view(); }, [this] { return prober_->online(); }});
  prober_ = std::make_shared<Prober>(time_, world_, config_, [this](const Transition& t) {
    diagnoses_->Touch(t.entry().check.target, t.after.success == Success::kYes);
  });
  reload_.successful = true;
  reload_.success = time_.wall();
  started_ = Seconds(time_.now() - time_.begin());
  wan_->Start();
  prober_->Start(memories);
}

void Exporter::Stop() {
  memory_file_ = EncodeMemories(prober_->Remember(), time_.moment());
  wan_file_ = wan::Encode(wan_->record());
  prober_ = nullptr;
  wan_ = nullptr;
  diagnoses_ = nullptr;
}

std::string Exporter::Scrape() {
  const auto snapshot = prober_->TakeSnapshot();
  clock_.Update(snapshot->taken, time_.wall());
  metrics::ProcessStats process;
  process.start_time = started_;
  const diagnosis::VerdictsPtr verdicts = diagnoses_->verdicts();
  metrics::Scrape scrape(
      metrics::CheckMetrics(snapshot, config_->metrics, clock_, verdicts, config_->vantage),
      metrics::CollectSelf(*snapshot, reload_, config_->shard, process), metrics::Format::kText,
      metrics::Views{nullptr, wan_->view(), verdicts, {config_, &config_->inside_of}});
  std::string text;
  for (std::string_view piece; !(piece = scrape.Next()).empty();) text += piece;
  return text;
}

std::string Exporter::ProbeSuccess() const {
  std::string text;
  for (const Check& check : config_->checks) {
    const Path path = check.path.value_or(Path::kInternet);
    const bool success = IsSuccess(*check.policy, path, world_.See(check));
    text += "probe_success{" + LabelBlock(check, config_->vantage) + "} " + (success ? "1" : "0") +
            "\n";
  }
  return text;
}

}  // namespace reach::replay
