/* The entry that libFuzzer expects; TARGET is the name of a case of FuzzTarget. */
#include <stddef.h>
#include <stdint.h>

void sanaq_fuzz(const char *target, const uint8_t *bytes, ptrdiff_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  sanaq_fuzz(TARGET, bytes, (ptrdiff_t)count);
  return 0;
}
