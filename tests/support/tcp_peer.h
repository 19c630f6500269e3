// A TCP server on loopback that plays a script on each connection.
// Thread: that of the io_context. Owner: the test.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach::test {

class TcpPeer {
 public:
  struct Step {
    enum class Kind { kSend, kExpect, kPause, kClose, kReset };
    Kind kind;
    std::string text;
    std::chrono::milliseconds pause{};
  };
  using Script = std::vector<Step>;

  static Step Send(std::string text) { return {Step::Kind::kSend, std::move(text)}; }
  // Reads on until `text` has come; the connection ends if something else comes.
  static Step Expect(std::string text) { return {Step::Kind::kExpect, std::move(text)}; }
  static Step Pause(std::chrono::milliseconds pause) { return {Step::Kind::kPause, "", pause}; }
  static Step Close() { return {Step::Kind::kClose, ""}; }
  static Step Reset() { return {Step::Kind::kReset, ""}; }
  // Texts as segments of their own: with a pause between, so that they are read one by one.
  static Script Segments(const std::vector<std::string>& texts);

  // After the last step the connection stays open and silent. An empty script: accept, say nothing.
  TcpPeer(asio::io_context& io, Script script, Family family = Family::kIp4);
  ~TcpPeer();
  Destination where() const;
  std::size_t accepted() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // the serving coroutines hold it too
};

}  // namespace reach::test
