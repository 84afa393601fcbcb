#ifndef RESTART_H
#define RESTART_H

/*
 * When a thread crashes (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT) between restart_begin
 * and restart_end, the program begins anew in the same process, with one argument more. A crash
 * anywhere else ends it as ever.
 *
 * In C because a signal handler may neither allocate nor take a lock, which Swift does not promise.
 */

/* Installs the handlers; call once, before there are other threads. */
void restart_prepare(int argc, char **argv);

/*
 * From here on a crash of this thread begins the program anew with `argument` behind its verb. The
 * number of the signal is written over two characters, at `number`. Both must live until restart_end.
 */
void restart_begin(char *argument, char *number);
void restart_end(void);

#endif
