#include "scenarios/import_files.hpp"

#include <algorithm>

#include "scenarios/place.hpp"
#include "sim/network/edge_list.hpp"
#include "sim/network/graphml.hpp"

namespace cogov {

namespace fs = std::filesystem;

namespace {

constexpr const char* file_key = "file";

const Assignment* find_assignment(const Layer& layer, const std::string& section, const std::string& key) {
  const auto index = static_cast<std::size_t>(section_index(section));
  for (const Mention& mention : layer) {
    if (mention.section != index) continue;
    for (const Assignment& one : mention.values) {
      if (all_sections()[index].params[one.param].key == key) return &one;
    }
  }
  return nullptr;
}

/// Who has the last word on a key.
struct LastWord {
  const Assignment* assignment = nullptr;
  const Namer* namer = nullptr;
};

LastWord last_word(const std::vector<Namer>& namers, const std::string& section, const std::string& key) {
  LastWord last;
  for (const Namer& namer : namers) {
    if (const Assignment* one = find_assignment(*namer.layer, section, key)) last = {one, &namer};
  }
  return last;
}

/// The file that a section names, if it names one that can be read.
std::optional<fs::path> file_of(const std::vector<Namer>& namers, const char* section, const char* what,
                                const char* example, Problems& problems) {
  const LastWord last = last_word(namers, section, file_key);
  if (last.assignment == nullptr) return {};
  const auto& name = std::get<std::string>(last.assignment->value);
  if (name.empty()) return {};
  return find_file({what, name, last.assignment->value_where, example}, last.namer->roots, problems);
}

bool is_list(const fs::path& file, TextStream& text) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (ending == ".csv") return true;
  return ending != ".graphml" && ending != ".xml" && text.peek() != '<';
}

/// Reads a file of any kind; what is wrong with it joins the other problems.
template <class Read>
void collect(const fs::path& file, Problems& problems, const Read& read) {
  problems.rank_file(file.string());
  try {
    TextStream text = TextStream::of_file(file, file.string());
    read(text);
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
  }
}

}  // namespace

Imports read_imports(const std::vector<Namer>& namers, std::vector<std::string>& notes, Problems& problems) {
  Imports imports;
  const auto streets = file_of(namers, "streets", "the street network",
                               "name a file such as \"roads.graphml\" or \"roads.csv\"", problems);
  if (streets) {
    const LastWord keep = last_word(namers, "streets", "keep");
    const bool largest = keep.assignment != nullptr && std::get<std::string>(keep.assignment->value) == "largest";
    const KeepParts parts = largest ? KeepParts::largest : KeepParts::all;
    collect(*streets, problems, [&](TextStream& text) {
      StreetsRead read = is_list(*streets, text) ? read_street_list(text, parts) : read_graphml(text, parts);
      for (const std::string& note : read.notes) notes.push_back(streets->string() + ": " + note);
      imports.streets = std::make_shared<const Streets>(std::move(read.streets));
    });
  }
  const auto ties = file_of(namers, "social_ties", "the list of ties", "name a file such as \"ties.csv\"", problems);
  if (ties) {
    collect(*ties, problems,
            [&](TextStream& text) { imports.ties = std::make_shared<const TieList>(read_tie_list(text)); });
  }
  return imports;
}

}  // namespace cogov
