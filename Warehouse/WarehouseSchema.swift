/// The SQL of this folder, embedded in the program.
package enum WarehouseSchema {}
