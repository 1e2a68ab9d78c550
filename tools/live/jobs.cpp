#include "tools/live/jobs.hpp"

#include <algorithm>
#include <utility>

namespace cogov::live {

bool Job::put(std::string text) {
  const std::lock_guard lock(mutex_);
  if (stop_) return false;
  texts_.push_back(std::move(text));
  changed_.notify_all();
  return true;
}

void Job::cancel() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  texts_.clear();
  changed_.notify_all();
}

std::optional<std::string> Job::next(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return stop_ || done_ || !texts_.empty(); });
  if (!texts_.empty()) {
    std::string text = std::move(texts_.front());
    texts_.pop_front();
    return text;
  }
  if (!stop_ && failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  return std::nullopt;
}

bool Job::ended() const {
  const std::lock_guard lock(mutex_);
  return stop_ || (done_ && texts_.empty() && !failure_);
}

void Job::compute() noexcept {
  std::exception_ptr failure;
  try {
    if (!stop_) work_(*this);
  } catch (...) {
    failure = std::current_exception();
  }
  work_ = nullptr;
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  done_ = true;
  changed_.notify_all();
}

Jobs::Jobs() {
  for (std::size_t i = 0; i < jobs_at_once; ++i) threads_.emplace_back([this] { work(); });
}

Jobs::~Jobs() {
  end();
  for (std::thread& thread : threads_) thread.join();
}

std::shared_ptr<Job> Jobs::start(Job::Work work) {
  const std::lock_guard lock(mutex_);
  const auto cancelled = [](const std::shared_ptr<Job>& job) { return job->stop().load(); };
  std::erase_if(waiting_, cancelled);
  const std::size_t leaving = static_cast<std::size_t>(std::count_if(in_hand_.begin(), in_hand_.end(), cancelled));
  if (ending_ || waiting_.size() + in_hand_.size() - leaving >= most_jobs) return nullptr;
  waiting_.push_back(std::make_shared<Job>(std::move(work)));
  changed_.notify_one();
  return waiting_.back();
}

void Jobs::end() {
  const std::lock_guard lock(mutex_);
  ending_ = true;
  for (const std::shared_ptr<Job>& job : in_hand_) job->cancel();
  for (const std::shared_ptr<Job>& job : waiting_) job->cancel();
  waiting_.clear();
  changed_.notify_all();
}

std::size_t Jobs::count() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size() + in_hand_.size();
}

void Jobs::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const std::shared_ptr<Job> job = std::move(waiting_.front());
    waiting_.pop_front();
    in_hand_.push_back(job);
    lock.unlock();
    job->compute();
    lock.lock();
    std::erase(in_hand_, job);
  }
}

}  // namespace cogov::live
