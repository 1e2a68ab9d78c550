#include "tools/live/crew.hpp"

namespace cogov::live {

namespace {

thread_local bool too_many = false;

}  // namespace

bool Crew::crowded() { return too_many; }

Crew::Crew() {
  for (std::size_t i = 0; i < most_served; ++i) threads_.emplace_back([this] { work(); });
}

void Crew::enqueue(std::function<void()> serve) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < most_waiting) {
      waiting_.push_back(std::move(serve));
      changed_.notify_one();
      return;
    }
  }
  too_many = true;
  serve();
  too_many = false;
}

void Crew::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::function<void()> serve = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    serve();
    lock.lock();
  }
}

void Crew::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace cogov::live
