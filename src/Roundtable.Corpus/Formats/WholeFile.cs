namespace Roundtable.Corpus.Formats;

/// <summary>A row is a file.</summary>
internal sealed class WholeFile : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start) => -1;
}
