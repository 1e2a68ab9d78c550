/// Results for spreadsheets.
#pragma once

#include <ostream>

#include "output/result_file.hpp"

namespace cogov {

/// Writes every value in tidy long form: columns policy, replicate, measure, every dimension of the
/// layout (empty where the measure hasn't got it), value, unit. UTF-8 with a byte-order mark, lines
/// ended by a line feed, fields quoted where they must be, numbers in their shortest exact form with
/// a point whatever the locale; a value that is not defined is empty. One measure in memory at a time.
/// @throws UserError if the file can't be read, OutputError if the stream can't be written
void write_csv(const ResultFile& result, std::ostream& out);

/// A field as it stands in a CSV file: quoted if it holds a comma, a quote or a line break, or
/// starts or ends with a space.
std::string csv_field(const std::string& text);

}  // namespace cogov
