#include "tools/live/server.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "sim/errors.hpp"
#include "tools/live/admission.hpp"
#include "tools/live/answers.hpp"
#include "tools/live/connection.hpp"
#include "tools/live/crew.hpp"
#include "tools/live/jobs.hpp"
#include "tools/report_data.hpp"
#include "tools/web_page.hpp"

namespace cogov::live {

namespace {

using httplib::Request;
using httplib::Response;
using std::chrono::milliseconds;

/// Event streams open at once: each holds a thread.
constexpr std::size_t most_streams = 8;

/// How often a stream says that it is alive while there is nothing to tell, and it is looked whether anybody listens.
constexpr milliseconds heartbeat{200};

/// Above what `cogov run` is for.
constexpr std::uint32_t most_replicates = 10'000;
constexpr std::uint32_t most_days = 1'000'000;

/// The connection that this thread serves: the library's handlers aren't told.
thread_local const Connection* current = nullptr;

/// One more, as long as it stands.
class Counted {
 public:
  explicit Counted(std::atomic<int>& count) : count_(count) { ++count_; }
  ~Counted() { --count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::atomic<int>& count_;
};

void answer_busy(Response& response) {
  response.status = 503;
  response.set_header("Retry-After", "1");
  response.set_content(text_of(problem("too much is being computed already; try again in a second")),
                       "application/json");
}

/// Does what is asked; what goes wrong becomes the answer.
void answer(Response& response, const std::function<void()>& ask) {
  try {
    ask();
  } catch (...) {
    int status = 500;
    const Json problems = problems_of(std::current_exception(), status);
    response.status = status;
    response.set_content(text_of(problems), "application/json");
  }
}

}  // namespace

/// The library's server, with a connection of our own put under it, and everything that a request can ask for.
class Server::Http : public httplib::Server {
 public:
  Http(Session& session, const ServeOptions& options);

  void serve(const std::atomic<bool>& stop);

  std::string address;
  int port = 0;

 private:
  using Compute = std::function<std::string(const std::atomic<bool>& stop)>;

  bool process_and_close_socket(socket_t socket) override;
  void serve_one(Connection& connection);
  void bind(int wanted);
  void route(const Request& request, Response& response);
  void post(std::string_view name, const Request& request, Response& response);
  void run(const Json& body, Response& response);
  bool pass_on(Job& job, const Connection& connection, httplib::DataSink& sink) const;
  std::shared_ptr<Job> start_for_tab(const std::string& tab, Job::Work work);
  void leave(const std::string& tab, const std::shared_ptr<Job>& job);
  void give(Response& response, const char* type, Compute compute);
  Json status();

  Session& session_;
  const milliseconds deadline_;
  const std::string page_;
  const httplib::Headers headers_;
  std::optional<Admission> admission_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::mutex tabs_mutex_;
  std::map<std::string, std::shared_ptr<Job>> tabs_;  ///< what each is waiting for; at most most_streams
  Jobs jobs_;
};

Server::Http::Http(Session& session, const ServeOptions& options)
    : session_(session),
      deadline_(options.request_deadline),
      page_(filled_page(web_page(WebPage::live), session.start(options.language))),
      headers_(secure_headers(web_page(WebPage::live))) {
  bind(options.port);
  const std::string token = random_token();
  address = fmt::format("http://127.0.0.1:{}/{}/", port, token);
  admission_.emplace(port, token);
  new_task_queue = [] { return new Crew; };
  set_default_headers(headers_);
  set_pre_routing_handler([this](const Request& request, Response& response) {
    const Refusal refusal = admission_->judge(request);
    if (refusal.status == 200) return HandlerResponse::Unhandled;
    response.status = refusal.status;
    if (const Route* route = admission_->route(request)) response.set_header("Allow", std::string(route->method));
    if (!refusal.what.empty()) response.set_content(text_of(problem(refusal.what)), "application/json");
    return HandlerResponse::Handled;
  });
  set_error_handler([](const Request&, Response& response) {
    if (response.status == 404 || !response.body.empty()) return;
    response.set_content(text_of(problem("the request is not as long or not as written as it should be")),
                         "application/json");
  });
  const auto handler = [this](const Request& request, Response& response) { route(request, response); };
  Get(".*", handler);
  Post(".*", handler);
}

void Server::Http::bind(int wanted) {
  set_tcp_nodelay(true);
  // Not SO_REUSEPORT, which the library would set: another program could listen on the same port then.
  set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  port = wanted;
  if (wanted == 0) {
    port = bind_to_any_port("127.0.0.1");
  } else if (!bind_to_port("127.0.0.1", wanted)) {
    port = -1;
  }
  if (port <= 0) {
    throw UserError(fmt::format("port {} can't be listened on", wanted), "another program does, or it is not allowed",
                    "leave out --port to take any that is free");
  }
  ::listen(svr_sock_, SOMAXCONN);  // the library lets 5 wait to be accepted, and others for a second
}

/// Listening has a thread of its own, so that a signal needs to interrupt nothing.
void Server::Http::serve(const std::atomic<bool>& stop_asked) {
  std::atomic<bool> ended{false};
  std::thread listener([&] {
    listen_after_bind();
    ended = true;
  });
  const auto wait_until = [&](const auto& happened) {
    while (!ended && !happened()) std::this_thread::sleep_for(milliseconds(20));
  };
  wait_until([&] { return stop_asked.load(); });
  const bool broken = ended;
  stopping_ = true;
  jobs_.end();
  wait_until([&] { return is_running(); });
  if (!ended) stop();
  listener.join();
  if (broken) throw std::runtime_error("the live page's server can't accept connections any more");
}

bool Server::Http::process_and_close_socket(socket_t socket) {
  const auto deadline = std::chrono::steady_clock::now() + deadline_;
  Connection connection(socket, deadline, stopping_);
  if (Crew::crowded()) return false;
  const Counted counted(connections_);
  try {
    serve_one(connection);
  } catch (const std::exception& error) {  // out of memory, say: this connection ends, the server goes on
    fmt::print(stderr, "cogov: a connection of the live page ended: {}\n", error.what());
  }
  current = nullptr;
  return true;
}

void Server::Http::serve_one(Connection& connection) {
  const int status = connection.read_head();
  if (status == 200) {
    current = &connection;
    bool closed = true;
    // No part of an answer (Range), and none compressed: that takes longer than to hand it over on one computer.
    process_request(connection, true, closed, [](Request& request) {
      request.ranges.clear();
      request.headers.erase("Accept-Encoding");
    });
  } else if (status != 0) {
    connection.write(bare_answer(status, headers_));
  }
  connection.linger();
}

void Server::Http::route(const Request& request, Response& response) {
  const std::string_view name = admission_->route(request)->name;
  if (name.empty()) return response.set_content(page_, "text/html; charset=utf-8");
  if (name == "status") return response.set_content(text_of(status()), "application/json");
  answer(response, [&] { post(name, request, response); });
}

void Server::Http::post(std::string_view name, const Request& request, Response& response) {
  const Json body = read_body(request.body);
  const Json& state = state_of(body);
  if (name == "run") return run(body, response);
  if (name == "day") {
    give(response, "application/json",
         [this, state, policy = count_of(body, "policy", 2), day = count_of(body, "day", most_days)](const auto& stop) {
           return text_of(session_.day(state, policy, day, stop));
         });
    return;
  }
  const std::uint32_t replicates = count_of(body, "replicates", most_replicates);
  const std::uint32_t worlds = count_of(body, "worlds", most_replicates);
  if (name == "scenario") {
    response.set_header("Content-Disposition", "attachment; filename=\"scenario.toml\"");
    response.set_content(session_.scenario(state, replicates, worlds), "application/toml");
    return;
  }
  response.set_header("Content-Disposition", "attachment; filename=\"report.html\"");
  give(response, "text/html; charset=utf-8",
       [this, state, replicates, worlds, language = live::language_of(body)](const auto& stop) {
         return session_.report(state, replicates, worlds, language, stop);
       });
}

/// Computes in turn with everything else, and no longer than somebody waits for it.
void Server::Http::give(Response& response, const char* type, Compute compute) {
  const std::shared_ptr<Job> job =
      jobs_.start([compute = std::move(compute)](Job& self) { self.put(compute(self.stop())); });
  if (!job) return answer_busy(response);
  while (!job->ended()) {
    if (const std::optional<std::string> text = job->next(heartbeat)) return response.set_content(*text, type);
    if (current->gone() || stopping_) job->cancel();
  }
  response.status = 503;  // nobody reads it
}

void Server::Http::run(const Json& body, Response& response) {
  const std::string tab = tab_of(body);
  const std::shared_ptr<Job> job = start_for_tab(tab, [this, state = state_of(body)](Job& self) {
    const auto emit = [&](const std::string& event, const Json& data) { return self.put(event_text(event, data)); };
    try {
      session_.run(state, self.stop(), emit);
    } catch (...) {
      int status = 500;
      emit("problems", problems_of(std::current_exception(), status));
    }
  });
  if (!job) return answer_busy(response);
  response.set_chunked_content_provider(
      "text/event-stream",
      [this, job, connection = current](std::size_t, httplib::DataSink& sink) {
        return pass_on(*job, *connection, sink);
      },
      [this, tab, job](bool) { leave(tab, job); });
}

/// One event, or a sign of life. @returns false: the stream is broken off
bool Server::Http::pass_on(Job& job, const Connection& connection, httplib::DataSink& sink) const {
  if (connection.gone() || stopping_) return false;
  const std::optional<std::string> text = job.next(heartbeat);
  if (text) return sink.write(text->data(), text->size());
  if (!job.ended()) return sink.write(":\n\n", 3);
  if (job.stop()) {
    const std::string last = event_text("cancelled", Json::object());
    sink.write(last.data(), last.size());
  }
  sink.done();
  return true;
}

/// A tab's last request wins: what it asked for before is cancelled. @returns nothing where there are too many
std::shared_ptr<Job> Server::Http::start_for_tab(const std::string& tab, Job::Work work) {
  const std::lock_guard lock(tabs_mutex_);
  if (const auto older = tabs_.find(tab); older != tabs_.end()) {
    older->second->cancel();
    tabs_.erase(older);
  }
  if (tabs_.size() >= most_streams) return nullptr;
  std::shared_ptr<Job> job = jobs_.start(std::move(work));
  if (job) tabs_[tab] = job;
  return job;
}

void Server::Http::leave(const std::string& tab, const std::shared_ptr<Job>& job) {
  job->cancel();
  const std::lock_guard lock(tabs_mutex_);
  if (const auto mine = tabs_.find(tab); mine != tabs_.end() && mine->second == job) tabs_.erase(mine);
}

/// The connection that asks is one of them.
Json Server::Http::status() {
  const std::lock_guard lock(tabs_mutex_);
  return {{"streams", tabs_.size()}, {"jobs", jobs_.count()}, {"connections", connections_.load()}};
}

Server::Server(Session& session, const ServeOptions& options) {
  require_web_pages();
  http_ = std::make_unique<Http>(session, options);
}

Server::~Server() = default;

const std::string& Server::address() const { return http_->address; }

int Server::port() const { return http_->port; }

void Server::serve(const std::atomic<bool>& stop) { http_->serve(stop); }

}  // namespace cogov::live
