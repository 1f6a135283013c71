namespace Roundtable.Corpus.Records;

/// <summary>One row of a file with all its fields, whatever they are called.</summary>
/// <param name="Number">Its number in the file, from 1, header and blank lines aside.</param>
/// <param name="Fields">
/// Its fields in their order: a text as it is, a number, truth value, list or object as JSON, null where the row has the field without a value.
/// </param>
public sealed record FieldRecord(long Number, IReadOnlyList<KeyValuePair<string, string?>> Fields);
