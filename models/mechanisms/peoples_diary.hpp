/// What the rules of the people's diary and their table share.
#pragma once

#include <array>
#include <cstddef>

namespace cogov::diary {

/// What makes a worker call at a home.
struct Occasion {
  const char* word;
  const char* kind;  ///< of request that it shows in
  bool only_alone;   ///< only of who lives alone
};

inline constexpr std::array<Occasion, 8> occasions{{{"emergency", "emergency", false},
                                                    {"dispute", "dispute", false},
                                                    {"illness alone", "medical_help", true},
                                                    {"job loss", "jobs", false},
                                                    {"child without care", "child_care", false},
                                                    {"loneliness", "loneliness", false},
                                                    {"small repairs", "home_repairs", false},
                                                    {"hardship alone", "papers", true}}};

enum Counter : std::size_t { entries, answers, fixed_answers, late_answers, seconds, due_visits, made_visits };
enum Event : std::size_t { entry, answer_fixed, answer_open, visit };

}  // namespace cogov::diary
