using System.Buffers;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Rows are JSON values with white space between them, however many lines each has.</summary>
internal sealed class JsonValueBoundaries : IRowBoundaries
{
    private static readonly SearchValues<byte> _structure = SearchValues.Create("\"[]{}"u8);

    public int End(ReadOnlySpan<byte> bytes, int start, long offset)
    {
        var (at, depth) = (start, 0);
        while (true)
        {
            switch (JsonStructure.Next(bytes, _structure, ref at))
            {
                case null:
                    return -1;
                case (byte)'"':
                    break;
                case (byte)'[' or (byte)'{':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            if (depth <= 0)
            {
                return at;
            }
        }
    }
}
