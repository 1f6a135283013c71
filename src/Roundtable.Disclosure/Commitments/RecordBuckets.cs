using System.Buffers.Binary;
using System.Globalization;

namespace Roundtable.Disclosure.Commitments;

/// <summary>
/// Records of one length, given in any order and read in ascending order of their bytes. Those that begin alike are kept together, in memory while there are
/// few and in files of a folder otherwise, so that memory does not grow with their number. Their first bytes have to be spread evenly, as those of hashes are.
/// </summary>
/// <param name="length">The length of a record, at least 16.</param>
/// <param name="folder">A folder for files, that is made when it is needed and removed in the end.</param>
internal sealed class RecordBuckets(int length, string folder) : IDisposable
{
    private const int Kept = 1 << 16;

    private readonly MemoryStream[] _kept = [.. Enumerable.Range(0, 256).Select(_ => new MemoryStream())];
    private bool _hasFiles;

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        var bucket = _kept[record[0]];
        bucket.Write(record);
        if (bucket.Length >= Kept)
        {
            Directory.CreateDirectory(folder);
            _hasFiles = true;
            using var file = new FileStream(PathOf(record[0]), FileMode.Append, FileAccess.Write, FileShare.None, 0);
            file.Write(bucket.GetBuffer().AsSpan(0, (int)bucket.Length));
            bucket.SetLength(0);
        }
    }

    /// <summary>The records in order; each is valid until the next.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Sorted()
    {
        for (var i = 0; i < _kept.Length; i++)
        {
            var (path, kept) = (PathOf((byte)i), _kept[i].ToArray());
            byte[] bytes = _hasFiles && File.Exists(path) ? [.. File.ReadAllBytes(path), .. kept] : kept;
            var keys = new UInt128[bytes.Length / length];
            var places = new int[keys.Length];
            for (var j = 0; j < keys.Length; j++)
            {
                (keys[j], places[j]) = (BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(j * length)), j);
            }

            Array.Sort(keys, places);
            foreach (var place in places)
            {
                yield return bytes.AsMemory(place * length, length);
            }
        }
    }

    public void Dispose()
    {
        Array.ForEach(_kept, k => k.Dispose());
        if (_hasFiles)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string PathOf(byte first) => Path.Combine(folder, first.ToString("x2", CultureInfo.InvariantCulture));
}
