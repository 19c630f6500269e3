# Makes `extern const char NAME[]` in namespace reach from a text file, again whenever it changes.
function(embed_text source name output)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} text)
  file(CONFIGURE OUTPUT ${output} CONTENT "namespace reach {
extern const char ${name}[];
const char ${name}[] = R\"embedded(@text@)embedded\";
}  // namespace reach
" @ONLY)
endfunction()
