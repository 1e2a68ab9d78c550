/// The core sections, each declared in the file that reads it.
#pragma once

#include "models/param.hpp"

namespace cogov {

[[nodiscard]] Section run_section();           ///< [run]: days, warm-up, replicates, seed, window
[[nodiscard]] Section compare_section();       ///< [compare]: primary measure, smallest difference worth noticing
[[nodiscard]] Section community_section();     ///< [community]: size and people
[[nodiscard]] Section society_section();       ///< [society]: how the people are drawn
[[nodiscard]] Section streets_section();       ///< [streets]: the network, gates, speeds
[[nodiscard]] Section social_ties_section();   ///< [social_ties]: who knows whom
[[nodiscard]] Section requests_section();      ///< [requests]: what all kinds share
[[nodiscard]] Section outside_section();       ///< [outside_servers]: property firms, departments, enforcement
[[nodiscard]] Section trust_section();         ///< [trust]: belief that a report gets fixed
[[nodiscard]] Section satisfaction_section();  ///< [satisfaction]
[[nodiscard]] Section grid_workers_section();  ///< [grid_workers]: posts, shifts, skill
[[nodiscard]] Section paperwork_section();     ///< [paperwork]
[[nodiscard]] Section window_section();        ///< [window]: the service centre's window
[[nodiscard]] Section staffing_section();      ///< [staffing]: burnout, quitting, recruitment
[[nodiscard]] Section couriers_section();      ///< [couriers]: riders of the place and their day
[[nodiscard]] Section costs_section();         ///< [costs]: prices
[[nodiscard]] Section social_ties_section();   ///< [social_ties]: who is tied to whom
[[nodiscard]] Section influence_section();     ///< [influence]: belonging, and how neighbours move each other
/// [organisations]: who could help, and when
[[nodiscard]] Section organisations_section();
[[nodiscard]] Section emergency_section();  ///< [emergency]: a storm, an outbreak, a heatwave

// Short ways to write the rows of a table.
[[nodiscard]] Param real_param(const char* key, double fallback, double low, double high, const char* unit,
                               const char* meaning, const char* meaning_zh, const char* source, Tag tag,
                               double swept_low = unswept, double swept_high = unswept);
[[nodiscard]] Param whole_param(const char* key, std::int64_t fallback, double low, double high, const char* unit,
                                const char* meaning, const char* meaning_zh, const char* source, Tag tag);
[[nodiscard]] Param choice_param(const char* key, const char* fallback, std::vector<std::string> choices,
                                 const char* meaning, const char* meaning_zh, const char* source, Tag tag);
[[nodiscard]] Param switch_param(const char* key, bool fallback, const char* meaning, const char* meaning_zh,
                                 const char* source, Tag tag);

/// Marks a row as what a policy's `budget_yuan` can scale.
[[nodiscard]] Param as_size(Param param);

}  // namespace cogov
