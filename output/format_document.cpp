#include "output/format_document.hpp"

#include <fmt/format.h>

#include "output/file_table.hpp"

namespace cogov {

namespace {

/// A text in a cell of a table.
std::string cell(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '|') out += '\\';
    out += letter == '\n' ? ' ' : letter;
  }
  return out;
}

std::string opening() {
  return fmt::format(R"(# The result file

Generated from the tables that the writer uses (format version {}). Don't edit it by hand.

A result is an HDF5 file that follows netCDF-4, so that ncdump, xarray, h5py, R (ncdf4, rhdf5), Julia and h5web open
it as it is. It holds all runs of an experiment: every *policy* of the scenario, the first being the baseline, in every
*replicate*. A replicate is one course of chance events, met by all policies alike: compare policies within
replicates, by the differences, and take the replicates as the sample. Two policies in different replicates differ by
luck as well.

A replicate is run at default assumptions. Where the scenario asks for them (`run.worlds`), the group `/worlds` holds the
same measures for plausible *worlds*: each draws every parameter that nobody has measured once from its range, the same
draw for all policies, and meets one course of chance events. Replicates tell what luck does, worlds what not knowing does.

)",
                     result_format_version);
}

constexpr const char* reading = R"(## Opening it

`ncdump -h r.h5` prints every array with its dimensions, unit and meaning. In Python, with xarray:

```python
import xarray
data = xarray.open_dataset("r.h5")                       # all measures; groups: group="provenance"
mine = data.where(data.run_status == 0)                  # without runs that failed
gain = mine.found_first_share - mine.found_first_share.isel(policy=0)
print(gain.mean("replicate"), gain.std("replicate") / gain.sizes["replicate"] ** 0.5)
mine.open_requests.mean("replicate").plot(x="day", hue="policy")
worlds = xarray.open_dataset("r.h5", group="worlds")     # where the scenario has worlds: the same, by world
change = (worlds.found_first_share - worlds.found_first_share.isel(policy=0)).where(worlds.world_status == 0)
drawn = worlds.parameter_value.sel(parameter="patrol.notice_chance")
print(change.quantile([0.05, 0.95], "world"), xarray.corr(change, drawn, "world"))
```

with h5py, where texts are bytes until asked otherwise:

```python
import h5py
with h5py.File("r.h5") as file:
    policies = list(file["policy"].asstr()[:])
    shares = file["found_first_share"][:]                # [policy, replicate]
    meaning = file["found_first_share"].attrs["long_name"]
```

and in R, which counts from 1 and turns the order of the dimensions round (the first one here is the last one there):

```r
library(ncdf4)
file <- nc_open("r.h5")
policies <- ncvar_get(file, "policy")
shares <- ncvar_get(file, "found_first_share")           # [replicate, policy]
scenario <- ncvar_get(file, "provenance/scenario")
nc_close(file)
```

`cogov compare r.h5` does the paired comparison with confidence intervals.

## Reading the numbers

- **Order of dimensions.** Every measure has `policy` and `replicate` first, then its own dimensions. One number
  a run has no others. Each dimension is an array too, with its labels or numbers, so that positions needn't be
  remembered.
- **Worlds.** The group `/worlds` holds every measure again over `policy` and `world`, with dimensions of its own, so
  that it can be opened by itself; `parameter_value` says what each world drew. In a world a policy meets one
  luck only, so the differences between worlds are those of the assumptions plus those of luck; `cogov compare` takes
  luck's variance, known from the replicates, off the range that it shows. Where runs are numbered through, as in
  the order of the digests or in traces, worlds come after the replicates: with R replicates, world w is number R + w.
- **Types.** Counts are 64-bit integers; everything else is a 64-bit floating-point number.
- **Units.** `1`: counts, shares (0 to 1) and other plain numbers; `index` is a number on a scale that the
  meaning gives; `d`, `h` and `s` are days, hours and seconds (spelt so that xarray leaves them numbers); `yuan`
  is the currency of the scenario; `/year` is by year of simulated time.
- **NaN** in a floating-point measure: the run failed, or what is measured isn't defined in it. Leave it out.
- **inf** (+infinity) in a time or duration: the value was never reached. A median or decile whose meaning says
  *censored* counts cases that were still open at the end by the method of Kaplan and Meier; where the estimated
  share of ended ones never gets to one half, the median is longer than anything that was seen. So inf is an
  observation, not an error, and leaving it out as if it were NaN flatters the policy. A mean over replicates of
  which one is inf is inf: take medians, or say how many there were.
- **0** is also the share or mean of nothing at all, such as the share of reports fixed in a run without
  reports; the counts tell.
- **0 in an integer measure** of a run that failed is a filler, as integers have no NaN: look at `run_status`.
- **`run_status`**: 0, the run ended well; 1, it failed. Failed runs are kept, never dropped;
  `/provenance/failure` says why.
- **`better`** on a measure says which direction is good for the people concerned. Without it, neither is.
- **Ledgers.** A case has three accounts, which need not agree. Along the dimension `ledger`: `truth`, what
  became of the problem itself; `records`, what the case system says, where a case may be closed before the
  problem is gone, and where a trivial one may have been opened for the statistics; `claims`, what is reported
  upwards. Only a simulation shows all three. The distance between them is a finding. Measures without this
  dimension are true unless their meaning says otherwise.
- **Digests.** `/provenance/run_digest` is the SHA-256 of a run's arrays: in the order of the measures below,
  row by row (the last dimension fastest), each value as 8 little-endian bytes. The root attribute `digest` is
  the SHA-256 of their hexadecimal texts joined in the order of the manifest, the worlds (`world_run_digest`) after the
  replicates. The same model version, scenario and seed give the same digest on any machine, with any number of threads or parts; quote it in a paper. Wall
  times, traces and the command line are in no digest.
- **Reproducing.** `/provenance/scenario` is the whole scenario, defaults included. Saved to a file it can be
  run again.

Checking the digest of a run that ended well, without cogov:

```python
import hashlib, json, h5py
with h5py.File("r.h5") as file:
    manifest = json.loads(file["provenance/manifest"][:].tobytes())
    names = [measure["name"] for measure in manifest["layout"]["measures"]]
    run = b"".join(file[name][0, 0].tobytes() for name in names)     # policy 0, replicate 0
    assert hashlib.sha256(run).hexdigest() == file["provenance/run_digest"].asstr()[0, 0]
```

)";

std::string storage() {
  return fmt::format(R"(
## Storage

Every dimension is a dimension scale of its own name. Texts are UTF-8 of any length; numbers are little-endian; links
and attributes keep the order in which they were made. Measures are stored in chunks that pass through shuffle, deflate
and fletcher32, which every HDF5 library has built in.

The last {} bytes of the file are its seal: a line break, `cogov-seal-1 sha256 `, the SHA-256 of all bytes before in
hexadecimal, a line break. They stand after the end that HDF5 knows, so other programs don't see them. cogov refuses
a file whose seal is missing or doesn't fit; a program that changes the file removes or breaks it, so work on a copy.
`cogov verify r.h5` checks the seal, then computes every digest anew.

While runs are under way they are kept in the folder `r.h5.parts/`: `manifest.json`, imported networks (`streets.bin`, `ties.bin`)
and shards with a row a run, which only cogov reads. The folder goes when the result stands.
)",
                     21 + 64 + 1);
}

std::string attributes() {
  std::string text = "\n## Attributes of the file\n\n| group | name | meaning |\n|---|---|---|\n";
  for (const AttributeRow& row : attribute_rows()) {
    text += fmt::format("| `{}` | `{}` | {} |\n", row.group, row.name, cell(row.meaning));
  }
  text += "\n## Attributes of variables\n\n| name | on | meaning |\n|---|---|---|\n";
  for (const VariableAttributeRow& row : variable_attribute_rows()) {
    text += fmt::format("| `{}` | {} | {} |\n", row.name, row.on, cell(row.meaning));
  }
  return text;
}

std::string rows_of(std::span<const VariableRow> rows) {
  std::string text =
      "| group | name | type | dimensions | unit | meaning | 含义 |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const VariableRow& row : rows) {
    text += fmt::format("| `{}` | `{}` | {} | {} | {} | {} | {} |\n", row.group, row.name, row.type, row.dimensions,
                        row.unit, cell(row.long_name), cell(row.long_name_zh));
  }
  return text;
}

std::string fixed_variables() { return "\n## Variables of every file\n\n" + rows_of(variable_rows()); }

constexpr const char* about_worlds = R"(
## Worlds

Where the scenario has worlds, the group `/worlds` holds the dimensions and measures above once more, with `world` in
the place of `replicate`, and

)";

constexpr const char* about_designs = R"(
## Designs

Where the scenario has a `[design]`, everything is run again at each of its *points*. Every measure then has the dimensions
`policy`, `replicate` and `point` before its own, and so have `run_status` and the like; what is varied stands at the root as
a variable over `point` under its key, such as `patrol.notice_chance`, a coordinate of every measure. All points of a
replicate meet the same chance events. There are no worlds. The runs follow one another replicate by replicate, in it
point by point, in it policy by policy. The group `/design` says the same in one table; its attribute `method` is `grid`,
`latin_hypercube`, `sobol` (Saltelli's scheme: rows of k + 2 points, A, A with one of the k parameters after the other taken
from B, and B) or `morris` (walks of k + 1 points), and `block` says how many points a row or a walk has, otherwise 1.

```python
data = xarray.open_dataset("r.h5")
gain = (data.found_first_share - data.found_first_share.isel(policy=0)).mean("replicate")
print(gain.isel(policy=1).to_dataframe())                # with what each point takes
```

)";

constexpr const char* about_imports = R"(
## Networks that were read

A scenario may read its streets (`streets.file`) and ties (`social_ties.file`) from other files. What was read stands here
in full, so that `cogov verify r.h5` needs no other file: junctions and streets in `/network`, ties in `/ties`, whose
attribute `people` says how many people they are between. Generated networks follow from the scenario and are not
stored. The manifest holds the SHA-256 of each: a line that names the form, two counts, then the columns
in the order below, little-endian (counts 8 bytes, positions 8, numbers and lengths 4, kinds and marks 1). To run the
scenario of such a file again, put the files that it names beside it.

)";

std::string positions(const Dimension& dimension) {
  if (!dimension.labels.empty()) return fmt::format("`{}`", fmt::join(dimension.labels, "`, `"));
  if (dimension.values.size() == 1) return fmt::format("{}", dimension.values.front());
  return fmt::format("{} … {}", dimension.values.front(), dimension.values.back());
}

std::string dimensions(const Layout& layout) {
  std::string text =
      "## Dimensions\n\nEach is a coordinate variable of its own name. The lengths of those with numbers depend on\n"
      "the scenario; the attribute `labels_zh` has the labels in Chinese.\n\n| name | positions | unit | meaning | "
      "含义 "
      "|\n|---|---|---|---|---|\n";
  const auto add = [&](const Dimension& one, const std::string& where) {
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", one.name, cell(where), one.unit, cell(one.long_name),
                        cell(one.long_name_zh));
  };
  add(policy_dimension({}), "the names of the policies");
  add(replicate_dimension(0), "0, 1, 2, …");
  add(world_dimension(0), "0, 1, 2, … (in `/worlds`)");
  add(parameter_dimension({}), "keys of the scenario language (in `/worlds`)");
  add(point_dimension(0), "0, 1, 2, … (with a design)");
  add(varied_dimension({}), "keys of the scenario language (in `/design`)");
  for (const Dimension& one : layout.dimensions) add(one, positions(one));
  return text;
}

const char* word(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
    case Better::neither:
      break;
  }
  return "";
}

std::string measures(const Layout& layout) {
  std::string text =
      "\n## Measures\n\nIn the order in which the digest of a run takes them; dimensions after policy and "
      "replicate (in `/worlds`: world).\n\n"
      "| name | type | dimensions | unit | better | meaning | 含义 |\n|---|---|---|---|---|---|---|\n";
  for (const Measure& one : layout.measures) {
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", one.name, one.integer ? "int64" : "float64",
                        fmt::join(one.dimensions, ", "), one.unit, word(one.better), cell(one.long_name),
                        cell(one.long_name_zh));
  }
  return text;
}

constexpr const char* traces = R"(
## Traces

With `--trace` there is one group a table, named after it, for instance `/requests`. Its columns are int64 variables
over one dimension, the row, each with its unit and meaning; `policy` and `replicate` say which run a row is from, by
position, not by name. Times are seconds from the beginning of day 0, and -1 where it did not happen. Runs follow one
another in the order of the manifest: all policies of replicate 0, then of replicate 1, and so on, at last the worlds.
Traces are not part of the digest of a run; the seal covers them.
)";

}  // namespace

std::string format_document(const Layout& layout) {
  return opening() + reading + dimensions(layout) + measures(layout) + attributes() + fixed_variables() + about_worlds +
         rows_of(world_variable_rows()) + about_designs + rows_of(design_variable_rows()) + about_imports +
         rows_of(import_variable_rows()) + traces + storage();
}

}  // namespace cogov
