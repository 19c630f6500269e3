# bash completion for reach_exporter. Options and their words come from --help of the program that is
# installed, so that they are always its own.

_reach_exporter_help() {  # PROGRAM [COMMAND]
  "$@" --help 2>/dev/null
}

# The words of an option that has a closed set of them: "--log.level TEXT:{debug,info}".
_reach_exporter_words() {  # OPTION, with the help on stdin
  sed -n "s/^ *\(-.,\)\{0,1\}$1 .*{\([^}]*\)}.*/\2/p" | tr ',' ' '
}

_reach_exporter_commands() {  # the help on stdin
  sed -n '/^Subcommands:/,$ s/^  \([a-z][a-z-]*\) .*/\1/p'
}

_reach_exporter() {
  local program=${COMP_WORDS[0]} cur prev command='' word help
  cur=${COMP_LINE:0:COMP_POINT} cur=${cur##* }
  prev=${COMP_LINE:0:COMP_POINT - ${#cur}} prev=${prev%% } prev=${prev##* }
  help=$(_reach_exporter_help "$program")
  for word in $(_reach_exporter_commands <<<"$help"); do
    [[ " ${COMP_WORDS[*]:1:COMP_CWORD - 1} " == *" $word "* ]] && command=$word
  done
  [[ -n $command ]] && help+=$'\n'$(_reach_exporter_help "$program" "$command")

  local option='' value=$cur
  if [[ $cur == --*=* ]]; then
    option=${cur%%=*} value=${cur#*=}
  elif [[ $prev == --* ]]; then
    option=$prev
  fi
  COMPREPLY=()
  if [[ $option == --config.file || $option == --listeners ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$value")
  elif [[ $option == --storage.path ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$value")
  elif [[ -n $option ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_reach_exporter_words "$option" <<<"$help")" -- "$value")
  fi
  if [[ -z $option || ($cur != *=* && ${#COMPREPLY[@]} -eq 0) ]]; then
    local offered
    offered=$(grep -oE '^ +(-[a-z],)?--[a-z][a-z0-9.-]*' <<<"$help" | grep -oE -- '--.*')
    [[ -z $command ]] && offered+=" $(_reach_exporter_commands <<<"$help")"
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$cur")
  fi
}

complete -o nosort -F _reach_exporter reach_exporter
