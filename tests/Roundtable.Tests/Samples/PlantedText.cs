using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Roundtable.Tests.Samples;

/// <summary>Finds a text in every file of a directory, byte by byte, in the forms in which programs write texts.</summary>
internal static class PlantedText
{
    /// <summary>How gzip and zlib begin.</summary>
    private static readonly byte[][] _starts = [[0x1f, 0x8b, 8], [0x78, 0x01], [0x78, 0x5e], [0x78, 0x9c], [0x78, 0xda]];

    /// <summary>The files that hold it: as it is, in small letters as indexes of words do, escaped for JSON, in UTF-16, base64 or hexadecimal, or any of these in gzip or zlib.</summary>
    public static IReadOnlyList<string> Files(string directory, string text)
    {
        List<byte[]> forms = [.. Forms(text).Select(f => Encoding.UTF8.GetBytes(f)), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text)];
        return
        [
            // Another holder of a lock keeps it from being opened; it is empty.
            .. Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("lock" or "tokens.lock"))
                .Where(f => Read(f) is var bytes && Unpacked(bytes).Prepend(bytes).Any(b => forms.Exists(f => b.AsSpan().IndexOf(f) >= 0)))
                .Select(f => Path.GetRelativePath(directory, f)),
        ];
    }

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        yield return text.ToLowerInvariant();
        yield return JsonSerializer.Serialize(text)[1..^1];
        yield return string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : $"{c}"));
        yield return string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
        yield return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        for (var at = 0; at < 3; at++)
        {
            // Characters of base64 that other bytes around it have a part in are left out.
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', at) + text));
            yield return encoded[((at * 4 / 3) + (at > 0 ? 1 : 0))..^4];
        }
    }

    private static byte[] Read(string file)
    {
        for (var wait = new SpinWait(); ; wait.SpinOnce())
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return []; // gone meanwhile
            }
            catch (IOException) when (file.EndsWith(".new", StringComparison.Ordinal))
            {
                // Being written by a log that is open: in a moment it has another name.
            }
        }
    }

    /// <summary>What begins like a compressed stream anywhere in a file, unpacked.</summary>
    private static IEnumerable<byte[]> Unpacked(byte[] bytes)
    {
        foreach (var start in _starts)
        {
            for (var at = bytes.AsSpan().IndexOf(start); at >= 0; at = Next(bytes, start, at))
            {
                using var packed = new MemoryStream(bytes, at, bytes.Length - at);
                using Stream reader = start.Length > 2 ? new GZipStream(packed, CompressionMode.Decompress) : new ZLibStream(packed, CompressionMode.Decompress);
                using var unpacked = new MemoryStream();
                try
                {
                    reader.CopyTo(unpacked);
                }
                catch (InvalidDataException)
                {
                    // It only began like one, or has something behind it.
                }

                if (unpacked.Length > 0)
                {
                    yield return unpacked.ToArray();
                }
            }
        }
    }

    private static int Next(byte[] bytes, byte[] start, int at) => bytes.AsSpan(at + 1).IndexOf(start) is >= 0 and var more ? at + 1 + more : -1;
}
