namespace Roundtable.Connections;

/// <summary>Keeps the bytes of the answer that the code inside its scope receives, below whatever package asks for it.</summary>
internal sealed class RawAnswer : IDisposable
{
    private static readonly AsyncLocal<RawAnswer?> _current = new();

    private RawAnswer()
    {
    }

    /// <summary>The bytes of the last successful answer, decompressed; empty before there is one.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Begins a scope; it ends with the disposal of what is returned.</summary>
    public static RawAnswer Keep() => _current.Value = new RawAnswer();

    /// <summary>Told by the transport.</summary>
    public static void Received(byte[] bytes)
    {
        if (_current.Value is { } kept)
        {
            kept.Bytes = bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _current.Value = null;
}
