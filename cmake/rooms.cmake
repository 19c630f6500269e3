# Compiles the sources of a folder together, as one: a quarter of the time, because their headers and
# templates are read once. For the sanitizers, whose builds nobody edits under; all others compile
# each file alone, which shows an include that is missing.
option(REACH_ROOMS_AT_ONCE "Compile each room as one file" OFF)

# `base` is the folder of the rooms. The further arguments are files below it that stay alone, because
# a name in them is that of another thing elsewhere in their room.
function(compile_rooms_at_once target base)
  if(NOT REACH_ROOMS_AT_ONCE)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${base} OUTPUT_VARIABLE name)
    if(name MATCHES "^([a-z]+)/.*\\.cc$" AND NOT name IN_LIST ARGN)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${CMAKE_MATCH_1})
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
