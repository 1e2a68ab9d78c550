/// The published scenario gives the published bits. Whoever changes them says so: a new model version,
/// an entry in the CHANGELOG, and the new digest in tools/published_digests.hpp.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "scenarios/load.hpp"
#include "sim/results.hpp"
#include "tools/experiments.hpp"
#include "tools/published_digests.hpp"

namespace cogov {
namespace {

std::string digest_of_published() {
  const Scenario scenario = load_scenario_text(published_scenario, "published.toml");
  const PolicyExperiment experiment(runnable_policies(scenario));
  std::vector<std::string> digests;
  for (const RunKey key : manifest_of(scenario, experiment.layout(), "").runs()) {
    const RunResult run = experiment.warm_up(key.replicate)->live_on(key.policy);
    digests.push_back(run_digest(experiment.layout(), run));
  }
  return whole_digest(digests);
}

TEST(Golden, PublishedScenarioGivesThePublishedDigest) {
  const std::string digest = digest_of_published();
  if (std::string(published_digest).empty()) GTEST_SKIP() << "no digest is published yet; this one is " << digest;
  EXPECT_EQ(digest, published_digest);
}

}  // namespace
}  // namespace cogov
