/* libcsv alone, strict, over the files named: what reading them costs before anything is done. */
#include <csv.h>
#include <stdio.h>

static unsigned long fields, rows, bytes;

static void field(void *text, size_t size, void *context) {
  (void)text, (void)context;
  fields++, bytes += size;
}

static void row(int terminator, void *context) {
  (void)terminator, (void)context;
  rows++;
}

int main(int count, char **paths) {
  static char piece[1 << 20];
  for (int i = 1; i < count; i++) {
    struct csv_parser parser;
    FILE *file = fopen(paths[i], "rb");
    size_t size;
    if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI)) return 1;
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
      if (csv_parse(&parser, piece, size, field, row, NULL) != size) return 1;
    if (csv_fini(&parser, field, row, NULL)) return 1;
    csv_free(&parser);
    fclose(file);
  }
  printf("%lu %lu %lu\n", rows, fields, bytes);
  return 0;
}
