// What is wrong with a configuration: every fault of the file at once, each with its place.
// Thread: values. Owner: the load that found them.
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace reach::config {

// Reads as "reach.yml:14: module "rcon": unknown key "timout"". Without a line: "reach.yml: ...".
struct Fault {
  std::string file;
  int line = 0;        // 1-based; 0: the file as a whole
  std::string object;  // `module "rcon"`; empty: the file as a whole
  std::string problem;
};

std::string ToString(const Fault& fault);

class Faults : public std::exception {
 public:
  explicit Faults(std::vector<Fault> faults);
  const std::vector<Fault>& faults() const { return faults_; }
  const char* what() const noexcept override { return text_.c_str(); }  // one fault a line

 private:
  std::vector<Fault> faults_;
  std::string text_;
};

// Throws what was found, in the order of the lines, each once: a setting that many checks share is
// wrong only once.
void ThrowIfAny(std::vector<Fault> faults);

}  // namespace reach::config
