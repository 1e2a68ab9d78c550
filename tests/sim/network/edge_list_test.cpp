#include "sim/network/edge_list.hpp"

#include <cmath>

#include "sim/network/csv_rows.hpp"
#include "tests/sim/network/import_support.hpp"

namespace cogov::testing {
namespace {

const auto streets_in = [](TextStream& text) { return read_street_list(text); };
const auto ties_in = [](TextStream& text) { return read_tie_list(text); };

Streets streets(std::string_view text, KeepParts keep = KeepParts::all) {
  TextStream stream = TextStream::of_text(text, "roads");
  return read_street_list(stream, keep).streets;
}

TieList ties(std::string_view text) {
  TextStream stream = TextStream::of_text(text, "roads");
  return read_tie_list(stream);
}

using Lengths = std::vector<std::uint32_t>;

/// A square of 30 by 40 m with a tail.
const std::string square =
    "from,to,metres\n"
    "north gate,9223372036854775808,30\n"
    "9223372036854775808,-1,40.0004\n"
    "-1,\"say \"\"d\"\"\",30\n"
    "\"say \"\"d\"\"\",north gate,40\n"
    "\"say \"\"d\"\"\",尾,1e1\n";

TEST(StreetList, NumbersJunctionsAsTheyCome) {
  const Streets read = streets(square);
  EXPECT_EQ(read.nodes(), 5U);
  EXPECT_EQ(read.from,
            (std::vector{StreetNodeId(0), StreetNodeId(0), StreetNodeId(1), StreetNodeId(2), StreetNodeId(3)}));
  EXPECT_EQ(read.to,
            (std::vector{StreetNodeId(1), StreetNodeId(3), StreetNodeId(2), StreetNodeId(3), StreetNodeId(4)}));
  EXPECT_EQ(read.length_mm, (Lengths{30000, 40000, 40000, 30000, 10000}));
  EXPECT_EQ(read.kind, std::vector(5, StreetKind::road));
}

TEST(StreetList, LineEndsMarksBlanksAndOrderOfColumnsMakeNoDifference) {
  const Streets read = streets("from,to,metres\na,b,5\nb,c,7\n");
  EXPECT_EQ(streets("from,to,metres\r\na,b,5\r\nb,c,7\r\n"), read);
  EXPECT_EQ(streets("\xef\xbb\xbf from , to,\tmetres\n\na , b,5\n\nb,c, 7.0 "), read);
  EXPECT_EQ(streets("metres,\"to\",from\n\"5\",b,a\n7,b,c\n").length_mm, read.length_mm);
}

TEST(StreetList, TakesPositionsThatAreGiven) {
  const Streets read = streets(
      "from,to,metres,from_x,from_y,to_x,to_y\n"
      "a,b,5,100,200,110,200\n"
      "c,b,7,110.0004,240,110,200\n");
  EXPECT_EQ(read.x, (std::vector<double>{-5, 5, 5}));
  EXPECT_EQ(read.y, (std::vector<double>{-20, -20, 20}));
}

double distance(const Streets& read, std::size_t a, std::size_t b) {
  return std::hypot(read.x[a] - read.x[b], read.y[a] - read.y[b]);
}

TEST(StreetList, LaysOutFromLengthsWhatHasNoPositions) {
  // A grid of 6 by 4 streets of 100 m: neighbours stay nearer to one another than to who is far away.
  std::string text = "from,to,metres\n";
  const auto name = [](int column, int row) { return std::to_string(row * 6 + column); };
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 6; ++column) {
      if (column > 0) text += name(column - 1, row) + "," + name(column, row) + ",100\n";
      if (row > 0) text += name(column, row - 1) + "," + name(column, row) + ",100\n";
    }
  }
  const Streets read = streets(text);
  EXPECT_EQ(streets(text), read);
  for (const double x : read.x) EXPECT_LT(std::abs(x), 500);
  double along = 0;
  for (std::size_t edge = 0; edge < read.edges(); ++edge)
    along += distance(read, read.from[edge].row, read.to[edge].row);
  EXPECT_LT(along / static_cast<double>(read.edges()), 150) << "a street is about as long as it is drawn";
  // Corners bear the numbers of their first mention.
  const Streets line = streets("from,to,metres\na,b,10\nb,c,20\nc,d,5\n");
  EXPECT_EQ(line.x, (std::vector<double>{17.5, 7.5, -12.5, -17.5}));
  EXPECT_EQ(line.y, (std::vector<double>{0, 0, 0, 0}));
}

TEST(StreetList, KeepsTheLargestPartWhereAsked) {
  EXPECT_EQ(streets("from,to,metres\na,b,1\nc,d,2\nd,e,3\n", KeepParts::largest).length_mm, (Lengths{2000, 3000}));
}

TEST(StreetList, RefusesWhatIsWrongInItsPlace) {
  const std::string head = "from,to,metres\n";
  const std::string placed = "from,to,metres,from_x,from_y,to_x,to_y\n";
  const std::vector<BadInput> inputs{
      {"empty", "", 1, 1, "empty"},
      {"blank", "\n\n", 1, 1, "no lines"},
      {"header only", head, 0, 0, "no streets"},
      {"gzip", "\x1f\x8b\x08", 1, 1, "gzip"},
      {"UTF-16", std::string("\xfe\xff\0f", 4), 1, 1, "UTF-16"},
      {"NUL", head + "a" + std::string(1, '\0') + ",b,1\n", 2, 2, "NUL"},
      {"invalid UTF-8", head + "中,\xc0\x80,1\n", 2, 3, "0xC0"},
      {"no header", "1,2,30\n", 1, 1, "unknown column '1'"},
      {"semicolons", "from;to;metres\n", 1, 1, "separate the columns by commas"},
      {"a column is missing", "from,to\n", 1, 1, "'metres' is missing"},
      {"a column twice", "from,to,to,metres\n", 1, 9, "there twice"},
      {"an unknown column", "from,to,metres,speed\n", 1, 16, "unknown column 'speed'"},
      {"half of the positions", "from,to,metres,from_x,from_y\n", 1, 1, "positions are missing"},
      {"too few fields", head + "a,b\n", 2, 1, "2 fields"},
      {"too many fields", head + "a,b,1,\n", 2, 1, "4 fields"},
      {"decimal comma", head + "a,b,1,5\n", 2, 1, "4 fields"},
      {"no name", head + ",b,1\n", 2, 1, "no name"},
      {"long name", head + "a," + std::string(65, 'b') + ",1\n", 2, 3, "longer than 64"},
      {"loop", head + "a,b,1\na,a,1\n", 3, 3, "from 'a' to itself"},
      {"twice", head + "a,b,1\nb,c,1\na,b,1\n", 4, 1, "there twice (between the same two in line 2)"},
      {"both directions", head + "a,b,1\nb,a,1\n", 3, 1, "there twice"},
      {"NaN", head + "a,b,nan\n", 2, 5, "finite"},
      {"infinite", head + "a,b,-inf\n", 2, 5, "finite"},
      {"1e400", head + "a,b,1e400\n", 2, 5, "finite"},
      {"negative", head + "a,b,-3\n", 2, 5, "longer than 0"},
      {"zero", head + "a,b,0\n", 2, 5, "longer than 0"},
      {"word", head + "a,b,far\n", 2, 5, "decimal number"},
      {"no number", head + "a,b,\n", 2, 5, "decimal number"},
      {"with a unit", head + "a,b,5 m\n", 2, 5, "decimal number"},
      {"too long", head + "a,b,4294968\n", 2, 5, "at most 1000 km"},
      {"quote not closed", head + "a,\"b,1\nc,d,1\n", 2, 3, "not closed"},
      {"quote at the end", head + "a,\"b", 2, 3, "not closed"},
      {"quote inside", head + "a,b\"c\",1\n", 2, 4, "middle of a field"},
      {"after the quote", head + "a,\"b\"c,1\n", 2, 6, "after the closing quote"},
      {"CR alone", "from,to,metres\ra,b,1\r", 1, 15, "CR alone"},
      {"in two places", placed + "a,b,1,0,0,1,1\nb,c,1,2,1,5,5\n", 3, 7, "'b' lies in two places (at 1, 1 in line 2)"},
      {"position infinite", placed + "a,b,1,0,inf,1,1\n", 2, 9, "finite"},
      {"position too far", placed + "a,b,1,0,0,1,1e9\n", 2, 13, "positions go from"},
      {"disconnected", head + "a,b,1\nc,d,1\n", 0, 0, "2 parts without a way between them, of 2 and 2 junctions"},
  };
  for (const BadInput& bad : inputs) expect_problem(bad, streets_in);
}

TEST(StreetList, AHugeLineIsLeftAtTheLimit) {
  for (const char* start : {"", "from,to,metres\n", "from,to,metres\n\"", "from,to,metres\na,b,1", "\""}) {
    TextStream text("roads", Endless(start, 'x', 100'000'000, ""));
    EXPECT_THROW(static_cast<void>(read_street_list(text)), UserError);
    EXPECT_LE(text.bytes_read(), 2 * 65536U) << start;
  }
  TextStream commas("roads", Endless("", ',', 100'000'000, ""));
  EXPECT_THROW(static_cast<void>(read_street_list(commas)), UserError);
  EXPECT_LE(commas.bytes_read(), 2 * 65536U);
  TextStream much("roads", Endless("from,to,metres\n", '\n', 3'000'000, "a,b,1"), 2'000'000);
  EXPECT_THROW(static_cast<void>(read_street_list(much)), UserError) << "larger than allowed";
}

TEST(TieList, NumbersPeopleAsTheyCome) {
  const TieList read = ties("a,b\n老王,李四\n18446744073709551616,老王\n\"Li, Na\",18446744073709551616\n");
  EXPECT_EQ(read.people, 4U);
  EXPECT_EQ(read.ties, (std::vector<Tie>{{0, 1, 0}, {0, 2, 0}, {2, 3, 0}}));
  EXPECT_EQ(ties("b,a\r\n李四,老王\r\n"), (TieList{2, {{0, 1, 0}}}))
      << "whose column comes first is told by the header";
}

TEST(TieList, RefusesWhatIsWrongInItsPlace) {
  const std::vector<BadInput> inputs{
      {"header only", "a,b\n", 0, 0, "no ties"},
      {"self", "a,b\nx,x\n", 2, 3, "from 'x' to itself"},
      {"twice", "a,b\nx,y\ny,x\n", 3, 1, "there twice (between the same two in line 2)"},
      {"no name", "a,b\nx,\n", 2, 3, "no name"},
      {"unknown column", "a,b,weight\nx,y,1\n", 1, 5, "unknown column 'weight'"},
      {"one field", "a,b\nx\n", 2, 1, "1 fields"},
  };
  for (const BadInput& bad : inputs) expect_problem(bad, ties_in);
}

TEST(EdgeLists, TruncatedAnywhereTheyAreReadOrRefused) {
  for (std::size_t length = 0; length < square.size(); ++length) {
    for (const Problem& problem : problems_in(square.substr(0, length), streets_in)) {
      EXPECT_EQ(problem.where.file, "roads") << length;
    }
  }
}

TEST(EdgeLists, WhateverIsChangedTheyAreReadOrRefused) {
  const std::string text = "a,b\nx,y\n\"y\",z\r\nz,w\nw,\"q\"\"\"\n";
  int fine = 0;
  for (std::uint64_t number = 0; number < 4000; ++number) {
    try {
      const Streets read = streets(mutated(square, number));
      for (const StreetNodeId to : read.to) ASSERT_LT(to.row, read.nodes());
      for (const double y : read.y) ASSERT_TRUE(std::isfinite(y));
      ++fine;
    } catch (const UserError& error) {
      ASSERT_FALSE(error.problems().empty());
    }
    try {
      for (const Tie& tie : ties(mutated(text, number)).ties) ASSERT_LT(tie.a, tie.b);
      ++fine;
    } catch (const UserError& error) {
      ASSERT_FALSE(error.problems().empty());
    }
  }
  EXPECT_GT(fine, 200);
  EXPECT_LT(fine, 6000);
}

TEST(EdgeLists, WhatIsNoFileIsRefusedWithoutWaiting) {
  const auto refusal = [](const char* path) -> std::string {
    try {
      static_cast<void>(read_tie_list(path, "ties"));
    } catch (const UserError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(refusal("/no/such/file").find("ties: there is no such file"), std::string::npos);
  EXPECT_NE(refusal("/tmp").find("is a folder"), std::string::npos);
  EXPECT_NE(refusal("/dev/zero").find("is a device"), std::string::npos);
}

}  // namespace
}  // namespace cogov::testing
