// The section `tls_config` of a module, with the keys that it has in the blackbox exporter.
// Thread: the one that loads. Owner: none; faults go to the fields.
#pragma once

#include <memory>

#include "exporter/config/fields.h"
#include "exporter/net/tls_client.h"

namespace reach {

// The client that `tls_config` in `fields` describes, its files read; paths are relative to the
// configuration's file. Without the section: the default client if `needed`, else null.
std::shared_ptr<const TlsClient> ReadTlsConfig(config::Fields& fields, bool needed);

}  // namespace reach
