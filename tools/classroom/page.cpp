#include "tools/classroom/page.hpp"

#include <fmt/format.h>

#include "output/columns.hpp"
#include "scenarios/library.hpp"
#include "scenarios/load.hpp"
#include "sim/errors.hpp"
#include "tools/classroom/data.hpp"
#include "tools/experiments.hpp"
#include "tools/interrupt.hpp"
#include "tools/report_data.hpp"
#include "tools/sizing.hpp"
#include "tools/web_page.hpp"

namespace cogov::classroom {

namespace {

std::int64_t replicates_of(const PageOptions& options) {
  constexpr std::int64_t fewest = 2, most = 1000;
  const std::int64_t wanted = options.replicates.value_or(usual_replicates);
  if (wanted >= fewest && wanted <= most) return wanted;
  throw UserError(fmt::format("--replicates {} is out of range", wanted),
                  wanted < fewest ? "one run can't tell luck from policy" : "",
                  fmt::format("give a number from {} to {}", fewest, most));
}

Scenario scenario_of(const PageOptions& options) {
  LoadOptions load{.set = {fmt::format("run.replicates={}", replicates_of(options)), "run.worlds=0"},
                   .library = scenario_folders()};
  return load_scenario(find_scenario(options.scenario, load.library), load);
}

}  // namespace

std::optional<std::string> classroom_page(const PageOptions& options) {
  const std::uint32_t threads = threads_to_use(options.threads);
  Scenario scenario = scenario_of(options);
  install_interrupts();
  const std::vector<std::string> sized = size_policies(scenario, threads, stop_requested());
  if (stop_requested()) return {};
  for (const std::vector<std::string>& notes :
       {sized, scenario.notes, late_policies(scenario), idle_mechanisms(scenario)}) {
    for (const std::string& note : notes) fmt::print(stderr, "cogov: note: {}\n", printable(note));
  }
  const std::optional<report::Json> data = classroom_data(scenario, options.first, threads, stop_requested());
  if (!data) return {};
  return filled_page(web_page(WebPage::classroom), *data);
}

}  // namespace cogov::classroom
