// The routes of the exporter and what each of them answers.
// Thread: the server's loop. Owner: the app.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/clock.h"
#include "exporter/web/backend.h"
#include "exporter/web/message.h"

namespace reach::web {

class Site {
 public:
  explicit Site(Backend& backend) : backend_(backend) {}

  // 404 for a path that no route has, 405 for a method that the route does not take. The request
  // must outlive the task.
  Task<Response> Answer(const Request& request);

 private:
  struct Route {
    std::string_view path;
    std::string_view methods;  // as in Allow
    Task<Response> (Site::*answer)(const Request&);
  };
  static const Route kRoutes[];

  Task<Response> StatusPage(const Request& request);
  Task<Response> Metrics(const Request& request);
  Task<Response> Diagnosis(const Request& request);
  Task<Response> Targets(const Request& request);
  Task<Response> Healthy(const Request& request);
  Task<Response> Ready(const Request& request);
  Task<Response> Reload(const Request& request);

  Backend& backend_;
  WallClock clock_;
};

}  // namespace reach::web
