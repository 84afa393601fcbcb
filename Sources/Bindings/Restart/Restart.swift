import CRestart
import Glibc

/// Begins the program anew without the file that crashed it.
///
/// A crash cannot be undone inside a process: memory may be damaged, locks are held. But it can be
/// told which file a thread was reading, and `execve` is among the few calls that a signal handler
/// may make. So a file that no reader survives costs the run its time until then, and a run without
/// such a file costs nothing; a process for each file would have to hand every record through a pipe.
///
/// What does not raise a signal in the thread that reads is not caught: a kill from outside, which
/// includes that of the system when memory runs out.
package enum Restart {
  /// Prepares the program to begin anew; before there are other threads.
  ///
  /// - Precondition: its first argument is a verb, behind which an option can stand.
  package static func prepare() {
    unsafe restart_prepare(CommandLine.argc, CommandLine.unsafeArgv)
  }

  /// Does the work; if this thread crashes in it, and the program is prepared, the program begins
  /// anew with `--<option>=<signal>:<value>` behind its verb, the signal as two digits.
  package static func onCrash<Answer, Failure>(
    option: String, _ value: String, _ work: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    let start = "--\(option)="
    guard let argument = unsafe strdup("\(start)00:\(value)") else { return try work() }
    unsafe restart_begin(argument, argument + start.utf8.count)
    defer {
      restart_end()
      unsafe free(argument)
    }
    return try work()
  }

  /// `SIGSEGV` for 11; nil for a number that no crash has.
  package static func name(ofSignal number: Int32) -> String? {
    switch number {
    case SIGSEGV: "SIGSEGV"
    case SIGBUS: "SIGBUS"
    case SIGILL: "SIGILL"
    case SIGFPE: "SIGFPE"
    case SIGTRAP: "SIGTRAP"
    case SIGABRT: "SIGABRT"
    default: nil
    }
  }
}
