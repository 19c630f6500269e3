// What this binary was built from; the values are written by the build (cmake/write_version.cmake).
// Thread: constants. Owner: the library.
#pragma once

namespace reach {

extern const char kVersion[];   // "0.1.0"
extern const char kRevision[];  // twelve hex digits of the commit, "-dirty" appended, or "unknown"
extern const char kCompiler[];  // "GNU-12.2.0"

}  // namespace reach
