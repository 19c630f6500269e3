# The revision is written at build time, so that a commit without a new configure is still named.
set(REACH_REVISION "" CACHE STRING "Revision in --version; empty: what git says")
set(REACH_VERSION_DIR ${CMAKE_BINARY_DIR}/generated/exporter)
add_custom_target(reach_version_file
  COMMAND ${CMAKE_COMMAND}
          -DSOURCE_DIR=${PROJECT_SOURCE_DIR}
          -DVERSION=${PROJECT_VERSION}
          -DGIVEN_REVISION=${REACH_REVISION}
          -DCOMPILER=${CMAKE_CXX_COMPILER_ID}-${CMAKE_CXX_COMPILER_VERSION}
          -DOUTPUT=${REACH_VERSION_DIR}/version.cc
          -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake
  BYPRODUCTS ${REACH_VERSION_DIR}/version.cc
  COMMENT "")
