using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>The whole file is one row.</summary>
internal sealed class WholeFile : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start, long offset) => -1;
}
