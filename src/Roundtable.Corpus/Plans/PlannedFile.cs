using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>A file, and how it is read.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">How its rows are parsed.</param>
/// <param name="Probe">SHA-256 of its length and its first and last 64 KiB, by which a changed file is recognised.</param>
/// <param name="Declared">Evidence that applies to all its rows.</param>
public sealed record PlannedFile(CorpusFile File, RowFormat Rows, Digest Probe, IReadOnlyList<Evidence> Declared)
{
    /// <summary>Whether its blocks can be read independently.</summary>
    internal bool IsSeekable => File.IsPlain && !Rows.Format.IsConverted() && Rows.IsSeekable;
}
