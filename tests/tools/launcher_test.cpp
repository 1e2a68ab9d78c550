#include "tools/launcher.hpp"

#include <gmock/gmock.h>

#include <map>

#include "sim/errors.hpp"

namespace cogov {
namespace {

using Variables = std::map<std::string, std::string>;

Part automatic(const Variables& variables) {
  return read_part("auto", [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string refusal(const Variables& variables) {
  try {
    automatic(variables);
  } catch (const UserError& error) {
    return error.what();
  }
  return "taken";
}

Variables array(const std::string& id, const std::string& least, const std::string& most, const std::string& count,
                const std::string& step = "1") {
  return {{"SLURM_ARRAY_TASK_ID", id},
          {"SLURM_ARRAY_TASK_MIN", least},
          {"SLURM_ARRAY_TASK_MAX", most},
          {"SLURM_ARRAY_TASK_COUNT", count},
          {"SLURM_ARRAY_TASK_STEP", step}};
}

Variables both(Variables one, const Variables& other) {
  one.insert(other.begin(), other.end());
  return one;
}

TEST(Launcher, APartAsWritten) {
  const auto nothing = [](const char*) -> const char* { return nullptr; };
  EXPECT_EQ(read_part("2/8", nothing), (Part{2, 8}));
  EXPECT_EQ(read_part("1/1", nothing), (Part{1, 1}));
  for (const char* wrong : {"3/2", "0/0", "0/1", "-1/2", "x", "1", "1/", "/2", "1/2/3", "", "1/1000001", "Auto"})
    EXPECT_THROW(static_cast<void>(read_part(wrong, nothing)), UserError) << wrong;
}

TEST(Launcher, ASlurmArrayMayStartAnywhereAndSkip) {
  EXPECT_EQ(automatic(array("1", "1", "8", "8")), (Part{1, 8}));
  EXPECT_EQ(automatic(array("0", "0", "3", "4")), (Part{1, 4}));
  EXPECT_EQ(automatic(array("3", "0", "3", "4")), (Part{4, 4}));
  EXPECT_EQ(automatic(array("14", "10", "18", "3", "4")), (Part{2, 3}));
  EXPECT_EQ(automatic(array("14", "10", "17", "2", "4")), (Part{2, 2})) << "the last number need not be a member";
  EXPECT_EQ(automatic(array("7", "7", "7", "1")), (Part{1, 1}));
}

TEST(Launcher, ASlurmArrayWithGapsIsRefused) {
  EXPECT_THAT(refusal(array("3", "1", "7", "3")), testing::HasSubstr("gaps"));
  EXPECT_THAT(refusal(array("9", "1", "7", "7")), testing::HasSubstr("not in an array"));
  EXPECT_THAT(refusal(array("2", "1", "7", "4", "2")), testing::HasSubstr("not in an array"));
  EXPECT_THAT(refusal(array("2", "1", "7", "7", "0")), testing::HasSubstr("not in an array"));
  EXPECT_THAT(refusal(array("two", "1", "7", "7")), testing::HasSubstr("SLURM_ARRAY_TASK_ID is 'two'"));
  EXPECT_THAT(refusal({{"SLURM_ARRAY_TASK_ID", "2"}}), testing::HasSubstr("SLURM_ARRAY_TASK_MIN isn't"));
}

TEST(Launcher, Ranks) {
  EXPECT_EQ(automatic({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "3"}}), (Part{1, 3}));
  EXPECT_EQ(automatic({{"PMI_RANK", "2"}, {"PMI_SIZE", "3"}}), (Part{3, 3}));
  EXPECT_EQ(automatic({{"SLURM_PROCID", "1"}, {"SLURM_NTASKS", "4"}}), (Part{2, 4}));
  EXPECT_THAT(refusal({{"PMI_RANK", "3"}, {"PMI_SIZE", "3"}}), testing::HasSubstr("contradict"));
  EXPECT_THAT(refusal({{"PMI_RANK", "-1"}, {"PMI_SIZE", "3"}}), testing::HasSubstr("contradict"));
  EXPECT_THAT(refusal({{"PMI_RANK", "0"}}), testing::HasSubstr("PMI_SIZE isn't"));
}

TEST(Launcher, TheInnermostLauncherCounts) {
  const Variables job{{"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}};
  const Variables ranks{{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "4"}};
  EXPECT_EQ(automatic(both(job, ranks)), (Part{3, 4})) << "mpirun in a job";
  EXPECT_EQ(automatic(both(ranks, {{"PMI_RANK", "2"}, {"PMI_SIZE", "4"}})), (Part{3, 4}));
  EXPECT_THAT(refusal(both(ranks, {{"PMI_RANK", "1"}, {"PMI_SIZE", "4"}})), testing::HasSubstr("Open MPI says rank 2"));
}

TEST(Launcher, AnArrayOfJobsWithTasksIsDividedTwice) {
  const Variables tasks{
      {"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "1"}, {"SLURM_NTASKS", "4"}, {"SLURM_STEP_NUM_TASKS", "4"}};
  EXPECT_EQ(automatic(both(array("2", "1", "3", "3"), tasks)), (Part{6, 12}));
  const Variables alone{{"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "1"}};
  EXPECT_EQ(automatic(both(array("2", "1", "3", "3"), alone)), (Part{2, 3}));
}

TEST(Launcher, AStepMayHaveFewerTasksThanItsJob) {
  EXPECT_EQ(
      automatic({{"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "1"}, {"SLURM_NTASKS", "4"}, {"SLURM_STEP_NUM_TASKS", "2"}}),
      (Part{2, 2}));
}

TEST(Launcher, ABatchScriptIsNoTask) {
  const Variables script{{"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "0"}};
  EXPECT_EQ(automatic(both(array("2", "1", "3", "3"), script)), (Part{2, 3})) << "but it is a member of its array";
  EXPECT_THAT(refusal(script), testing::HasSubstr("srun"));
  EXPECT_THAT(refusal({{"SLURM_JOB_ID", "5"}, {"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}}),
              testing::HasSubstr("srun"));
}

TEST(Launcher, WithoutOneNothingIsGuessed) {
  EXPECT_THAT(refusal({}), testing::HasSubstr("is set"));
  EXPECT_THAT(refusal({{"PMI_RANK", ""}}), testing::HasSubstr("is set"));
}

}  // namespace
}  // namespace cogov
