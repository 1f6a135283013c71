using System.IO.Hashing;

namespace Roundtable.Corpus.Blocks;

/// <summary>XXH3 of the files with a block's keys, which have no header of their own; 0 where there is none.</summary>
/// <param name="Equal">Of the hashes of texts.</param>
/// <param name="Bands">Of the keys of bands.</param>
/// <param name="Passages">Of the fingerprints.</param>
internal readonly record struct KeySums(UInt128 Equal, UInt128 Bands, UInt128 Passages)
{
    private const int Buffered = 1 << 18;

    /// <summary>The hash of a file; 0 where there is none.</summary>
    public static UInt128 Of(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var (hash, buffer) = (new XxHash128(), new byte[Buffered]);
        using var file = File.OpenHandle(path);
        long at = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, at)) > 0; at += read)
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
