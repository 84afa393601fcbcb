/* glibc, of which the module map of Swift leaves malloc.h out. */
#include <malloc.h>
