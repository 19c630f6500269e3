# What CPack makes: a .deb with service, man page and completion, and a .tar.gz with what
# `cmake --install` installs. deploy/package.sh makes both.
set(REACH_MAINTAINER "reach_exporter maintainers <maintainers@reach-exporter.example.org>"
    CACHE STRING "Name and address in the .deb")
find_package(Python3 QUIET COMPONENTS Interpreter)

set(CPACK_PACKAGE_NAME reach_exporter)
set(CPACK_PACKAGE_VENDOR "reach_exporter")
set(CPACK_PACKAGE_CONTACT "${REACH_MAINTAINER}")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/package_kinds.cmake)

set(CPACK_DEBIAN_PACKAGE_NAME reach-exporter)  # Debian allows no underscore
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${REACH_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "prometheus, prometheus-alertmanager, bash-completion")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "says whether a port can be reached, and if not, why
 reach_exporter probes TCP and UDP ports, game servers among them, and serves
 to Prometheus whether each is open, refused, filtered, silent or unreachable,
 since when, how fast, and who said no. It comes with alert rules, and watches
 the public address and the dynamic DNS name of a server at home.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(script conffiles postinst prerm postrm)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/deploy/deb/${script})
endforeach()

set(made ${CMAKE_BINARY_DIR}/package)
string(TIMESTAMP PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(deploy/deb/changelog.in ${made}/changelog.Debian @ONLY)
# Policy 12.1, 12.7: man pages and the longer documents are compressed, without a time in them.
set(compressed ${made}/reach_exporter.1.gz ${made}/changelog.Debian.gz ${made}/changelog.gz
    ${made}/README.md.gz)
add_custom_command(
  OUTPUT ${compressed}
  COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/deploy/deb/man_page.py
          $<TARGET_FILE:reach_exporter> ${PROJECT_VERSION} >${made}/reach_exporter.1
  COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${made}/changelog
  COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/README.md ${made}
  COMMAND gzip -9nkf reach_exporter.1 changelog.Debian changelog README.md
  WORKING_DIRECTORY ${made}
  DEPENDS reach_exporter deploy/deb/man_page.py CHANGELOG.md README.md
  COMMENT "Writing the man page from --help")
add_custom_target(reach_package_files DEPENDS ${compressed})

# Only in the .deb: `cmake --install` asks for none of it.
set(debian COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES deploy/deb/reach.yml DESTINATION /etc/reach_exporter ${debian})
install(FILES deploy/deb/default DESTINATION /etc/default RENAME reach_exporter ${debian})
install(FILES deploy/systemd/reach_exporter.service deploy/systemd/reach_exporter@.service
              deploy/systemd/reach_exporter-shard@.service
        DESTINATION /lib/systemd/system ${debian})
install(FILES deploy/systemd/ping.conf DESTINATION share/reach_exporter/systemd ${debian})
install(FILES ${made}/reach_exporter.1.gz DESTINATION share/man/man1 ${debian})
install(FILES deploy/deb/completion.bash DESTINATION share/bash-completion/completions
        RENAME reach_exporter ${debian})
install(FILES ${made}/changelog.Debian.gz ${made}/changelog.gz ${made}/README.md.gz
        deploy/deb/copyright DESTINATION share/doc/reach-exporter ${debian})
install(FILES deploy/deb/lintian-overrides DESTINATION share/lintian/overrides
        RENAME reach-exporter ${debian})
include(CPack)
