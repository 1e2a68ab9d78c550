/// Exact results of queueing theory, staffing and patrols, as functions.
#pragma once

#include <cmath>
#include <span>
#include <vector>

namespace cogov::testing {

/// Erlang C: the share of customers of an M/M/c queue that wait; arrival and service rates.
inline double erlang_c(double arrivals, double services, int servers) {
  const double load = arrivals / services;
  double blocked = 1;  // Erlang B, by its recursion over servers
  for (int n = 1; n <= servers; ++n) blocked = load * blocked / (n + load * blocked);
  return blocked / (1 - load / servers * (1 - blocked));
}

inline double erlang_c_wait(double arrivals, double services, int servers) {
  return erlang_c(arrivals, services, servers) / (servers * services - arrivals);
}

/// The share that waits longer than `time`.
inline double erlang_c_late(double arrivals, double services, int servers, double time) {
  return erlang_c(arrivals, services, servers) * std::exp(-(servers * services - arrivals) * time);
}

/// Pollaczek and Khinchine: the mean wait of an M/G/1 queue, by the mean of the service time and its
/// squared coefficient of variation.
inline double pollaczek_khinchine_wait(double arrivals, double service, double squared_variation) {
  return arrivals * service * service * (1 + squared_variation) / 2 / (1 - arrivals * service);
}

/// Cobham: mean waits by class, the first served first, nobody interrupted; one server, exponential
/// service of mean `service` for all.
inline std::vector<double> cobham_waits(std::span<const double> arrivals, double service) {
  double all = 0;
  for (const double rate : arrivals) all += rate;
  const double in_service = all * service * service;  // mean remaining service that an arrival finds
  std::vector<double> waits;
  double before = 0;
  for (const double rate : arrivals) {
    const double upto = before + rate * service;
    waits.push_back(in_service / ((1 - before) * (1 - upto)));
    before = upto;
  }
  return waits;
}

/// Erlang A: an M/M/c queue whose customers give up waiting at a rate.
struct ErlangA {
  double waiting = 0;    ///< mean number waiting
  double abandoned = 0;  ///< share that gives up
};

inline ErlangA erlang_a(double arrivals, double services, double giving_up, int servers) {
  double weight = 1, sum = 1, waiting = 0;
  for (int n = 1; n <= servers + 2000; ++n) {
    weight *= arrivals / (std::min(n, servers) * services + std::max(0, n - servers) * giving_up);
    sum += weight;
    waiting += weight * std::max(0, n - servers);
  }
  return {waiting / sum, giving_up * waiting / sum / arrivals};
}

/// Mean time from onset to the round that sees it: the time to the next round, gaps weighted by
/// their length, and where rounds are even and see it with a chance only, further gaps.
inline double patrol_delay(std::span<const double> gaps) {
  double sum = 0, squares = 0;
  for (const double gap : gaps) {
    sum += gap;
    squares += gap * gap;
  }
  return squares / 2 / sum;
}

inline double patrol_delay(double gap, double chance) { return gap / 2 + gap * (1 - chance) / chance; }

/// Share seen by even rounds, each with a chance, before a complaint that comes at a rate.
inline double found_before_complaint(double rate, double gap, double chance) {
  const double silent = std::exp(-rate * gap);  // nobody complains between two rounds
  return (1 - silent) / (rate * gap) * chance / (1 - (1 - chance) * silent);
}

}  // namespace cogov::testing
