using System.Text.Json;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>Writes the lines beside rows and hashes them as the tree has them. Not thread-safe: each thread has one of its own.</summary>
/// <param name="key">The key of the salts.</param>
internal sealed class SetLineWriter(byte[] key) : IDisposable
{
    private readonly SetSalts _salts = new(key);
    private readonly Utf8JsonWriter _json = new(new SetBuffer(1), SetPart.Json);

    /// <summary>Writes a line, without a line break.</summary>
    /// <param name="line">The line.</param>
    /// <param name="index">The row's index in the set, from 0.</param>
    /// <param name="into">Where to.</param>
    /// <param name="hash">Receives its hash in the tree.</param>
    public void Write(SetRowLine line, long index, SetBuffer into, Span<byte> hash)
    {
        var start = into.Length;
        _json.Reset(into);
        line.Write(_json);
        _json.Flush();
        SetSalts.Hash(_salts[index], into.From(start), hash);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
