// The coroutine vocabulary: one executor type, one completion token. The only file that names
// asio::experimental.
// Thread: a Task runs on the thread of its io_context. Owner: whoever awaits or spawns it.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/version.hpp>

namespace reach {

// 1.22.2 to 1.28.1 free a cancellation slot that is still in use (chriskohlhoff/asio issue 1332).
static_assert(ASIO_VERSION <= 102201 || ASIO_VERSION >= 102802);

// A concrete executor: 400 bytes less for each attempt in flight than any_io_executor.
using Executor = asio::io_context::executor_type;

template <typename T>
using Task = asio::awaitable<T, Executor>;

// Errors as values: `auto [ec, n] = co_await op(kTuple)`. Where a coroutine can be cancelled, its
// next co_await throws unless it was started with throw_if_cancelled(false), as the runner does.
inline constexpr asio::experimental::as_tuple_t<asio::use_awaitable_t<Executor>> kTuple;

using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using TcpAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using UdpSocket = asio::basic_datagram_socket<asio::ip::udp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace reach
