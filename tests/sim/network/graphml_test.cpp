#include "sim/network/graphml.hpp"

#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

#include "sim/network/xml.hpp"
#include "tests/sim/network/import_support.hpp"

namespace cogov::testing {
namespace {

const auto read_all = [](TextStream& text) { return read_graphml(text); };

StreetsRead read(std::string_view text, KeepParts keep = KeepParts::all) {
  TextStream stream = TextStream::of_text(text, "roads");
  return read_graphml(stream, keep);
}

/// A document as OSMnx writes it: keys, then what stands in the graph.
std::string document(const std::string& inside, const std::string& crs = "epsg:4326") {
  return "<?xml version='1.0' encoding='utf-8'?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "  <key id=\"d9\" for=\"edge\" attr.name=\"length\" attr.type=\"string\" />\n"
         "  <key id=\"d7\" for=\"edge\" attr.name=\"highway\" attr.type=\"string\" />\n"
         "  <key id=\"d4\" for=\"node\" attr.name=\"street_count\" attr.type=\"string\" />\n"
         "  <key id=\"d3\" for=\"node\" attr.name=\"x\" attr.type=\"string\" />\n"
         "  <key id=\"d2\" for=\"node\" attr.name=\"y\" attr.type=\"string\" />\n"
         "  <key id=\"d0\" for=\"graph\" attr.name=\"crs\" attr.type=\"string\" />\n"
         "  <graph edgedefault=\"directed\">\n    <data key=\"d0\">" +
         crs + "</data>\n" + inside + "  </graph>\n</graphml>\n";
}

/// On a line of its own; the first one is line 11.
std::string node(const std::string& id, const std::string& x, const std::string& y) {
  return "<node id=\"" + id + "\"><data key=\"d2\">" + y + "</data><data key=\"d3\">" + x +
         "</data><data key=\"d4\">3</data></node>\n";
}

std::string edge(const std::string& from, const std::string& to, const std::string& length,
                 const std::string& highway = "residential") {
  return "<edge source=\"" + from + "\" target=\"" + to + "\" id=\"0\"><data key=\"d7\">" + highway +
         "</data><data key=\"d9\">" + length + "</data></edge>\n";
}

const std::string two_nodes = node("1", "121.40", "37.50") + node("2", "121.41", "37.51");
const std::string small =
    document(node("53", "121.40", "37.50") + node("9223372036854775808", "121.41", "37.50") +
             node("7", "121.41", "37.51") + edge("53", "9223372036854775808", "882.4") +
             edge("9223372036854775808", "53", "882.4") + edge("9223372036854775808", "7", "1112.0004", "footway") +
             edge("7", "9223372036854775808", "1112.0004", "footway") + edge("7", "9223372036854775808", "1300") +
             edge("7", "7", "88"));

TEST(Graphml, ReadsWhatOsmnxWrites) {
  const StreetsRead read_back = read(small);
  const Streets& streets = read_back.streets;
  ASSERT_EQ(streets.nodes(), 3U);
  ASSERT_EQ(streets.edges(), 2U);
  // One hundredth of a degree: 1111.95 m of latitude, times cos 37.505 degrees of longitude.
  EXPECT_NEAR(streets.x[1] - streets.x[0], 1111.9508 * std::cos(37.505 * M_PI / 180), 2e-3);
  EXPECT_NEAR(streets.y[2] - streets.y[0], 1111.9508, 2e-3);
  EXPECT_NEAR(streets.x[0] + streets.x[1], 0, 1.1e-3) << "the origin is the middle";
  EXPECT_EQ(streets.from, (std::vector{StreetNodeId(0), StreetNodeId(1)}));
  EXPECT_EQ(streets.to, (std::vector{StreetNodeId(1), StreetNodeId(2)}));
  EXPECT_EQ(streets.length_mm, (std::vector<std::uint32_t>{882400, 1112000}));
  EXPECT_EQ(streets.kind, (std::vector{StreetKind::road, StreetKind::lane}));
  EXPECT_EQ(streets.locked_at_night, (std::vector<std::uint8_t>{0, 0}));
  EXPECT_EQ(streets.closed_to_riders.size(), 2U);
  EXPECT_EQ(read_back.notes,
            (std::vector<std::string>{"2 streets are given in both directions and count once",
                                      "1 streets run beside a shorter one between the same junctions and are left out",
                                      "1 streets lead back to where they begin and are left out"}));
}

TEST(Graphml, PositionsAreTheSameBitsEverywhere) {
  const Streets streets = read(small).streets;
  EXPECT_EQ(streets.x, (std::vector<double>{-441.055, 441.055, 441.055}));
  EXPECT_EQ(streets.y, (std::vector<double>{-555.975, -555.975, 555.975}));
}

TEST(Graphml, MetresWhereTheSystemIsProjectedOrNotGiven) {
  const std::string inside =
      node("a", "500000", "4150000.5") + node("b", "500030", "4150040.5") + "<edge source=\"a\" target=\"b\"/>\n";
  for (const std::string& crs : {std::string("epsg:32650"), std::string()}) {
    const Streets streets = read(document(inside, crs)).streets;
    EXPECT_EQ(streets.x, (std::vector<double>{-15, 15}));
    EXPECT_EQ(streets.y, (std::vector<double>{-20, 20}));
    EXPECT_EQ(streets.length_mm, (std::vector<std::uint32_t>{50000})) << "the distance between the ends";
  }
}

TEST(Graphml, OrderAndWritingMakeNoDifference) {
  const std::string nodes = node("a", "0", "0") + node("b", "3", "4") + node("c", "9", "9");
  const Streets streets = read(document(nodes + edge("b", "c", "7") + edge("a", "b", "5"), "")).streets;
  EXPECT_EQ(read(document(nodes + edge("b", "a", "5") + edge("c", "b", "7.0e0"), "")).streets, streets);
  EXPECT_EQ(read(document(edge("b", "a", "5") + edge("c", "b", "<![CDATA[7]]>") + nodes, "")).streets, streets);
  EXPECT_EQ(
      read(document(nodes + edge("&#x62;", "&#97;", " 5\n") + "<!-- a > b --><desc>c<d/></desc>" + edge("c", "b", "7"),
                    ""))
          .streets,
      streets);
  EXPECT_EQ(read("\xef\xbb\xbf" + document(nodes + edge("b", "a", "5") + edge("c", "b", "7"), "")).streets, streets);
}

const std::vector<BadInput>& bad_inputs() {
  const std::string line = edge("1", "2", "5");
  static const std::vector<BadInput> inputs{
      {"empty", "", 1, 1, "empty"},
      {"byte order mark only", "\xef\xbb\xbf", 1, 1, "ends"},
      {"blank", " \n ", 2, 2, "the file ends"},
      {"words", "from,to\n", 1, 1, "text outside"},
      {"gzip", "\x1f\x8b\x08\x00", 1, 1, "gzip"},
      {"zip", "PK\x03\x04....", 1, 1, "zip"},
      {"UTF-16", std::string("\xff\xfe<\0", 4), 1, 1, "UTF-16"},
      {"UTF-16 without a mark", std::string("<\0g\0", 4), 1, 2, "NUL"},
      {"NUL", "<graphml>\n  " + std::string(1, '\0'), 2, 3, "NUL"},
      {"invalid UTF-8", "<graphml>\n中\xc3(", 2, 2, "0xC3"},
      {"control character", "<graphml>\x01", 1, 10, "control character"},
      {"HTML", "<html></html>", 1, 1, "not GraphML"},
      {"DOCTYPE", "<?xml version='1.0'?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\">]>\n<graphml>&lol;</graphml>", 2, 2,
       "DOCTYPE"},
      {"entity", document("<node id=\"&lol;\"/>"), 11, 12, "unknown entity"},
      {"entity without an end", document("<node id=\"&lollollollollollol\"/>"), 11, 12, "unknown entity"},
      {"entity of no character", document("<node id=\"&#0;\"/>"), 11, 12, "unknown entity"},
      {"entity beyond Unicode", document("<node id=\"&#x110000;\"/>"), 11, 12, "unknown entity"},
      {"tags crossed", "<graphml><graph></graphml></graph>", 1, 17, "still open"},
      {"closed without opening", "<graphml></graphml></graphml>", 1, 20, "never opened"},
      {"two documents", "<graphml></graphml>\n<graphml></graphml>", 2, 1, "second document"},
      {"text after it", "<graphml></graphml>\nabc", 2, 1, "outside"},
      {"an attribute twice", "<graphml a=\"1\" a=\"2\"/>", 1, 16, "given twice"},
      {"an attribute without quotes", "<graphml a=1/>", 1, 12, "in quotes"},
      {"an attribute without value", "<graphml a/>", 1, 11, "'='"},
      {"attributes joined", "<graphml a=\"1\"b=\"2\"/>", 1, 15, "blank is expected"},
      {"'<' in a value", "<graphml a=\"<\"/>", 1, 13, "'<' in a value"},
      {"no name", "<graphml>< /graphml>", 1, 11, "not a name"},
      {"other markup", "<graphml><!ELEMENT a></graphml>", 1, 11, "neither a tag nor a comment"},
      {"long name", "<" + std::string(200, 'a') + "/>", 1, 2, "longer than 128"},
      {"no graph", "<graphml></graphml>", 0, 0, "no nodes"},
      {"no nodes", document(""), 0, 0, "no nodes"},
      {"no edges", document(two_nodes), 0, 0, "no edges"},
      {"only loops", document(two_nodes + edge("1", "1", "5")), 0, 0, "no street"},
      {"two graphs", document(two_nodes + line + "</graph><graph>"), 14, 9, "second graph"},
      {"unknown id", document(two_nodes + edge("1", "3", "5")), 13, 25, "no node '3'"},
      {"node twice", document(two_nodes + node("1", "121.4", "37.5") + line), 13, 1, "there twice (first in line 11)"},
      {"no id", document(two_nodes + "<node/>"), 13, 1, "no 'id'"},
      {"empty id", document(two_nodes + node("", "1", "2")), 13, 10, "no name"},
      {"long id", document(two_nodes + node(std::string(65, '7'), "1", "2")), 13, 10, "longer than 64"},
      {"no source", document(two_nodes + "<edge target=\"1\"/>"), 13, 1, "no 'source'"},
      {"no position", document("<node id=\"1\"/>"), 11, 1, "no x"},
      {"no y", document("<node id=\"1\"><data key=\"d3\">1</data></node>"), 11, 1, "no y"},
      {"x twice", document("<node id=\"1\"><data key=\"d3\">1</data><data key=\"d3\">1</data></node>"), 11, 52,
       "twice"},
      {"position of words", document(node("1", "here", "2")), 11, 52, "'here'"},
      {"position NaN", document(node("1", "nan", "2")), 11, 52, "finite"},
      {"position 1e400", document(node("1", "1e400", "2")), 11, 52, "finite"},
      {"position with a comma", document(node("1", "1,5", "2")), 11, 52, "decimal number"},
      {"latitude", document(two_nodes + node("3", "1", "91") + line), 13, 1, "-90 to 90"},
      {"longitude", document(two_nodes + node("3", "-181", "1") + line), 13, 1, "-180 to 180"},
      {"length NaN", document(two_nodes + edge("1", "2", "NaN")), 13, 84, "finite"},
      {"length infinite", document(two_nodes + edge("1", "2", "inf")), 13, 84, "finite"},
      {"length negative", document(two_nodes + edge("1", "2", "-5")), 13, 84, "longer than 0"},
      {"length zero", document(two_nodes + edge("1", "2", "0.0")), 13, 84, "longer than 0"},
      {"length too great", document(two_nodes + edge("1", "2", "1e7")), 13, 84, "at most 1000 km"},
      {"length empty", document(two_nodes + edge("1", "2", "")), 13, 84, "decimal number"},
      {"length 2^64", document(two_nodes + edge("1", "2", "18446744073709551616")), 13, 84, "at most"},
      {"length in hex", document(two_nodes + edge("1", "2", "0x10")), 13, 84, "decimal number"},
      {"length of elements", document(two_nodes + edge("1", "2", "<b>5</b>")), 13, 84, "element 'b'"},
      {"length twice",
       document(two_nodes +
                "<edge source=\"1\" target=\"2\"><data key=\"d9\">1</data><data key=\"d9\">1</data></edge>"),
       13, 67, "twice"},
      {"no distance", document(node("1", "5", "5") + node("2", "5", "5") + "<edge source=\"1\" target=\"2\"/>"), 13, 1,
       "longer than 0"},
      {"default", "<graphml><key id=\"a\" for=\"edge\" attr.name=\"length\"><default>1</default></key></graphml>", 1,
       10, "default value"},
      {"key twice",
       "<graphml><key id=\"a\" for=\"edge\" attr.name=\"length\"/>\n<key id=\"a\" attr.name=\"length\"/></graphml>", 2,
       9, "declared twice"},
      {"hyperedge", document(two_nodes + "<hyperedge/>"), 13, 1, "hyperedge"},
      {"graph in a node", document("<node id=\"1\"><graph/></node>"), 11, 14, "inside of a node"},
      {"disconnected",
       document(two_nodes + node("3", "1", "1") + node("4", "2", "2") + node("5", "3", "3") + line +
                edge("4", "5", "1") + edge("3", "4", "1")),
       0, 0, "2 parts without a way between them, of 3 and 2 junctions"},
  };
  return inputs;
}

TEST(Graphml, RefusesWhatIsWrongInItsPlace) {
  for (const BadInput& bad : bad_inputs()) expect_problem(bad, read_all);
}

TEST(Graphml, KeepsTheLargestPartWhereAsked) {
  const std::string text =
      document(node("1", "0", "0") + node("2", "1", "1") + node("3", "5", "0") + node("4", "6", "0") +
                   node("5", "7", "0") + edge("1", "2", "1") + edge("3", "4", "2") + edge("4", "5", "3"),
               "");
  const StreetsRead kept = read(text, KeepParts::largest);
  EXPECT_EQ(kept.streets.x, (std::vector<double>{-1, 0, 1}));
  EXPECT_EQ(kept.streets.length_mm, (std::vector<std::uint32_t>{2000, 3000}));
  ASSERT_EQ(kept.notes.size(), 1U);
  EXPECT_NE(kept.notes[0].find("2 parts"), std::string::npos);
}

TEST(Graphml, ShowsTwentyProblemsAndCountsTheRest) {
  std::string inside = two_nodes;
  for (int i = 0; i < 50; ++i) inside += edge("1", "2", "-1");
  const std::vector<Problem> problems = problems_in(document(inside), read_all);
  ASSERT_EQ(problems.size(), 21U);
  EXPECT_NE(problems.back().what.find("30 more"), std::string::npos) << problems.back().what;
}

TEST(Graphml, DeepNestingEndsAtTheLimit) {
  std::string deep = "<graphml>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  expect_problem({"deep", deep, 1, 10 + 3 * 63, "more than 64 deep"}, read_all);
}

/// Problems of an endless text, and how much of it was looked at.
std::pair<std::string, std::uint64_t> endless(const Endless& source, std::uint64_t most = largest_import) {
  TextStream text("roads", source, most);
  try {
    static_cast<void>(read_graphml(text));
  } catch (const UserError& error) {
    return {error.what(), text.bytes_read()};
  }
  return {"", text.bytes_read()};
}

TEST(Graphml, AHugeLineIsLeftAtTheFirstThingBeyondALimit) {
  constexpr std::uint64_t huge = 100'000'000;
  for (const char* start : {"<graphml a=\"", "<graphml><key id=\"", "<", "<graphml><graph><node id=\"", "<a b='&"}) {
    const auto [what, looked_at] = endless({start, 'x', huge, ""});
    EXPECT_NE(what, "") << start;
    EXPECT_LE(looked_at, 2 * 65536U) << start;
  }
  const std::string document_start = document("").substr(0, document("").find("</data>"));
  EXPECT_LE(endless({document_start, 'x', huge, ""}).second, 2 * 65536U) << "a value that is wanted";
  // What is passed over may be as long as it likes: nothing of it is kept.
  EXPECT_NE(endless({"<graphml><!--", 'x', huge, "--></graphml>"}).first.find("no nodes"), std::string::npos);
  EXPECT_NE(endless({"<graphml><data>", 'x', huge, "</data></graphml>"}, huge / 2).first.find("is larger than"),
            std::string::npos);
}

TEST(Graphml, TruncatedAnywhereIsSaidInItsPlace) {
  const std::string text = small.substr(0, small.rfind("</graphml>") + 10);
  for (std::size_t length = 0; length < text.size(); ++length) {
    const std::vector<Problem> problems = problems_in(text.substr(0, length), read_all);
    ASSERT_FALSE(problems.empty()) << length;
    EXPECT_GT(problems.back().where.line, 0) << length << problems.back().sentence();
  }
  EXPECT_TRUE(problems_in(text, read_all).empty());
}

TEST(Graphml, WhateverIsChangedItIsReadOrRefused) {
  int fine = 0;
  for (std::uint64_t number = 0; number < 4000; ++number) {
    const std::string text = mutated(small, number);
    try {
      TextStream stream = TextStream::of_text(text, "roads");
      const Streets streets = read_graphml(stream).streets;
      ++fine;
      for (const std::uint32_t length : streets.length_mm) ASSERT_GT(length, 0U);
      for (const StreetNodeId to : streets.to) ASSERT_LT(to.row, streets.nodes());
      for (const double x : streets.x) ASSERT_TRUE(std::isfinite(x));
    } catch (const UserError& error) {
      for (const Problem& problem : error.problems()) ASSERT_EQ(problem.where.file, "roads") << problem.sentence();
    }
  }
  EXPECT_GT(fine, 100);
  EXPECT_LT(fine, 3000);
}

TEST(Graphml, ReadsAQuarterOfOakland) {
  const std::string file = COGOV_SOURCE_DIR "/../shared/data/west-oakland.graphml";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is absent";
  try {
    static_cast<void>(read_graphml(file, "oakland"));
    ADD_FAILURE() << "it is not connected";
  } catch (const UserError& error) {
    EXPECT_NE(std::string(error.what()).find("3 parts without a way between them, of 205, 5 and 3 junctions"),
              std::string::npos)
        << error.what();
  }
  const StreetsRead oakland = read_graphml(file, "oakland", KeepParts::largest);
  const Streets& streets = oakland.streets;
  EXPECT_EQ(streets.nodes(), 205U);
  EXPECT_EQ(streets.edges(), 219U);
  EXPECT_EQ(std::accumulate(streets.length_mm.begin(), streets.length_mm.end(), std::uint64_t{0}), 8'675'978U);
  // Streets are straight between unsimplified nodes: lengths are distances.
  for (std::size_t edge = 0; edge < streets.edges(); ++edge) {
    const double x = streets.x[streets.to[edge].row] - streets.x[streets.from[edge].row];
    const double y = streets.y[streets.to[edge].row] - streets.y[streets.from[edge].row];
    EXPECT_NEAR(std::hypot(x, y), streets.length_mm[edge] / 1000.0, .01 + streets.length_mm[edge] * 1e-6) << edge;
  }
}

}  // namespace
}  // namespace cogov::testing
