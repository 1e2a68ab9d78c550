# Builds the web page and embeds it in cogov_tools. Without it `cogov report` says what is missing.
option(COGOV_WEB "Embed the web page; needs Node.js and npm, and a network the first time" ON)
if(NOT COGOV_WEB)
  return()
endif()
set(web ${CMAKE_CURRENT_LIST_DIR})
set(page ${PROJECT_BINARY_DIR}/web/report.html)
file(GLOB page_sources CONFIGURE_DEPENDS ${web}/src/*)
add_custom_command(
  OUTPUT ${page}
  COMMAND ${web}/build.sh ${web} ${PROJECT_BINARY_DIR}/web
  DEPENDS ${page_sources} ${web}/build.mjs ${web}/build.sh ${web}/package.json ${web}/package-lock.json
  COMMENT "Building the web page"
  VERBATIM)
set_source_files_properties(web_page.cpp PROPERTIES OBJECT_DEPENDS ${page} COMPILE_DEFINITIONS COGOV_WEB_PAGE="${page}")
