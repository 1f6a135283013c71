using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>A row is a file.</summary>
internal sealed class WholeFile : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start) => -1;
}
