# Builds the web pages and embeds them in cogov_tools. Without them `cogov report` and `cogov serve` say what is missing.
option(COGOV_WEB "Embed the web pages; needs Node.js and npm, and a network the first time" ON)
if(NOT COGOV_WEB)
  return()
endif()
set(web ${CMAKE_CURRENT_LIST_DIR})
set(web_pages ${PROJECT_BINARY_DIR}/web)
set(pages ${web_pages}/report.html ${web_pages}/live.html ${web_pages}/classroom.html)
file(GLOB page_sources CONFIGURE_DEPENDS ${web}/src/*)
add_custom_command(
  OUTPUT ${pages}
  COMMAND ${web}/build.sh ${web} ${web_pages}
  DEPENDS ${page_sources} ${web}/build.mjs ${web}/build.sh ${web}/package.json ${web}/package-lock.json
  COMMENT "Building the web pages"
  VERBATIM)
set_source_files_properties(web_page.cpp PROPERTIES OBJECT_DEPENDS "${pages}" COMPILE_DEFINITIONS COGOV_WEB_PAGES="${web_pages}")
