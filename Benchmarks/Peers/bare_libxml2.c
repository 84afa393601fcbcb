/* libxml2's SAX2 alone over the files named. */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static unsigned long elements, attributes;

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **bindings, int count, int defaulted,
                  const xmlChar **values) {
  (void)context, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)bindings;
  (void)defaulted, (void)values;
  elements++, attributes += (unsigned long)count;
}

int main(int count, char **paths) {
  static char piece[1 << 16];
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  for (int i = 1; i < count; i++) {
    FILE *file = fopen(paths[i], "rb");
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, paths[i]);
    size_t size;
    if (!file || !parser) return 1;
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
      if (xmlParseChunk(parser, piece, (int)size, 0)) return 1;
    if (xmlParseChunk(parser, piece, 0, 1)) return 1;
    xmlFreeParserCtxt(parser);
    fclose(file);
  }
  printf("%lu %lu\n", elements, attributes);
  return 0;
}
