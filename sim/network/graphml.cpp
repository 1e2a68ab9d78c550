#include "sim/network/graphml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "sim/network/xml.hpp"
#include "sim/utf8.hpp"

namespace cogov {

namespace {

using Event = XmlReader::Event;

constexpr double earth_radius_metres = 6'371'009;
constexpr double radians_per_degree = std::numbers::pi / 180;
constexpr std::size_t most_keys = 100;
constexpr double farthest_metres = 1e8;  // no projection of the Earth goes beyond

/// cos x for |x| <= pi/2 by its Taylor series, from + and * only: the same bits on every machine.
double cosine(double x) {
  const double square = x * x;
  double sum = 1;
  for (int n = 22; n >= 2; n -= 2) sum = 1 - sum * square / static_cast<double>(n * (n - 1));
  return sum;
}

/// Whether positions under this name of a coordinate system are degrees.
bool is_geographic(std::string_view crs) {
  std::string name;
  for (const char letter : crs) name += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  if (name.starts_with("epsg:")) return name.size() == 9 && name[5] == '4';  // 4000 to 4999: degrees
  for (const char* mark : {"crs84", "geogcs", "geogcrs", "geographic", "proj=longlat", "proj=latlong"}) {
    if (name.find(mark) != std::string::npos) return true;
  }
  return name == "wgs84" || name == "wgs 84" || name == "4326";
}

/// Ways on which one goes slowly. A list, as OSMnx writes for joined ways, counts by its first word.
StreetKind kind_of(std::string_view highway) {
  const std::size_t begin = highway.find_first_not_of("[' \"");
  if (begin == std::string_view::npos) return StreetKind::road;
  const std::string_view word = highway.substr(begin, highway.find_first_of("', \"]", begin) - begin);
  constexpr std::string_view lanes[] = {"living_street", "service",  "pedestrian", "footway",   "path",
                                        "steps",         "cycleway", "track",      "bridleway", "corridor"};
  return std::find(std::begin(lanes), std::end(lanes), word) != std::end(lanes) ? StreetKind::lane : StreetKind::road;
}

/// Values of GraphML that are read, by the number that a key gives them.
enum class Field { x, y, length, highway, crs };

class GraphmlReader {
 public:
  GraphmlReader(TextStream& text, KeepParts keep) : xml_(text), problems_(text.problems()), keep_(keep) {}

  StreetsRead read() {
    read_document();
    problems_.throw_if_any();
    check_whole();
    problems_.throw_if_any();
    place_junctions();
    give_lengths();
    problems_.throw_if_any();
    note(add_streets(std::move(raw_), streets()));
    if (streets().edges() == 0) problems_.add({}, "there is no street that leads from one junction to another");
    settle_parts(read_, keep_, problems_);
    problems_.throw_if_any();
    centre_positions(streets());
    return std::move(read_);
  }

 private:
  Streets& streets() { return read_.streets; }

  // ---- elements ----

  void read_document() {
    xml_.next();
    if (xml_.name() != "graphml") {
      problems_.stop(xml_.at(), fmt::format("the document is {}, not GraphML", shown(xml_.name())),
                     "a street network is expected", "save it with osmnx.save_graphml()");
    }
    while (xml_.next() == Event::open) {
      if (xml_.name() == "key") {
        read_key();
      } else if (xml_.name() == "graph") {
        read_graph();
      } else {
        xml_.skip();
      }
    }
    xml_.next();  // nothing may follow
  }

  void read_key() {
    const Spot at = xml_.at();
    const auto* id = xml_.attribute("id");
    const auto* of = xml_.attribute("for");
    const auto* name = xml_.attribute("attr.name");
    std::map<std::string, Field, std::less<>>* fields = nullptr;
    if (id != nullptr && name != nullptr) {
      const std::string domain = of == nullptr ? "all" : of->value;
      for (const auto& [owner, word, field] : {std::tuple{"node", "x", Field::x},
                                               {"node", "y", Field::y},
                                               {"edge", "length", Field::length},
                                               {"edge", "highway", Field::highway},
                                               {"graph", "crs", Field::crs}}) {
        if (name->value != word || (domain != owner && domain != "all")) continue;
        fields = &fields_[owner];
        if (fields->size() == most_keys) problems_.stop(at, fmt::format("there are more than {} such keys", most_keys));
        if (!fields->emplace(id->value, field).second) {
          problems_.add(id->at, fmt::format("the key {} is declared twice", shown(id->value)));
        }
      }
    }
    const std::size_t outside = xml_.depth() - 1;
    while (xml_.depth() > outside) {
      if (xml_.next() == Event::open && xml_.name() == "default" && fields != nullptr) {
        problems_.add(at, "a default value is given for a position, length or kind of street", "it is not supported",
                      "write the value to every node or edge");
      }
    }
  }

  void read_graph() {
    if (had_graph_) problems_.stop(xml_.at(), "there is a second graph", "one network is expected", "keep one");
    had_graph_ = true;
    while (xml_.next() == Event::open) {
      const std::string_view name = xml_.name();
      if (name == "node") {
        read_node();
      } else if (name == "edge") {
        read_edge();
      } else if (name == "hyperedge") {
        problems_.add(xml_.at(), "there is a hyperedge", "a street joins two junctions", "write it as edges");
        xml_.skip();
      } else if (name == "data") {
        if (const auto value = wanted("graph")) crs_ = value->text.text;
      } else {
        xml_.skip();
      }
    }
  }

  struct Value {
    Field field;
    XmlReader::Text text;
  };

  /// The value of the <data> that was just opened, if it is one that is read; its end is passed.
  std::optional<Value> wanted(const char* owner) {
    const auto* key = xml_.attribute("key");
    const auto& fields = fields_[owner];
    const auto found = key == nullptr ? fields.end() : fields.find(key->value);
    if (found == fields.end()) {
      xml_.skip();
      return {};
    }
    const Field field = found->second;
    return Value{field, xml_.text()};
  }

  void read_node() {
    const Spot at = xml_.at();
    const std::optional<std::uint32_t> label = label_in("id", at);
    const bool again = label && (*label < node_of_.size()) && node_of_[*label] != none;
    if (again) {
      problems_.add(at, fmt::format("the node {} is there twice", shown(xml_.attribute("id")->value)),
                    fmt::format("first in line {}", spots_[*label].line), "keep one");
    }
    std::optional<double> x, y;
    bool faulty = false;
    while (xml_.next() == Event::open) {
      if (xml_.name() == "graph") {
        problems_.add(xml_.at(), "there is a graph inside of a node", "one plain network is expected");
      }
      const auto value = xml_.name() == "data" ? wanted("node") : (xml_.skip(), std::optional<Value>{});
      if (!value) continue;
      auto& target = value->field == Field::x ? x : y;
      const char* what = value->field == Field::x ? "the position x" : "the position y";
      if (target) problems_.add(value->text.at, fmt::format("{} is given twice", what), {}, "keep one");
      target = read_number(value->text.text, what, value->text.at, problems_);
      faulty = faulty || !target;
    }
    if (!faulty && (!x || !y)) {
      problems_.add(at, fmt::format("the node has no {}", x ? "y" : "x"), "its position is needed",
                    "save the network with the positions of its nodes");
    }
    if (!label || again) return;
    spots_[*label] = at;
    node_of_[*label] = static_cast<std::uint32_t>(streets().nodes());
    streets().add_node(x.value_or(0), y.value_or(0));
    node_spots_.push_back(at);
  }

  void read_edge() {
    RawStreet street;
    street.at = xml_.at();
    const std::optional<std::uint32_t> from = label_in("source", street.at);
    const std::optional<std::uint32_t> to = label_in("target", street.at);
    bool given = false;
    while (xml_.next() == Event::open) {
      const auto value = xml_.name() == "data" ? wanted("edge") : (xml_.skip(), std::optional<Value>{});
      if (!value) continue;
      if (value->field == Field::highway) {
        street.kind = kind_of(value->text.text);
        continue;
      }
      if (given) problems_.add(value->text.at, "the length is given twice", {}, "keep one");
      given = true;
      street.length_mm = read_length(value->text.text, value->text.at, problems_).value_or(1);
    }
    if (raw_.size() == most_import_edges) {
      problems_.stop(street.at, fmt::format("there are more than {} edges", most_import_edges),
                     "that is the most that is read", "cut out the part that is simulated");
    }
    if (!from || !to) return;
    street.from = *from;
    street.to = *to;
    raw_.push_back(street);
  }

  /// The number of the label in an attribute of the element that was just opened.
  std::optional<std::uint32_t> label_in(const char* attribute, Spot at) {
    const auto* label = xml_.attribute(attribute);
    if (label == nullptr) {
      problems_.add(at, fmt::format("the {} has no {}", shown(xml_.name()), shown(attribute)), {}, "name the junction");
      return {};
    }
    const std::optional<std::uint32_t> number = labels_.number(label->value, label->at, problems_);
    if (number && *number == node_of_.size()) {
      node_of_.push_back(none);
      spots_.push_back(label->at);
      first_mention_.push_back(label->value);
    }
    return number;
  }

  // ---- the whole ----

  void check_whole() {
    if (!had_graph_ || streets().nodes() == 0) {
      problems_.add({}, "there are no nodes", "a street network has junctions", "check that the right file was saved");
    } else if (raw_.empty()) {
      problems_.add({}, "there are no edges", "a street network has streets", "check that the right file was saved");
    }
    for (std::uint32_t label = 0; label < node_of_.size(); ++label) {
      if (node_of_[label] != none) continue;
      problems_.add(spots_[label], fmt::format("there is no node {}", shown(first_mention_[label])),
                    "an edge begins or ends there", "add the node, or remove the edge");
    }
    const bool degrees = is_geographic(crs_);
    const double most_x = degrees ? 180 : farthest_metres;
    const double most_y = degrees ? 90 : farthest_metres;
    for (std::size_t node = 0; node < streets().nodes(); ++node) {
      if (std::abs(streets().x[node]) <= most_x && std::abs(streets().y[node]) <= most_y) continue;
      problems_.add(node_spots_[node],
                    fmt::format("the node lies at x = {}, y = {}", streets().x[node], streets().y[node]),
                    fmt::format("x goes from {0} to {1}, y from {2} to {3} {4}", -most_x, most_x, -most_y, most_y,
                                degrees ? "degrees" : "m, unless the graph's crs is geographic"),
                    "check the positions and the crs");
    }
    for (RawStreet& street : raw_) {
      street.from = node_of_[street.from];
      street.to = node_of_[street.to];
    }
  }

  /// Degrees become metres about the middle of the network.
  void place_junctions() {
    if (!is_geographic(crs_)) return;
    const auto [low, high] = std::minmax_element(streets().y.begin(), streets().y.end());
    const double metres_per_degree = earth_radius_metres * radians_per_degree;
    const double east = metres_per_degree * cosine((*low + *high) / 2 * radians_per_degree);
    for (double& x : streets().x) x *= east;
    for (double& y : streets().y) y *= metres_per_degree;
  }

  void give_lengths() {
    for (RawStreet& street : raw_) {
      if (street.length_mm > 0 || street.from == street.to) continue;
      const double x = streets().x[street.to] - streets().x[street.from];
      const double y = streets().y[street.to] - streets().y[street.from];
      const double metres = std::sqrt(x * x + y * y);
      street.length_mm = read_length(fmt::format("{}", metres), street.at, problems_).value_or(1);
    }
  }

  void note(const MergeCounts& counts) {
    const auto say = [&](std::uint64_t count, const char* what) {
      if (count > 0) read_.notes.push_back(fmt::format("{} {}", count, what));
    };
    say(counts.both_ways, "streets are given in both directions and count once");
    say(counts.parallel, "streets run beside a shorter one between the same junctions and are left out");
    say(counts.loops, "streets lead back to where they begin and are left out");
  }

  static constexpr std::uint32_t none = StreetNodeId::none_value;

  XmlReader xml_;
  FileProblems& problems_;
  KeepParts keep_;
  StreetsRead read_;
  std::map<std::string, std::map<std::string, Field, std::less<>>, std::less<>> fields_;  ///< by owner, by key
  std::string crs_;
  bool had_graph_ = false;
  Labels labels_{"junction"};
  // by label, in the order of first mention
  std::vector<std::uint32_t> node_of_;  ///< none: not defined yet
  std::vector<Spot> spots_;             ///< of the definition, or of the first mention
  std::vector<std::string> first_mention_;
  std::vector<Spot> node_spots_;  ///< by node
  std::vector<RawStreet> raw_;    ///< ends are labels until all is read
};

}  // namespace

StreetsRead read_graphml(TextStream& text, KeepParts keep) { return GraphmlReader(text, keep).read(); }

StreetsRead read_graphml(const std::filesystem::path& file, const std::string& name, KeepParts keep) {
  TextStream text = TextStream::of_file(file, name);
  return read_graphml(text, keep);
}

}  // namespace cogov
