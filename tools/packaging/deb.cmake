# `cpack -G DEB` in a build folder makes a package of the program and its scenarios.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The cogov developers <maintainers@cogov.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON) # computes the libraries that the program depends on
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox) # draws what `cogov plot` asks for
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
install(FILES LICENSE CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})
include(CPack)
