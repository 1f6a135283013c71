using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Roundtable.Record.Fsck;

/// <summary>Checks that the contents behind the leaves are stored, or were erased.</summary>
/// <param name="files">The files.</param>
/// <param name="packs">The packs, which have been read.</param>
/// <param name="journal">The contents in the journal, by digest.</param>
internal sealed class LeafCheck(CheckedFiles files, PackCheck packs, IReadOnlyDictionary<string, byte[]> journal)
{
    private const int MaxOpenings = 1 << 16;
    private const int MaxTold = 1_000;

    private long _missing;

    private static readonly string[] _plain = ["prompt", "settings", "output", "raw", "document", "reason"]; // leaves of version 1

    /// <summary>Checks a leaf.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="leaf">Its bytes.</param>
    public void Run(long index, byte[] leaf)
    {
        try
        {
            using var document = JsonDocument.Parse(leaf);
            if (document.RootElement.TryGetProperty("openings", out var openings))
            {
                CheckOpenings(index, openings.GetString()!, document.RootElement);
                return;
            }

            foreach (var member in _plain.Where(m => document.RootElement.TryGetProperty(m, out var value) && value.ValueKind == JsonValueKind.String))
            {
                CheckStored(index, document.RootElement.GetProperty(member).GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            files.Damage("log/tile/entries", $"leaf {index} is not what a leaf is: {e.Message.TrimEnd('.')}");
        }
    }

    private void CheckOpenings(long index, string digest, JsonElement leaf)
    {
        CheckStored(index, digest);
        if ((journal.GetValueOrDefault(digest) ?? packs.Content(digest, MaxOpenings)) is not { } bytes)
        {
            return;
        }

        using var openings = JsonDocument.Parse(bytes);
        foreach (var opening in openings.RootElement.EnumerateObject())
        {
            var content = opening.Value.GetProperty("content").GetString()!;
            var salt = Convert.FromHexString(opening.Value.GetProperty("salt").GetString()!);
            var committed = Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Convert.FromHexString(content)]));
            if (leaf.GetProperty("committed").GetProperty(opening.Name).GetString() != committed)
            {
                files.Damage("content", $"the openings of leaf {index} do not open its commitment to its {opening.Name}");
            }

            if (!opening.Value.TryGetProperty("kept", out _))
            {
                CheckStored(index, content);
            }
        }
    }

    /// <summary>Says how many contents are in no pack besides those that were named.</summary>
    public void Finish()
    {
        if (_missing > MaxTold)
        {
            files.Damage("content", string.Create(CultureInfo.InvariantCulture, $"{_missing - MaxTold} more contents of leaves are in no pack"));
        }
    }

    private void CheckStored(long index, string digest)
    {
        if (!packs.IsThere(digest) && !journal.ContainsKey(digest) && ++_missing <= MaxTold)
        {
            files.Damage("content", $"the content {digest} of leaf {index} is in no pack");
        }
    }
}
