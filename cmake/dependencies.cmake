# Every library comes from Debian 12; `deploy/packages-build.txt` names the packages.
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL 7.87 REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers only: Beast's HTTP parser
find_package(yaml-cpp REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED COMPONENTS core)
find_package(PkgConfig REQUIRED)
pkg_check_modules(CARES REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(MINIUPNPC REQUIRED IMPORTED_TARGET miniupnpc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)

# asio ships neither a CMake config nor a .pc file. Everything that touches it must agree on these.
add_library(reach_asio INTERFACE)
# HAS_STD_ALIGNED_ALLOC is left to chance otherwise: asio sees it only where a standard header came
# first, and then one file frees with free() what another one got from operator new.
target_compile_definitions(reach_asio INTERFACE
  ASIO_STANDALONE ASIO_SEPARATE_COMPILATION ASIO_NO_DEPRECATED ASIO_HAS_STD_ALIGNED_ALLOC)
target_link_libraries(reach_asio INTERFACE Threads::Threads)
