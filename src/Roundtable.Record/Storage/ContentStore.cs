using System.Collections.Concurrent;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The contents that leaves name, found by their digests. Each is kept once.</summary>
public sealed class ContentStore
{
    private readonly ConcurrentDictionary<Digest, byte[]> _contents = new();

    internal ContentStore()
    {
    }

    /// <summary>The content with this digest; null when the store never had it or has erased it.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not have this digest.</exception>
    public ValueTask<byte[]?> GetAsync(Digest digest, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested
            ? ValueTask.FromCanceled<byte[]?>(cancellation)
            : new(_contents.TryGetValue(digest, out var content) ? [.. content] : null);

    internal void Add(ReadOnlyMemory<byte> content) => _contents.TryAdd(Digest.Of(content.Span), content.ToArray());

    internal void Erase(Digest digest) => _contents.TryRemove(digest, out _);
}
