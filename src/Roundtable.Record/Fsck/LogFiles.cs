using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Reads the files of a log, implemented from docs/formats/log.md alone: it shares nothing with the code that wrote them except the signature
/// algorithm.
/// </summary>
/// <param name="directory">The data directory.</param>
internal sealed class LogFiles(string directory)
{
    /// <summary>Directory of the public half.</summary>
    public string Log { get; } = Path.Combine(directory, "log");

    /// <summary>The checkpoint's lines: origin, size, root; null if there is none.</summary>
    /// <exception cref="InvalidDataException">When it is malformed or not signed by a listed key.</exception>
    public (string Origin, long Size, string Root)? Checkpoint()
    {
        var path = Path.Combine(Log, "checkpoint");
        if (!File.Exists(path))
        {
            return null;
        }

        var note = File.ReadAllText(path);
        var gap = note.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = gap < 0 ? [] : note[..gap].Split('\n');
        if (lines.Length < 3 || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new InvalidDataException("it does not consist of three lines, an empty line and signatures");
        }

        var text = Encoding.UTF8.GetBytes(note[..(gap + 1)]);
        var keys = File.ReadAllLines(Path.Combine(Log, "keys")).Select(l => l.Split('+', 3)).Where(k => k.Length == 3).ToList();
        foreach (var signature in note[(gap + 2)..].Split('\n').Select(l => l.Split(' ')).Where(l => l.Length == 3 && l[0] == "—"))
        {
            var bytes = Convert.FromBase64String(signature[2]);
            if (bytes.Length <= 4)
            {
                continue;
            }

            // The signature is preceded by the key's ID, the key by its type.
            var key = keys.Find(k => k[0] == signature[1] && k[1] == Convert.ToHexStringLower(bytes.AsSpan(0, 4)));
            if (key is not null && Convert.FromBase64String(key[2]) is [_, .. var publicKey] && Ed25519.Verify(publicKey, text, bytes.AsSpan(4)))
            {
                return (lines[0], size, lines[2]);
            }
        }

        throw new InvalidDataException("it is not signed by any key in log/keys");
    }

    /// <summary>The hash tiles or bundles of a level on disk, by index and width.</summary>
    public IEnumerable<(string Path, long Index, int Width)> Tiles(string level)
    {
        var root = Path.Combine(Log, "tile", level);
        IEnumerable<string> files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories) : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            var width = 256;
            if (parts.Length > 1 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
            {
                width = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var w) ? w : 0;
                parts = [.. parts[..^2], parts[^2][..^2]];
            }

            var digits = string.Concat(parts.Select(p => p.TrimStart('x')));
            yield return (file, long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1, width);
        }
    }

    /// <summary>The leaf hashes of a bundle, whose entries are preceded by their length in 16 bits.</summary>
    /// <exception cref="InvalidDataException">When the bytes do not end with a complete entry.</exception>
    public static List<byte[]> LeafHashes(byte[] bundle)
    {
        var hashes = new List<byte[]>();
        for (var at = 0; at < bundle.Length;)
        {
            if (at + 2 > bundle.Length || at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at)) > bundle.Length)
            {
                throw new InvalidDataException($"entry {hashes.Count} extends beyond its end");
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at));
            hashes.Add(SHA256.HashData([0, .. bundle.AsSpan(at + 2, length)]));
            at += 2 + length;
        }

        return hashes;
    }

    /// <summary>The RFC 6962 tree hash, as defined in the RFC.</summary>
    public static byte[] Tree(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 1)
        {
            return hashes[0];
        }

        var left = 1;
        while (2 * left < hashes.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([1, .. Tree(hashes[..left]), .. Tree(hashes[left..])]);
    }
}
