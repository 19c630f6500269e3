# GIVEN_REVISION: of sources without their repository, as in an image or a tarball.
execute_process(COMMAND git -C ${SOURCE_DIR} rev-parse --short=12 HEAD
                OUTPUT_VARIABLE REVISION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
                RESULT_VARIABLE failed)
if(GIVEN_REVISION)
  set(REVISION ${GIVEN_REVISION})
elseif(failed)
  set(REVISION unknown)
else()
  execute_process(COMMAND git -C ${SOURCE_DIR} status --porcelain --untracked-files=no
                  OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND REVISION -dirty)
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[
#include "exporter/version.h"

namespace reach {
const char kVersion[] = "@VERSION@";
const char kRevision[] = "@REVISION@";
const char kCompiler[] = "@COMPILER@";
}  // namespace reach
]] @ONLY)
