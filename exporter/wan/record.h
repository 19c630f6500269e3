// What the WAN view must not forget over a restart, and its form in a file.
// Thread: values and pure functions. Owner: the watch.
//
// The form is text, a line for each fact, so that a person can read it:
//   reach_exporter wan<TAB>1
//   key<TAB>hexadecimal digits
//   address<TAB>family<TAB>address<TAB>changed<TAB>changes<TAB>multi_homed (0 or 1)
//   move<TAB>family<TAB>when<TAB>address
//   former<TAB>family<TAB>address
//   wrong<TAB>hostname<TAB>since
//   end<TAB>checksum of all before this line
// Times are milliseconds of Unix time, "-" for none.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "exporter/wan/commitment.h"

namespace reach::wan {

struct Record {
  std::string key;  // of the hash that stands for an address; hexadecimal digits
  FamilyMemory ip4;
  FamilyMemory ip6;
  std::map<std::string, WallTime> wrong_since;  // by the name that does not lead here
};

std::string Encode(const Record& record);

struct Decoded {
  Record record;        // empty when there is a problem
  std::string problem;  // what is wrong with the file; "" for nothing
};
Decoded Decode(std::string_view bytes);

}  // namespace reach::wan
