// Replays a script through an exporter in simulated time and prints what it serves at each scrape.
//   reach_replay CONFIG STEP < SCRIPT
// STEP: seconds between two scrapes. The script has a line for each change, "SECONDS WORDS...", in
// the order of time: those of World, and
//   exporter start|stop
//   end                   the last line
// The output is "# scrape SECONDS up" and the page at /metrics, or "# scrape SECONDS down".
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "exporter/probes/registry.h"
#include "tests/alerts/exporter.h"

namespace reach::replay {
namespace {

class Replay {
 public:
  Replay(const std::string& config, Duration step)
      : step_(step),
        exporter_(time_, world_,
                  std::make_shared<const config::Config>(config::LoadConfig(config, Probers()))) {}

  // False after the last line.
  bool Take(const std::string& line) {
    std::istringstream stream(line);
    double seconds = 0;
    stream >> seconds;
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    ScrapeUntil(time_.begin() +
                std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds)));
    if (words.at(0) == "end") return false;
    if (words[0] == "exporter") {
      words.at(1) == "start" ? exporter_.Start() : exporter_.Stop();
    } else {
      world_.Change(words);
    }
    return true;
  }

 private:
  void ScrapeUntil(TimePoint end) {
    for (; next_ < end; next_ += step_) {
      time_.RunUntil(next_);
      std::cout << "# scrape " << Seconds(next_ - time_.begin());
      if (exporter_.running()) {
        std::cout << " up\n" << exporter_.Scrape() << exporter_.ProbeSuccess();
      } else {
        std::cout << " down\n";
      }
    }
    time_.RunUntil(end);
  }

  const Duration step_;
  Timeline time_;
  World world_;
  Exporter exporter_;
  TimePoint next_ = time_.begin();
};

int Main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: reach_replay CONFIG STEP < SCRIPT\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  Replay replay(arguments[1], std::chrono::seconds(std::stoi(arguments[2])));
  std::string line;
  while (std::getline(std::cin, line)) {
    if (!replay.Take(line)) return std::cout.flush() ? 0 : 1;
  }
  throw std::runtime_error("the script has no end");
}

}  // namespace
}  // namespace reach::replay

int main(int count, char** arguments) {
  try {
    return reach::replay::Main(count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "reach_replay: " << error.what() << "\n";
    return 1;
  }
}
