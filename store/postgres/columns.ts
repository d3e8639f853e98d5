/** Types of columns for the compiler. */
import type { ColumnType, Generated } from 'kysely';

/** Ciphertext of one value. */
export type Sealed = Buffer;
/** A JSON column: read as a value, written as text. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
export type Defaulted<T> = Generated<T>;
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
