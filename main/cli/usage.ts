export const usage = `watchfloor VERB [options]

about files (no engine needed)
  stats FILE… [--format table|json|statistics.json]   statistics of results files, as JMeter computes them and over the whole run
  doctor                             what this machine has and lacks for the console, and what to do
  restore FOLDER                     puts a backup in place (the engine must be stopped)

the console
  serve [--port N] [--profile NAME]  starts the engine under its supervisor, opens no window, prints the link
  open [--no-open]                   a new window on the running console, or with --no-open a new link

about what is stored (asks the running engine; audit, backup and run start one when none runs)
  run PLAN.jmx [--set NAME=VALUE]…   runs a load test without a window, waits and prints its summary; Ctrl+C stops it
                                     gracefully, again at once, a third time ends its JVM
       [--name TEXT]                 what the run is called (default: the plan's name)
  audit verify                       walks the audit log
  backup                             copies state and samples
  health                             how the engine does

options of every verb
  --data DIR, --data-dir DIR         data directory (default: the profile's place in the user's own data)
  --profile NAME                     which of several (default: default)
  --json                             JSON alone on stdout

exit codes
  0    done; the run completed
  1    failed: the engine or the run did not do it, the audit log is broken, something needed is missing
  104  asked wrongly: unknown verb or option, a file that is missing or unfit, no engine where one is needed
  105  the run was stopped before its end
`;
