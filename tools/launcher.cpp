#include "tools/launcher.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "output/columns.hpp"
#include "sim/errors.hpp"

namespace cogov {

namespace {

constexpr std::int64_t most_parts = 1'000'000;
constexpr const char* by_hand = "give the part itself, as in --shard 2/8";

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return value;
  return {};
}

[[noreturn]] void refuse_auto(const std::string& why, const std::string& remedy) {
  throw UserError("--shard auto can't tell which part this is", why, remedy);
}

/// A variable that is a whole number; nothing if it is not set, or empty.
std::optional<std::int64_t> variable(const Environment& environment, const char* name) {
  const char* text = environment(name);
  if (text == nullptr || *text == '\0') return {};
  if (const std::optional<std::int64_t> value = number_of(text)) return value;
  refuse_auto(fmt::format("{} is '{}', which is not a whole number", name, printable(text)), by_hand);
}

std::int64_t required(const Environment& environment, const char* name, const char* beside) {
  if (const std::optional<std::int64_t> value = variable(environment, name)) return *value;
  refuse_auto(fmt::format("{} is set, but {} isn't", beside, name), by_hand);
}

/// A place in a row of equals, from 0.
struct Place {
  std::int64_t rank = 0;
  std::int64_t size = 1;
};

std::optional<Place> place_by_rank(const Environment& environment, const char* rank_name, const char* size_name) {
  const std::optional<std::int64_t> rank = variable(environment, rank_name);
  if (!rank) return {};
  const std::int64_t size = required(environment, size_name, rank_name);
  if (*rank < 0 || *rank >= size || size > most_parts) {
    refuse_auto(fmt::format("{}={} and {}={} contradict each other", rank_name, *rank, size_name, size), by_hand);
  }
  return Place{*rank, size};
}

std::optional<Place> place_in_array(const Environment& environment) {
  constexpr const char* id_name = "SLURM_ARRAY_TASK_ID";
  const std::optional<std::int64_t> id = variable(environment, id_name);
  if (!id) return {};
  const std::int64_t least = required(environment, "SLURM_ARRAY_TASK_MIN", id_name);
  const std::int64_t most = required(environment, "SLURM_ARRAY_TASK_MAX", id_name);
  const std::int64_t step = variable(environment, "SLURM_ARRAY_TASK_STEP").value_or(1);
  const auto in_range = [](std::int64_t value) { return value >= 0 && value <= std::int64_t{1} << 32; };
  const bool sound = in_range(least) && in_range(most) && in_range(*id) && step >= 1 && least <= *id && *id <= most &&
                     (*id - least) % step == 0;
  if (!sound) {
    refuse_auto(fmt::format("number {} is not in an array from {} to {} by {}", *id, least, most, step), by_hand);
  }
  const std::int64_t size = (most - least) / step + 1;
  const std::int64_t count = variable(environment, "SLURM_ARRAY_TASK_COUNT").value_or(size);
  if (count != size) {
    refuse_auto(fmt::format("the job array has {} members, but {} from {} to {} by {}: its numbers have gaps", count,
                            size, least, most, step),
                "submit all numbers (--array=1-8), or give the part itself: --shard $SLURM_ARRAY_TASK_ID/8");
  }
  return Place{(*id - least) / step, size};
}

/// Slurm's tasks. A job's script has their numbers too, but runs once, whatever the number of tasks. A step may have
/// fewer tasks than its job.
std::optional<Place> place_in_step(const Environment& environment) {
  const bool script = environment("SLURM_JOB_ID") != nullptr && environment("SLURM_STEP_NUM_TASKS") == nullptr;
  if (script) return {};
  constexpr const char* of_step = "SLURM_STEP_NUM_TASKS";
  return place_by_rank(environment, "SLURM_PROCID", variable(environment, of_step) ? of_step : "SLURM_NTASKS");
}

/// What the launcher of several processes says. The innermost one counts: mpirun in a job of Slurm inherits that
/// job's numbers, which say nothing of what mpirun started.
std::optional<Place> place_among_tasks(const Environment& environment) {
  const auto open_mpi = place_by_rank(environment, "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE");
  const auto pmi = place_by_rank(environment, "PMI_RANK", "PMI_SIZE");
  if (open_mpi && pmi && (open_mpi->rank != pmi->rank || open_mpi->size != pmi->size)) {
    refuse_auto(fmt::format("Open MPI says rank {} of {}, and PMI_RANK says {} of {}", open_mpi->rank, open_mpi->size,
                            pmi->rank, pmi->size),
                by_hand);
  }
  if (open_mpi) return open_mpi;
  return pmi ? pmi : place_in_step(environment);
}

Part automatic(const Environment& environment) {
  const std::optional<Place> array = place_in_array(environment);
  const std::optional<Place> tasks = place_among_tasks(environment);
  if (!array && !tasks && environment("SLURM_JOB_ID") != nullptr) {
    refuse_auto("this job of Slurm is no array, and the program was not started by srun",
                "submit it with --array=1-8, or write `srun cogov run ...` in its script");
  }
  if (!array && !tasks) {
    refuse_auto("none of SLURM_ARRAY_TASK_ID, SLURM_PROCID, OMPI_COMM_WORLD_RANK and PMI_RANK is set",
                "start it by `sbatch --array`, `srun` or `mpirun` (see tools/cluster), or give the part: --shard 2/8");
  }
  const Place outer = array.value_or(Place{});
  const Place inner = tasks.value_or(Place{});
  if (outer.size > most_parts / inner.size) {
    refuse_auto(fmt::format("{} times {} parts are more than {}", outer.size, inner.size, most_parts), by_hand);
  }
  return {static_cast<std::uint32_t>(outer.rank * inner.size + inner.rank + 1),
          static_cast<std::uint32_t>(outer.size * inner.size)};
}

std::int64_t part_number(const std::string& digits) {
  if (const std::optional<std::int64_t> value = number_of(digits)) return *value;
  throw UserError(fmt::format("--shard {} is not a whole number", printable(digits)), "",
                  "write it as 2/8: the second of eight parts");
}

}  // namespace

Part read_part(const std::string& text, const Environment& environment) {
  if (text == "auto") return automatic(environment);
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    throw UserError(fmt::format("--shard {} has no '/'", printable(text)), "",
                    "write it as 2/8, the second of eight parts, or as auto");
  }
  const std::int64_t number = part_number(text.substr(0, slash));
  const std::int64_t of = part_number(text.substr(slash + 1));
  if (number < 1 || of < number || of > most_parts) {
    throw UserError(fmt::format("--shard {} names no part", text), "",
                    "parts are counted 1/N to N/N, N at most 1,000,000");
  }
  return {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(of)};
}

}  // namespace cogov
