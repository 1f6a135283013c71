using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reports;

/// <summary>What was found in a file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Format">How its rows stand in it.</param>
/// <param name="Shape">What rows look like: "chat", "instruction", "preference", "text", "custom"; "guessed" where no field has a name that says what it is.</param>
/// <param name="Fields">Which fields were read, and as what.</param>
/// <param name="Rows">Rows, those set aside included.</param>
/// <param name="SetAside">Rows that could not be read.</param>
/// <param name="Words">Words in the rows that were looked at.</param>
/// <param name="Origins">The rows that were looked at, by origin.</param>
public sealed record FileReport(string Name, FileFormat Format, string Shape, IReadOnlyList<PlannedField> Fields, long Rows, long SetAside, long Words, OriginCounts Origins);
