namespace Roundtable.Models.Http;

/// <summary>Keeps the bytes of the answer that the code inside its scope receives, below whatever package asks for it.</summary>
internal sealed class RawAnswer : IDisposable
{
    private static readonly AsyncLocal<RawAnswer?> _current = new();

    private readonly MemoryStream _bytes = new();

    private RawAnswer()
    {
    }

    /// <summary>The answer that the current scope is about; null outside of one.</summary>
    public static RawAnswer? Current => _current.Value;

    /// <summary>The bytes of the last successful answer so far, decompressed; empty before there is one.</summary>
    public byte[] Bytes => _bytes.ToArray();

    /// <summary>Begins a scope; it ends with the disposal of what is returned.</summary>
    public static RawAnswer Keep() => _current.Value = new RawAnswer();

    /// <summary>A new answer begins; told by the transport.</summary>
    public void Begin() => _bytes.SetLength(0);

    /// <summary>The next bytes of the answer; told by the transport.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <inheritdoc/>
    public void Dispose() => _current.Value = null;
}
