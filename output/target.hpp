/// The name under which a result is to be written.
#pragma once

#include <filesystem>
#include <string>

namespace cogov {

/// Refuses a result's name whose folder is missing. @throws UserError
void require_folder_of(const std::filesystem::path& result);

/// Refuses a name that is taken. With `force` an earlier result may be replaced, but nothing else: a mistyped name must
/// not cost anybody a scenario or a network.
/// @param why  what the message adds, as in "the parts are kept"; may be empty
/// @throws UserError
void refuse_taken(const std::filesystem::path& result, bool force, const std::string& why = "");

}  // namespace cogov
