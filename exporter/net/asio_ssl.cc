// The TLS half of asio is compiled once, here.
#include <asio/ssl/impl/src.hpp>
