#define _GNU_SOURCE
#include "restart.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The frame of a handler needs up to 12 KB on processors with wide registers. */
#define STACK 65536

static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
#define SIGNALS (sizeof signals / sizeof *signals)

static struct sigaction before[SIGNALS];
/* The arguments of the program, with a free place behind the verb; NULL until prepared. */
static char **arguments;
/* The signals that were blocked at the start: a thread that crashes may have blocked others. */
static sigset_t blocked;
static atomic_flag is_restarting = ATOMIC_FLAG_INIT;

static __thread struct {
  char *argument, *number;
  stack_t former;
  /* Where the handler works when the thread has used up its own stack. */
  char stack[STACK];
} thread;

static void end_as_ever(int signal) {
  for (size_t i = 0; i < SIGNALS; i++)
    if (signals[i] == signal) sigaction(signal, &before[i], NULL);
}

static void crashed(int signal, siginfo_t *info, void *context) {
  (void)context;
  /* abort() sends its signal to the thread itself; what others send is no crash. */
  int is_fault = info->si_code > 0;
  int is_abort = info->si_code == SI_TKILL && info->si_pid == getpid();
  if (thread.argument && (is_fault || is_abort)) {
    /* Another thread has crashed before this one: the program is about to begin anew. */
    while (atomic_flag_test_and_set(&is_restarting)) pause();
    thread.number[0] = '0' + signal / 10;
    thread.number[1] = '0' + signal % 10;
    arguments[2] = thread.argument;
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    execve("/proc/self/exe", arguments, environ);
  }
  end_as_ever(signal);
  /* A fault happens again when the handler returns; anything else must be sent again. */
  if (!is_fault) raise(signal);
}

void restart_prepare(int argc, char **argv) {
  if (argc < 2) return;
  arguments = calloc(argc + 2, sizeof *arguments);
  if (!arguments) return;
  memcpy(arguments, argv, 2 * sizeof *argv);
  memcpy(arguments + 3, argv + 2, (argc - 2) * sizeof *argv);
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < SIGNALS; i++) sigaction(signals[i], &action, &before[i]);
}

void restart_begin(char *argument, char *number) {
  if (!arguments) return;
  stack_t own = {.ss_sp = thread.stack, .ss_size = STACK};
  sigaltstack(&own, &thread.former);
  thread.number = number;
  thread.argument = argument;
}

void restart_end(void) {
  if (!thread.argument) return;
  thread.argument = NULL;
  sigaltstack(&thread.former, NULL);
}
