namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Unpacks Zstandard frames from pieces of any size: what the bytes so far determine comes out at once.</summary>
public sealed class ZstandardFlow : IDisposable
{
    private nint _context = ZstandardLibrary.Create();

    /// <summary>Frees the context where it was not disposed of.</summary>
    ~ZstandardFlow() => Free();

    /// <summary>Unpacks.</summary>
    /// <param name="source">Packed bytes; may be empty, to get what did not fit before.</param>
    /// <param name="target">Where unpacked bytes go.</param>
    /// <param name="consumed">How many packed bytes were taken.</param>
    /// <param name="written">How many bytes were unpacked.</param>
    /// <returns>False where the bytes are no Zstandard frame.</returns>
    public unsafe bool TryTake(ReadOnlySpan<byte> source, Span<byte> target, out int consumed, out int written)
    {
        fixed (byte* from = source, to = target)
        {
            var input = new ZstandardLibrary.Buffer { Bytes = from, Size = (nuint)source.Length };
            var output = new ZstandardLibrary.Buffer { Bytes = to, Size = (nuint)target.Length };
            var result = ZstandardLibrary.Flow(_context, ref output, ref input);
            (consumed, written) = ((int)input.Position, (int)output.Position);
            return ZstandardLibrary.IsError(result) == 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_context != 0)
        {
            _ = ZstandardLibrary.Free(_context);
            _context = 0;
        }
    }
}
